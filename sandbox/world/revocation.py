"""J-LIS's revocation services: OCSP for one certificate, a list for all."""

import base64
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from sandbox.jpki.authority import Authority, Revoked
from sandbox.jpki.profile import KINDS
from sandbox.jpki.state import State


@dataclass(frozen=True)
class Revocation:
    state: State

    def status_of(self, der: bytes, at: datetime) -> bytes:
        """A signed answer; `unauthorized` when the certificate's authority is none of ours."""
        try:
            request = ocsp.load_der_ocsp_request(der)
        except ValueError:
            return _unsuccessful(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)
        for kind in KINDS:
            for authority in self.state.authorities(kind):
                if authority.issued_by_me(request):
                    return self._answer(authority, request, at)
        return _unsuccessful(ocsp.OCSPResponseStatus.UNAUTHORIZED)

    def list_of(self, kind: str, at: datetime) -> bytes:
        generation, authority = self.state.newest(kind)
        revoked = {
            int(row.serial, 16): row.revoked
            for row in self.state.issued()
            if row.revoked and (row.kind, row.generation) == (kind, generation) and row.revoked.at <= at
        }
        return authority.revocation_list(revoked, at)

    def _answer(self, authority: Authority, request: ocsp.OCSPRequest, at: datetime) -> bytes:
        serial = format(request.serial_number, "x")
        row = next((row for row in self.state.issued() if (row.kind, row.serial) == (authority.kind, serial)), None)
        if row is None:
            return authority.answer(request, "unknown", at)
        revoked = row.revoked if isinstance(row.revoked, Revoked) and row.revoked.at <= at else None
        return authority.answer(request, revoked or "good", at)


def from_path(path: str) -> bytes:
    """The request of an OCSP GET (RFC 6960 appendix A.1): base64 in the last part of the path."""
    return base64.b64decode(unquote(path))


def _unsuccessful(status: ocsp.OCSPResponseStatus) -> bytes:
    return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)
