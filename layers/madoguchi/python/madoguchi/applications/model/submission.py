"""One signed submission, as it was: the bytes given out, the bytes that came back, and who signed."""

import json
from datetime import datetime
from typing import Any

from pydantic import ConfigDict

from madoguchi.applications.model.application import Application, Attachment
from madoguchi.identity.model.account import Attributes
from madoguchi.kernel.canonical import b64, canonical, sha256_hex
from madoguchi.kernel.value import Value

BYTES_AS_BASE64 = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")


class Applicant(Value):
    """Who signed, by her card alone: the town finds her by the serial of the authentication certificate."""

    authentication_serial: str
    signing_serial: str
    attributes: Attributes


class Prepared(Value):
    """What was given out to be signed. `to_be_signed` is the DER of the CMS signed attributes over `document`."""

    model_config = BYTES_AS_BASE64

    application_id: str
    revision: int
    document: bytes
    to_be_signed: bytes
    certificate: bytes
    applicant: Applicant
    prepared_at: datetime


class Submission(Prepared):
    """What came back. `submitted_at` is this revision's moment; `arrived_at` (到達) the first one's, for all."""

    account_id: str
    receipt: str
    signature: bytes
    submitted_at: datetime
    arrived_at: datetime
    correlation_id: str


class Receipt(Value):
    """The answer to a submission, the same for every repetition."""

    application_id: str
    receipt: str
    arrived_at: datetime
    revision: int


class Repeat(Value):
    """What an Idempotency-Key was used for first."""

    body_hash: str
    answer: Receipt


def body_hash(application_id: str, certificate: bytes, signature: bytes) -> str:
    return sha256_hex(canonical([application_id, b64(certificate), b64(signature)]))


def receipt_of(application: Application) -> Receipt:
    assert application.receipt is not None and application.arrived_at is not None
    return Receipt(
        application_id=application.application_id,
        receipt=application.receipt,
        arrived_at=application.arrived_at,
        revision=application.revision,
    )


def declared(document: bytes) -> dict[str, Any]:
    """The signed document as JSON."""
    content: dict[str, Any] = json.loads(document)
    return content


def attachments_of(document: bytes) -> list[Attachment]:
    """The attachments as she signed them, in the order of the document."""
    return [Attachment.model_validate(found) for found in declared(document)["attachments"]]
