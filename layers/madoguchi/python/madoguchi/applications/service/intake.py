"""Intake (受付): from arrival to the town's inbox, in steps that may each be made again without harm."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from madoguchi.applications.model import lifecycle
from madoguchi.applications.model.application import Application, Attachment, Status
from madoguchi.applications.model.intake import (
    Finding,
    Package,
    Scan,
    SignatureVerdict,
    Withheld,
    inbox_key,
    judge,
    package_key,
)
from madoguchi.applications.model.occasion import Occasion
from madoguchi.applications.model.submission import Submission, attachments_of, declared
from madoguchi.errors import Conflict, Unavailable, Unprocessable
from madoguchi.identity.model.revocation import RevocationAnswer
from madoguchi.kernel.canonical import b64, sha256_hex
from madoguchi.kernel.events import Event

if TYPE_CHECKING:
    from madoguchi.identity.model.certificate import CheckedCertificate

Fact = TypeVar("Fact")
SCAN_TAKES = timedelta(hours=1)
# released: found clean before, and on the clean side already
Tag = Literal["clean", "released", "infected", "unscannable", "pending", "absent"]
REASON: dict[Tag, Literal["attachment-infected", "attachment-unscannable", "attachment-missing"]] = {
    "infected": "attachment-infected",
    "unscannable": "attachment-unscannable",
    "absent": "attachment-missing",
}


class Submitted(Protocol):
    def submission(self, application_id: str, revision: int) -> Submission: ...


class Facts(Submitted, Protocol):
    """`keep_...` gives what stands: the first fact kept, whoever kept it."""

    def verdict(self, application_id: str, revision: int) -> SignatureVerdict | None: ...

    def keep_verdict(self, application_id: str, revision: int, verdict: SignatureVerdict) -> SignatureVerdict: ...

    def scan(self, application_id: str, revision: int) -> Scan | None: ...

    def keep_scan(self, application_id: str, revision: int, scan: Scan) -> Scan: ...

    def package(self, application_id: str, revision: int) -> Package | None: ...

    def keep_package(self, application_id: str, revision: int, package: Package) -> Package: ...


class Signatures(Protocol):
    def verify(self, submission: Submission) -> "CheckedCertificate":
        """Who signed exactly the document. Errors: the signature's or the certificate's problem."""


class Quarantine(Protocol):
    def tag(self, application_id: str, attachment: Attachment) -> Tag: ...

    def release(self, application_id: str, attachment: Attachment) -> None:
        """Copies it to the clean side; again is harmless."""


class Packages(Protocol):
    def seal(self, key: str, submission: Submission, verdict: SignatureVerdict, scan: Scan) -> Package:
        """Written once; when it is there already, what is there."""


class Inbox(Protocol):
    def put(self, package: Package, key: str) -> None: ...


class Exchange(Protocol):
    def deliver(self, delivery: dict[str, Any]) -> None: ...


class Known(Protocol):
    def get(self, application_id: str) -> Application: ...


class Applications(Known, Protocol):
    def save(self, application: Application, event: Event) -> None: ...


class Measure(Protocol):
    def __call__(self, name: str, value: float) -> None:
        """A value of a metric of metrics.json."""


@dataclass(frozen=True)
class CheckSignature:
    facts: Facts
    signatures: Signatures
    revocation: Callable[["CheckedCertificate"], RevocationAnswer]

    def __call__(self, application_id: str, revision: int, occasion: Occasion) -> str:
        """good | invalid, once and for all. Unavailable while nobody can say."""
        known = self.facts.verdict(application_id, revision)
        if known:
            return known.outcome
        verdict = self._verdict(self.facts.submission(application_id, revision), occasion)
        if verdict is None:
            raise Unavailable("nobody can say whether the certificate is revoked")
        return self.facts.keep_verdict(application_id, revision, verdict).outcome

    def _verdict(self, submission: Submission, occasion: Occasion) -> SignatureVerdict | None:
        try:
            checked = self.signatures.verify(submission)
        except Unprocessable as invalid:
            return SignatureVerdict(outcome="invalid", reason=invalid.type, checked_at=occasion.now)
        answer = self.revocation(checked)
        return judge(answer, submission, occasion.now, checked.issuer_der)


@dataclass(frozen=True)
class ScanAttachments:
    facts: Facts
    quarantine: Quarantine

    def __call__(self, application_id: str, revision: int, occasion: Occasion) -> str:
        """clean | withheld when every attachment is settled, pending before; Unavailable when it takes too long."""
        known = self.facts.scan(application_id, revision)
        if known:
            return known.outcome
        submission = self.facts.submission(application_id, revision)
        attachments = attachments_of(submission.document)
        tags = {held.attachment_id: self.quarantine.tag(application_id, held) for held in attachments}
        if "pending" in tags.values():
            return patiently(submission, occasion)
        for held in attachments:
            if tags[held.attachment_id] == "clean":
                self.quarantine.release(application_id, held)
        return self.facts.keep_scan(application_id, revision, _settled(attachments, tags)).outcome


def patiently(submission: Submission, occasion: Occasion) -> str:
    """A scan takes seconds, and its process waits. One that takes an hour is an outage: the process tries again
    at a pace that its finite history stands for a month."""
    if occasion.now - submission.submitted_at > SCAN_TAKES:
        raise Unavailable("the scanner has not said for an hour")
    return "pending"


def _settled(attachments: Sequence[Attachment], tags: dict[str, Tag]) -> Scan:
    return Scan(
        withheld=tuple(
            Withheld(attachment_id=held.attachment_id, slot=held.slot, reason=REASON[tags[held.attachment_id]])
            for held in attachments
            if tags[held.attachment_id] in REASON
        )
    )


@dataclass(frozen=True)
class SealPackage:
    facts: Facts
    packages: Packages

    def __call__(self, application_id: str, revision: int, _occasion: Occasion) -> str:
        known = self.facts.package(application_id, revision)
        if not known:
            submission = self.facts.submission(application_id, revision)
            verdict = required(self.facts.verdict(application_id, revision))
            scan = required(self.facts.scan(application_id, revision))
            key = package_key(submission.receipt, revision)
            self.facts.keep_package(application_id, revision, self.packages.seal(key, submission, verdict, scan))
        return "sealed"


@dataclass(frozen=True)
class Deliver:
    facts: Facts
    applications: Known
    inbox: Inbox
    exchange: Exchange

    def __call__(self, application_id: str, revision: int, _occasion: Occasion) -> str:
        application = self.applications.get(application_id)
        if application.status is Status.WITHDRAWN:
            return "withdrawn"
        submission = self.facts.submission(application_id, revision)
        package = required(self.facts.package(application_id, revision))
        findings = [
            *required(self.facts.verdict(application_id, revision)).findings(),
            *required(self.facts.scan(application_id, revision)).findings(),
        ]
        key = inbox_key(application.municipality.code, submission.receipt, revision)
        self.inbox.put(package, key)
        there = package.model_copy(update={"key": key})
        self.exchange.deliver(delivery(application, submission, there, findings))
        return "delivered"


@dataclass(frozen=True)
class RecordDelivery:
    facts: Facts
    applications: Applications
    measure: Measure

    def __call__(self, application_id: str, revision: int, occasion: Occasion) -> str:
        application = self.applications.get(application_id)
        withheld = required(self.facts.scan(application_id, revision)).ids()
        submission = self.facts.submission(application_id, revision)
        signed = attachments_of(submission.document)
        scanned = frozenset(held.attachment_id for held in signed)
        step = lifecycle.deliver(application, revision, scanned, withheld, occasion)
        if step:
            self.applications.save(*step)
            self.measure("ArrivalToInbox", max(0.0, (occasion.now - submission.arrived_at).total_seconds()))
        return "recorded"


def delivery(
    application: Application, submission: Submission, package: Package, findings: list[Finding]
) -> dict[str, Any]:
    """The body of POST /deliveries."""
    return {
        "receipt": submission.receipt,
        "revision": submission.revision,
        "municipality": application.municipality.code,
        "procedure": {
            **declared(submission.document)["procedure"],
            "name": application.procedure.name,
            "kind": application.procedure.kind,
        },
        "arrived_at": submission.arrived_at.isoformat(),
        "applicant": submission.applicant.model_dump(mode="json"),
        "document": b64(submission.document),
        "document_sha256": sha256_hex(submission.document),
        "package": package.model_dump(),
        "findings": [finding.model_dump() for finding in findings],
        "correlation_id": submission.correlation_id,
    }


def required(fact: Fact | None) -> Fact:
    """An earlier step's fact. Conflict when that step was not made: the process runs its steps in order."""
    if fact is None:
        raise Conflict("an earlier step of intake has not been made")
    return fact
