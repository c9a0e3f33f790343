"""Calls from one zone to another: JSON over HTTPS, signed with the function's own role."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any
from urllib import error as urllib_error
from urllib import parse, request

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.session import Session

from madoguchi import telemetry
from madoguchi.errors import (
    Conflict,
    Invalid,
    MadoguchiError,
    NotAllowed,
    NotFound,
    PreconditionFailed,
    Unavailable,
    Unprocessable,
)
from madoguchi.kernel import correlation

OF_STATUS: dict[int, type[MadoguchiError]] = {
    403: NotAllowed,
    404: NotFound,
    409: Conflict,
    412: PreconditionFailed,
    422: Unprocessable,
}


class SignedHttp:
    """One neighbour's API. Errors: NotFound, Conflict, NotAllowed, Invalid by status; Unavailable to try again."""

    def __init__(self, base_url: str, *, region: str, timeout_seconds: float = 20) -> None:
        self._base, self._region, self._timeout = base_url.rstrip("/"), region, timeout_seconds
        self._session = Session()

    def get(self, path: str) -> dict[str, Any]:
        return self.call("GET", path)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self.call("POST", path, body)

    def put(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self.call("PUT", path, body)

    def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """The answer's JSON object, {} when it has no body. `path` parts must be quoted by `segment`."""
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = {"accept": "application/json", "x-correlation-id": correlation.current()}
        if data is not None:
            headers["content-type"] = "application/json"
        credentials = self._session.get_credentials()
        if credentials is None:
            raise Unavailable("this function has no role to sign with")
        asked = AWSRequest(method=method, url=self._base + path, data=data, headers=headers)
        SigV4Auth(credentials, "execute-api", self._region).add_auth(asked)
        sent = request.Request(self._base + path, data=data, headers=dict(asked.headers), method=method)  # noqa: S310
        with _told(method, path):
            text = self._sent(sent)
        return json.loads(text) if text else {}

    def _sent(self, sent: request.Request) -> bytes:
        try:
            with request.urlopen(sent, timeout=self._timeout) as answer:  # noqa: S310  our own neighbours only
                text: bytes = answer.read()
                return text
        except urllib_error.HTTPError as refused:
            raise _translated(refused) from None
        except (urllib_error.URLError, TimeoutError, ConnectionError) as failed:
            raise Unavailable(f"{sent.get_method()} to a neighbour did not answer") from failed


@contextmanager
def _told(method: str, path: str) -> Iterator[None]:
    """One line of a call: whom, how it went, how long. The path's later parts are ids of persons among others."""
    began, outcome = perf_counter(), "answered"
    try:
        yield
    except MadoguchiError as failed:
        outcome = failed.type
        if isinstance(failed, Unavailable):
            telemetry.measure("NeighbourFailures", 1)
        raise
    finally:
        took = round((perf_counter() - began) * 1000, 1)
        neighbour = "/".join(path.split("/")[:3])
        telemetry.logger.info("called", method=method, neighbour=neighbour, outcome=outcome, duration_ms=took)


def segment(text: str) -> str:
    """One path segment, quoted."""
    return parse.quote(text, safe="")


def _translated(refused: urllib_error.HTTPError) -> MadoguchiError:
    """A neighbour's problem as ours: its type and field, never its text."""
    if refused.code == 429 or refused.code >= 500:
        return Unavailable(f"a neighbour answered {refused.code}")
    try:
        problem = json.loads(refused.read() or b"{}")
    except ValueError:
        problem = {}
    error = OF_STATUS.get(refused.code, Invalid)(f"a neighbour answered {refused.code}", field=problem.get("field"))
    slug = str(problem.get("type", "")).rsplit("/", 1)[-1]
    error.params = {**error.params, "neighbour_type": slug}
    return error
