"""What intake found out about one submission; each fact is established once and then stands."""

from datetime import datetime
from typing import Literal

from madoguchi.applications.model.submission import BYTES_AS_BASE64, Submission
from madoguchi.identity.model.revocation import RevocationAnswer
from madoguchi.kernel.value import Value


class Finding(Value):
    """Something for the officer to see; never a refusal. `pointer` is of the document that was signed."""

    code: str
    pointer: str


class SignatureVerdict(Value):
    """The check of the signature and its certificate. `evidence`: the revocation answer, DER, kept as proof."""

    model_config = BYTES_AS_BASE64

    outcome: Literal["good", "invalid"]
    reason: str | None = None
    checked_at: datetime
    revocation_as_of: datetime | None = None
    issuer: bytes | None = None
    evidence: bytes | None = None

    def findings(self) -> list[Finding]:
        return [Finding(code=self.reason or "signature-invalid", pointer="")] if self.outcome == "invalid" else []


class Withheld(Value):
    attachment_id: str
    slot: str
    reason: Literal["attachment-infected", "attachment-unscannable", "attachment-missing"]


class Scan(Value):
    """Every attachment settled: copied to the clean side, or withheld with a reason."""

    withheld: tuple[Withheld, ...] = ()

    @property
    def outcome(self) -> Literal["clean", "withheld"]:
        return "withheld" if self.withheld else "clean"

    def ids(self) -> frozenset[str]:
        return frozenset(found.attachment_id for found in self.withheld)

    def findings(self) -> list[Finding]:
        return [Finding(code=found.reason, pointer=f"/attachments/{found.slot}") for found in self.withheld]


class Package(Value):
    """The sealed package. `key` in the packages bucket; `sha256` hex of the whole file."""

    key: str
    sha256: str
    size: int


def judge(answer: RevocationAnswer, submission: Submission, now: datetime, issuer: bytes) -> SignatureVerdict | None:
    """The verdict on a signature that fits; None while nobody can say whether its certificate was revoked.

    A certificate revoked after she submitted was good when it counted.
    """
    if answer.status == "unknown":
        return None
    later = answer.revoked_at is not None and answer.revoked_at > submission.submitted_at
    good = answer.status == "good" or later
    return SignatureVerdict(
        outcome="good" if good else "invalid",
        reason=None if good else "certificate-revoked",
        checked_at=now,
        revocation_as_of=answer.as_of,
        issuer=issuer,
        evidence=answer.evidence,
    )


def package_key(receipt: str, revision: int) -> str:
    return f"packages/{receipt}/{revision}/package.zip"


def inbox_key(municipality: str, receipt: str, revision: int) -> str:
    return f"{municipality}/{receipt}/{revision}/package.zip"
