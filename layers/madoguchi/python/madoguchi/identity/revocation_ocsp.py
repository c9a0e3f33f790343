"""Asks J-LIS's OCSP responder whether a certificate is revoked; silence and doubt are "unknown", never "good"."""

import secrets
from collections.abc import Callable
from datetime import datetime
from http.client import HTTPException
from urllib import request

from madoguchi.identity.model.certificate import CheckedCertificate
from madoguchi.identity.model.ocsp import ocsp_request, read_ocsp
from madoguchi.identity.model.revocation import RevocationAnswer

MAX_ANSWER_BYTES = 65_536


class OcspRevocation:
    """The responder's address is the operator's setting: what a certificate names itself is never called."""

    def __init__(self, url: str, now: Callable[[], datetime], timeout_seconds: float = 4) -> None:
        self._url, self._now, self._timeout = url, now, timeout_seconds

    def check(self, certificate: CheckedCertificate) -> RevocationAnswer:
        nonce = secrets.token_bytes(16)
        try:
            answer = self._ask(ocsp_request(certificate, nonce))
        except (OSError, HTTPException):
            return RevocationAnswer(status="unknown", why="the responder is not reachable")
        return read_ocsp(answer, certificate, nonce=nonce, at=self._now())

    def _ask(self, question: bytes) -> bytes:
        headers = {"Content-Type": "application/ocsp-request", "Accept": "application/ocsp-response"}
        asked = request.Request(self._url, data=question, headers=headers)  # noqa: S310  the operator's setting
        with request.urlopen(asked, timeout=self._timeout) as answer:  # noqa: S310
            body: bytes = answer.read(MAX_ANSWER_BYTES)
        return body
