"""The portal's distribution: which value it sends to the doors, and whether all its places have heard of it."""

import time
from collections.abc import Iterator
from typing import Any
from urllib import error as urllib_error
from urllib import request

from botocore.exceptions import WaiterError

from madoguchi.errors import Conflict, NotFound, Unavailable
from madoguchi.origin import ASK_AGAIN_AFTER, HEADER

PASSED = 401  # only a door says this to a request without a session; the gate says 403, a gateway's fault 5xx
SECONDS_BETWEEN, TIMES = 15, 50
SECONDS_UNTIL_DOORS_ASK = ASK_AGAIN_AFTER.total_seconds() + 2  # a door that asked before there was a pending value


class Distribution:
    """Needs GetDistribution, GetDistributionConfig and UpdateDistribution."""

    def __init__(self, client: Any, distribution: str) -> None:
        self._client, self._id = client, distribution

    def send(self, value: str) -> None:
        found = self._client.get_distribution_config(Id=self._id)
        config = found["DistributionConfig"]
        headers = list(_origin_headers(config))
        if not headers:
            raise NotFound("the distribution sends no origin header")
        if all(header["HeaderValue"] == value for header in headers):
            return
        time.sleep(SECONDS_UNTIL_DOORS_ASK)
        for header in headers:
            header["HeaderValue"] = value
        try:
            self._client.update_distribution(Id=self._id, IfMatch=found["ETag"], DistributionConfig=config)
        except (self._client.exceptions.PreconditionFailed, self._client.exceptions.InvalidIfMatchVersion) as error:
            raise Conflict("the distribution was changed meanwhile") from error

    def wait_until_sent(self, value: str) -> None:
        waiter = self._client.get_waiter("distribution_deployed")
        try:
            waiter.wait(Id=self._id, WaiterConfig={"Delay": SECONDS_BETWEEN, "MaxAttempts": TIMES})
        except WaiterError as error:
            raise Unavailable("the distribution is not deployed everywhere yet") from error
        config = self._client.get_distribution_config(Id=self._id)["DistributionConfig"]
        if not all(header["HeaderValue"] == value for header in _origin_headers(config)):
            raise Unavailable("the distribution was told another value meanwhile")


def _origin_headers(config: dict[str, Any]) -> Iterator[dict[str, str]]:
    for origin in config["Origins"]["Items"]:
        for header in origin.get("CustomHeaders", {}).get("Items", []):
            if header["HeaderName"].lower() == HEADER.lower():
                yield header


class PortalAddress:
    """The portal as everybody reaches it: `host` is its name, where the address alone does not lead there."""

    def __init__(self, url: str, host: str, timeout_seconds: float = 20) -> None:
        self._url, self._host, self._timeout = url, host, timeout_seconds

    def is_reached(self) -> bool:
        headers = {"Host": self._host, "Content-Type": "application/json"}
        asked = request.Request(f"{self._url}/api/session", data=b"", headers=headers, method="POST")  # noqa: S310
        try:
            with request.urlopen(asked, timeout=self._timeout) as answer:  # noqa: S310
                return bool(answer.status == PASSED)
        except urllib_error.HTTPError as answer:
            return answer.code == PASSED
        except (urllib_error.URLError, TimeoutError) as error:
            raise Unavailable("the portal does not answer") from error
