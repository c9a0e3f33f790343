"""J-LIS (地方公共団体情報システム機構) as we use it: the resident record code behind a card's serial.

The interface is not public: this is the adapter's own shape, and production brings another adapter.
"""

import json

import urllib3

from madoguchi.errors import Unavailable
from madoguchi.numbering.model import UnknownSerial


class JlisHttp:
    def __init__(self, base_url: str, *, timeout_seconds: float = 5) -> None:
        self._url = base_url.rstrip("/") + "/serials"
        self._pool = urllib3.PoolManager(timeout=timeout_seconds, retries=False)

    def resident_code(self, serial: str) -> str:
        try:
            answer = self._pool.request("POST", self._url, json={"serial": serial})
        except urllib3.exceptions.HTTPError as failed:
            raise Unavailable(f"J-LIS does not answer: {type(failed).__name__}") from None
        if answer.status == 404:
            raise UnknownSerial("J-LIS knows no such serial")
        if answer.status != 200:
            raise Unavailable(f"J-LIS answered {answer.status}")
        code: str = json.loads(answer.data)["resident_code"]
        return code
