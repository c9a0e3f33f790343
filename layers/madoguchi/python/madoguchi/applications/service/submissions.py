"""Signing and submitting: what she declares becomes bytes, her card signs them, and the town's clock starts."""

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Protocol

from madoguchi.applications.model import lifecycle
from madoguchi.applications.model.application import (
    SETTLED,
    UNDER_WAY,
    Application,
    Attachment,
    natural_key_of,
)
from madoguchi.applications.model.document import to_be_signed
from madoguchi.applications.model.occasion import Occasion
from madoguchi.applications.model.problems import (
    AlreadyApplied,
    AlreadySubmitted,
    AttachmentsMissing,
    AttachmentsNotUploaded,
    IdempotencyKeyReused,
    InvalidAnswers,
    SigningCertificateNotShown,
)
from madoguchi.applications.model.submission import (
    Applicant,
    Prepared,
    Receipt,
    Repeat,
    Submission,
    body_hash,
    receipt_of,
)
from madoguchi.applications.service.drafts import Accounts, Catalogue, own, pinned
from madoguchi.errors import Conflict
from madoguchi.identity.model.account import Account
from madoguchi.identity.model.problems import SignatureInvalid
from madoguchi.kernel.events import Event
from madoguchi.procedures.model.procedure import Procedure as Published

if TYPE_CHECKING:
    from madoguchi.identity.model.certificate import CheckedCertificate


class Cards(Protocol):
    """What a card's certificate is worth; revocation is intake's question, so that no outage costs a day."""

    def check(self, certificate: bytes, occasion: Occasion) -> "CheckedCertificate":
        """Errors  CertificateUntrusted, CertificateExpired."""

    def attributes_to_sign(self, digest: bytes, certificate: bytes, occasion: Occasion) -> bytes: ...

    def verify(self, certificate: bytes, signature: bytes, data: bytes) -> None:
        """Errors  SignatureInvalid."""


class Uploads(Protocol):
    def there(self, application_id: str, attachment: Attachment) -> bool:
        """Whether exactly this file lies in quarantine."""


@dataclass(frozen=True)
class Before:
    """All that a submission depends on, read together."""

    application: Application
    prepared: Prepared | None
    repeat: Repeat | None


class Store(Protocol):
    def get(self, application_id: str) -> Application: ...

    def save_prepared(self, application: Application, prepared: Prepared) -> None: ...

    def before(self, account_id: str, application_id: str, idempotency_key: str) -> Before:
        """In one read. NotFound when there is no such application."""

    def submit(
        self, application: Application, submission: Submission, repeat: Repeat, event: Event, *, idempotency_key: str
    ) -> None:
        """All of it or nothing. Conflict when any part was there first."""

    def open_receipt(self, key: str) -> str | None: ...

    def close(self, application: Application, event: Event | None) -> None:
        """Saves a closed application and frees its natural key."""


@dataclass(frozen=True)
class Submissions:
    store: Store
    catalogue: Catalogue
    accounts: Accounts
    cards: Cards
    uploads: Uploads

    def prepare(self, account_id: str, application_id: str, certificate: bytes, occasion: Occasion) -> Prepared:
        """What her card is to sign. Errors: InvalidAnswers, AttachmentsMissing, and the certificate's problems."""
        application = own(self.store.get(application_id), account_id)
        lifecycle.demand_editable(application)
        _demand_answers(pinned(self.catalogue, application), application)
        self._demand_uploads(application)
        checked = self.cards.check(certificate, occasion)
        applicant = applicant_of(self.accounts.get(account_id), checked)
        document = to_be_signed(application)
        attributes = self.cards.attributes_to_sign(sha256(document).digest(), certificate, occasion)
        prepared = Prepared(
            application_id=application_id,
            revision=application.revision + 1,
            document=document,
            to_be_signed=attributes,
            certificate=certificate,
            applicant=applicant,
            prepared_at=occasion.now,
        )
        self.store.save_prepared(lifecycle.prepare(application, document, occasion), prepared)
        return prepared

    def _demand_uploads(self, application: Application) -> None:
        new = [held for held in application.attachments if held.status not in SETTLED]
        absent = [held for held in new if not self.uploads.there(application.application_id, held)]
        if absent:
            raise AttachmentsNotUploaded(errors=_slots([held.slot for held in absent]))

    def submit(
        self,
        account_id: str,
        application_id: str,
        *,
        certificate: bytes,
        signature: bytes,
        idempotency_key: str,
        receipt: str,
        occasion: Occasion,
    ) -> Receipt:
        """Arrival. The same request again has the same answer, however often and however many at once.

        Errors  SignatureInvalid, when anything but the prepared bytes was signed; AlreadySubmitted and
                AlreadyApplied, naming the receipt; IdempotencyKeyReused.
        """
        body = body_hash(application_id, certificate, signature)
        before = self._before(account_id, application_id, idempotency_key)
        if before.repeat:
            return repeated(before.repeat, body)
        prepared = self._signed(before, certificate, signature)
        arrived, event = lifecycle.submit(before.application, prepared.document, receipt, occasion)
        submission = _submission(prepared, arrived, signature, occasion)
        repeat = Repeat(body_hash=body, answer=receipt_of(arrived))
        try:
            self.store.submit(arrived, submission, repeat, event, idempotency_key=idempotency_key)
        except Conflict:
            return self._settled(account_id, application_id, idempotency_key, body)
        return repeat.answer

    def _before(self, account_id: str, application_id: str, idempotency_key: str) -> Before:
        before = self.store.before(account_id, application_id, idempotency_key)
        own(before.application, account_id)
        return before

    def _signed(self, before: Before, certificate: bytes, signature: bytes) -> Prepared:
        lifecycle.demand_editable(before.application)
        prepared = before.prepared
        if prepared is None or prepared.certificate != certificate:
            raise SignatureInvalid("nothing was prepared for this certificate", field="/certificate")
        self.cards.verify(certificate, signature, prepared.to_be_signed)
        return prepared

    def _settled(self, account_id: str, application_id: str, idempotency_key: str, body: str) -> Receipt:
        """Another was first: the same request has its answer, any other is told the receipt."""
        now = self._before(account_id, application_id, idempotency_key)
        if now.repeat:
            return repeated(now.repeat, body)
        if now.application.status in UNDER_WAY:
            raise AlreadySubmitted(receipt=now.application.receipt or "")
        receipt = self.store.open_receipt(natural_key_of(now.application))
        if receipt and receipt != now.application.receipt:
            raise AlreadyApplied(receipt=receipt)
        raise Conflict("saved elsewhere meanwhile")

    def withdraw(self, account_id: str, application_id: str, occasion: Occasion) -> Application:
        """Withdrawn; the natural key is free again. Errors: NotWithdrawable."""
        application = own(self.store.get(application_id), account_id)
        step = lifecycle.withdraw(application, occasion)
        if step:
            self.store.close(*step)
            return step[0]
        return application


def repeated(repeat: Repeat, body: str) -> Receipt:
    if repeat.body_hash != body:
        raise IdempotencyKeyReused(field="/headers/Idempotency-Key")
    return repeat.answer


def applicant_of(account: Account, checked: "CheckedCertificate") -> Applicant:
    """Errors  SigningCertificateNotShown, when the account holds another certificate, or none."""
    if account.signing_serial != checked.serial or checked.attributes is None:
        raise SigningCertificateNotShown(field="/certificate")
    return Applicant(
        authentication_serial=account.authentication_serial,
        signing_serial=checked.serial,
        attributes=checked.attributes,
    )


def _demand_answers(published: Published, application: Application) -> None:
    found = published.findings(application.answers)
    if found:
        errors = tuple((f"/answers{finding.field}", finding.reason) for finding in found)
        raise InvalidAnswers(errors=errors)
    held = {attachment.slot for attachment in application.attachments}
    owed = [document.slot for document in published.to_attach(application.answers) if document.slot]
    missing = [slot for slot in owed if slot not in held]
    if missing:
        raise AttachmentsMissing(errors=_slots(missing))


def _slots(slots: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((f"/attachments/{slot}", "attachment-missing") for slot in slots)


def _submission(prepared: Prepared, arrived: Application, signature: bytes, occasion: Occasion) -> Submission:
    assert arrived.receipt is not None
    assert arrived.arrived_at is not None
    return Submission(
        **{name: getattr(prepared, name) for name in Prepared.model_fields},
        account_id=arrived.account_id,
        receipt=arrived.receipt,
        signature=signature,
        submitted_at=occasion.now,
        arrived_at=arrived.arrived_at,
        correlation_id=occasion.correlation_id,
    )
