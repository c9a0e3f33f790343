"""What CloudFront sends in tests, and the secret it comes from: one value, current, in every test's cloud."""

import json
import os
import sys
from functools import partial
from typing import Any

from botocore import handlers
from botocore.awsrequest import AWSRequest, AWSResponse

from madoguchi.origin import CURRENT, HEADER, NEVER
from tests.support.house import FUNCTIONS

ORIGIN = "sent-by-the-edge-in-tests"
FROM_THE_EDGE = {HEADER: ORIGIN}


def keep_the_secret() -> None:
    """Every client made from now on finds it under the name that ORIGIN_SECRET has in tests, without a table or a key
    of it in any test's fixture. Other secrets are moto's."""
    event = "before-send.secrets-manager.GetSecretValue"
    handlers.BUILTIN_HANDLERS.append((event, partial(_answer, os.environ["ORIGIN_SECRET"])))


def _answer(secret: str, request: AWSRequest, **_more: Any) -> AWSResponse | None:
    asked = json.loads(request.body)
    if asked["SecretId"] != secret:
        return None
    if asked["VersionStage"] == CURRENT:
        return _said(request, 200, {"SecretString": ORIGIN})
    return _said(request, 400, {"__type": "ResourceNotFoundException", "message": "no such label"})


def _said(request: AWSRequest, status: int, body: dict[str, str]) -> AWSResponse:
    return AWSResponse(request.url, status, {"content-type": "application/x-amz-json-1.1"}, _Raw(body))


class _Raw:
    def __init__(self, body: dict[str, str]) -> None:
        self._body = json.dumps(body).encode()

    def stream(self, *_more: Any, **_options: Any) -> Any:
        yield self._body


def forget() -> None:
    """Every door that is loaded asks again: a door that remembers would seem never to use what it is granted."""
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None) or ""
        if file.startswith(str(FUNCTIONS)) and hasattr(module, "origin"):
            module.origin._asked_at = NEVER
