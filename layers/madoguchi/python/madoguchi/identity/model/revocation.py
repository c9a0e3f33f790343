"""Whether a certificate is revoked, when that was known, and who said so."""

from datetime import datetime
from typing import Literal

from madoguchi.identity.model.problems import (
    CertificateRevoked,
    CertificateStatusUnknown,
    SigningCertificateLapsed,
)
from madoguchi.kernel.value import Value

Status = Literal["good", "revoked", "unknown"]


class RevocationAnswer(Value):
    """`as_of` is the responder's own moment (thisUpdate); `evidence` its signed answer, DER, to be kept.

    An answer that is late, badly signed, about something else or missing is "unknown", with the reason in
    `why`; unknown is never good.
    """

    status: Status
    source: Literal["ocsp"] = "ocsp"
    as_of: datetime | None = None
    revoked_at: datetime | None = None
    reason: str | None = None
    why: str | None = None
    evidence: bytes | None = None


def demand_good(answer: RevocationAnswer, kind: str) -> RevocationAnswer:
    """The answer itself, or the problem that says what the holder can do."""
    if answer.status == "revoked":
        raise (SigningCertificateLapsed if kind == "signing" else CertificateRevoked)(field="/certificate")
    if answer.status != "good":
        raise CertificateStatusUnknown(answer.why or "no answer", retry_after=30)
    return answer
