"""An application (申請) as the citizen's side knows it, from draft to outcome."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from madoguchi.kernel.canonical import canonical, sha256_hex
from madoguchi.kernel.value import Value

Answers = dict[str, Any]


class Status(StrEnum):
    DRAFT = "draft"
    RECEIVED = "received"  # 到達: arrived, with a receipt number
    DELIVERED = "delivered"  # in the town's inbox
    FORMAL = "formal"  # 形式審査 has begun
    RETURNED = "returned"  # 補正: sent back for correction
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"  # 取下げ


EDITABLE = frozenset({Status.DRAFT, Status.RETURNED})
CLOSED = frozenset({Status.DECIDED, Status.WITHDRAWN})
UNDER_WAY = frozenset({Status.RECEIVED, Status.DELIVERED, Status.FORMAL})


class Procedure(Value):
    """The procedure as it stood when the draft was opened: the application stays on that version."""

    procedure_id: str
    standard_id: str | None
    version: int
    name: str
    kind: str


class Town(Value):
    code: str
    name: str


class AttachmentStatus(StrEnum):
    AWAITED = "awaited"  # a link was given out
    UPLOADED = "uploaded"  # seen in quarantine when the document was prepared
    CLEAN = "clean"
    WITHHELD = "withheld"  # infected: it never leaves quarantine


SETTLED = frozenset({AttachmentStatus.CLEAN, AttachmentStatus.WITHHELD})


class Attachment(Value):
    """A file beside the answers. `sha256` is base64 of the digest, as S3 checks it."""

    attachment_id: str
    slot: str
    name: str
    size: int
    sha256: str
    content_type: str
    status: AttachmentStatus = AttachmentStatus.AWAITED


class NotNeeded(Value):
    """A paper that the town fetches itself (添付省略)."""

    document_id: str
    name: str
    why: str


class ReturnedItem(Value):
    pointer: str
    label: str
    reason: str


class Return(Value):
    """What the town sends back for correction: only these pointers may change."""

    return_id: str
    items: tuple[ReturnedItem, ...]
    message: str = ""


class Decision(Value):
    """The outcome (処分) in the town's words; yen are integers, `from_month` is "2026-11"."""

    decision_id: str
    outcome: str
    reason: str
    monthly_yen: int | None = None
    from_month: str | None = None
    decided_on: date | None = None
    document_number: str | None = None
    remedies: str | None = None


class Entry(Value):
    """One line of the timeline; `note_code` selects the wording."""

    at: datetime
    status: Status
    note_code: str


class Application(Value):
    """`version` counts every save (its ETag); `revision` counts submissions: 0 before the first."""

    application_id: str
    account_id: str
    municipality: Town
    procedure: Procedure
    status: Status = Status.DRAFT
    revision: int = 0
    version: int = 1
    answers: Answers
    prefilled: dict[str, str] = {}
    attachments: tuple[Attachment, ...] = ()
    not_needed: tuple[NotNeeded, ...] = ()
    prepared: str | None = None  # SHA-256 (hex) of the document last given out to be signed
    receipt: str | None = None
    arrived_at: datetime | None = None
    delivered_revision: int = 0  # the last revision known to lie in the town's inbox
    returned: Return | None = None
    returns_seen: tuple[str, ...] = ()
    decision: Decision | None = None
    timeline: tuple[Entry, ...]
    opened_at: datetime
    updated_at: datetime


def natural_key(account_id: str, municipality: str, procedure_id: str) -> str:
    """One open application per person, procedure and town; hashed, so that the key names nobody."""
    return sha256_hex(canonical([account_id, municipality, procedure_id]))


def natural_key_of(application: Application) -> str:
    return natural_key(application.account_id, application.municipality.code, application.procedure.procedure_id)
