"""What the portal delivers: the bytes that were signed, who signed them, and where the sealed package lies."""

import hashlib
import json
from datetime import datetime
from typing import Any

from pydantic import AwareDatetime, Field, field_validator

from madoguchi.errors import Unprocessable
from madoguchi.kernel.canonical import b64, unb64
from madoguchi.kernel.identifiers import municipality_code
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.people import Applicant, Attributes

RECEIPT = r"^[0-9A-Za-z]{8,20}$"


class DigestMismatch(Unprocessable):
    type = "document-digest-mismatch"


class DeliveryMismatch(Unprocessable):
    type = "delivery-mismatch"


class Procedure(Value):
    """The version she began with; the case stays on it, whatever the town publishes since."""

    procedure_id: str = Field(max_length=100)
    standard_id: str | None = Field(default=None, max_length=100)
    version: int | str
    name: str = Field(max_length=200)
    kind: str = Field(max_length=40)

    @property
    def affair(self) -> str:
        """The affair (事務) that may see the case; a town's own procedure is an affair of its own."""
        return self.standard_id or self.procedure_id


class Package(Value):
    """The sealed zip in the town's inbox bucket."""

    key: str = Field(max_length=300)
    sha256: str = Field(max_length=88)
    size: int = Field(ge=0)


class Signer(Value):
    authentication_serial: str = Field(min_length=1, max_length=64)
    signing_serial: str | None = Field(default=None, max_length=64)
    attributes: Attributes

    def applicant(self) -> Applicant:
        return Applicant(
            authentication_serial=self.authentication_serial,
            signing_serial=self.signing_serial,
            attributes=self.attributes,
        )


Note = dict[str, str | int | bool | None]  # what intake noticed about signature, certificate or attachments


class Delivery(Value):
    receipt: str = Field(pattern=RECEIPT)
    revision: int = Field(ge=1, le=1000)
    municipality: str
    procedure: Procedure
    arrived_at: AwareDatetime
    applicant: Signer
    document: str = Field(max_length=300_000)
    document_sha256: str = Field(max_length=88)
    package: Package
    findings: tuple[Note, ...] = ()
    correlation_id: str = Field(default="", max_length=64)

    @field_validator("municipality")
    @classmethod
    def _a_code(cls, text: str) -> str:
        return municipality_code(text)


class Attachment(Value):
    """A file of the package, by its digest; the file itself never passes a function."""

    slot: str
    name: str
    sha256: str
    size: int | None = None
    attachment_id: str | None = None
    content_type: str | None = None


class Revision(Value):
    """One delivered version of an application, kept as delivered and never changed."""

    municipality: str
    receipt: str
    revision: int
    arrived_at: datetime
    received_at: datetime
    procedure: Procedure
    document: str  # base64 of the signed bytes
    document_sha256: str  # lower-case hex
    package: Package
    findings: tuple[Note, ...] = ()

    @property
    def content(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(unb64(self.document))
        return found

    @property
    def answers(self) -> dict[str, Any]:
        found = self.content.get("answers")
        return found if isinstance(found, dict) else {}

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        rows = self.content.get("attachments")
        return tuple(_attachment(row) for row in rows or () if isinstance(row, dict))

    @property
    def files(self) -> tuple[Attachment, ...]:
        """The attachments that the package holds: what intake withheld nobody here can have seen."""
        withheld = {note.get("pointer") for note in self.findings if str(note.get("code")).startswith("attachment-")}
        return tuple(held for held in self.attachments if f"/attachments/{held.slot}" not in withheld)

    def answer(self) -> "Received":
        """What a delivery is answered, the first time and at every replay."""
        return Received(**{name: getattr(self, name) for name in Received.model_fields})


class Received(Value):
    municipality: str
    receipt: str
    revision: int
    document_sha256: str
    received_at: datetime


def revision_of(delivery: Delivery, received_at: datetime) -> Revision:
    """The revision to keep. DigestMismatch or DeliveryMismatch when envelope and signed document disagree."""
    digest = _checked_digest(delivery)
    revision = Revision(
        municipality=delivery.municipality,
        receipt=delivery.receipt,
        revision=delivery.revision,
        arrived_at=delivery.arrived_at,
        received_at=received_at,
        procedure=delivery.procedure,
        document=delivery.document,
        document_sha256=digest,
        package=delivery.package,
        findings=delivery.findings,
    )
    _same_as_envelope(delivery, _readable(revision))
    return revision


def _checked_digest(delivery: Delivery) -> str:
    """SHA-256 of the signed bytes in hex, when the envelope says the same in hex or base64."""
    try:
        digest = hashlib.sha256(unb64(delivery.document))
    except ValueError:
        raise DigestMismatch("the document is not base64", field="/document") from None
    if delivery.document_sha256 not in (digest.hexdigest(), b64(digest.digest())):
        raise DigestMismatch("the document is not the one that was announced", field="/document_sha256")
    return digest.hexdigest()


def _readable(revision: Revision) -> dict[str, Any]:
    try:
        content = revision.content
    except ValueError:
        raise DeliveryMismatch("the document is not JSON", field="/document") from None
    if not isinstance(content, dict):
        raise DeliveryMismatch("the document is not an object", field="/document")
    return content


def _same_as_envelope(delivery: Delivery, content: dict[str, Any]) -> None:
    """She signed for this town, this revision: a document moved into another envelope is refused."""
    for name, said in (("municipality", delivery.municipality), ("revision", delivery.revision)):
        if name in content and content[name] != said:
            raise DeliveryMismatch(f"the signed document names another {name}", field=f"/{name}")
    own = f"{delivery.municipality}/{delivery.receipt}/{delivery.revision}/"
    if not delivery.package.key.startswith(own) or ".." in delivery.package.key:
        raise DeliveryMismatch("the package lies outside this application's folder", field="/package/key")


def _attachment(row: dict[str, Any]) -> Attachment:
    known = {name: row[name] for name in Attachment.model_fields if row.get(name) is not None}
    return Attachment(**{"slot": "", "name": "", "sha256": "", **known})
