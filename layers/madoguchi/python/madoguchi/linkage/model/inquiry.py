"""One inquiry (情報照会) from asking to acknowledgement, with one processing number (処理通番) on each side.

accepted → waiting (the provider is down, or its staff must answer) → answered → acknowledged; or refused by a gate.
A refusal and an answer are written once; whoever comes second finds what the first wrote.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from madoguchi.errors import Conflict, MadoguchiError, Unprocessable
from madoguchi.kernel.canonical import canonical, sha256_hex
from madoguchi.kernel.events import Event
from madoguchi.kernel.value import Value
from madoguchi.ledger.model.records import Mark, Text
from madoguchi.linkage.model.gates import Gate
from madoguchi.linkage.model.providers import PersonFacts

RESULT_DAYS = 30
SOURCE = "madoguchi.linkage"
Status = Literal["accepted", "waiting", "answered", "refused", "acknowledged", "internal", "officer"]
OPEN_STATUSES = ("accepted", "waiting")
WaitsFor = Literal["provider", "staff"]


class RequestReused(Unprocessable):
    """The request id was used before, for another question."""

    type = "request-id-reused"


class ResultExpired(MadoguchiError):
    type = "result-expired"
    status = 410


class Settled(Conflict):
    """The inquiry has its answer or its refusal already."""

    type = "inquiry-settled"


class Asked(Value):
    """What the asker sends. `request_id` is hers: the same id gives the first processing number again."""

    request_id: str | None = Field(default=None, pattern=r"^[A-Za-z0-9_.:-]{1,80}$")
    asker: str = Field(pattern=r"^[0-9]{6}$")
    affair: str = Field(max_length=60)
    item: str = Field(max_length=60)
    addressee_number: str = Field(pattern=r"^[0-9A-Za-z-]{1,40}$", repr=False)
    case: str = Field(max_length=40)
    purpose: str = Field(max_length=200)
    provider_hint: PersonFacts = Field(default_factory=PersonFacts)
    applied_on: date | None = None
    disclosure: Mark = "open"

    def digest(self) -> str:
        """What the question is; two questions under one request id differ in it."""
        return sha256_hex(canonical(self.model_dump(mode="json", exclude={"request_id"})))

    def request_key(self) -> str:
        return self.request_id or self.digest()


class Inquiry(Value):
    """The core's state. It names the person by the asker's addressee number alone; the grounds are pinned."""

    processing_number: str
    provider_number: str | None = None
    asker: str
    provider: str | None = None
    affair: str
    item: str
    period: str
    addressee_number: str = Field(repr=False)
    case: str
    status: Status
    gate: Gate | None = None
    outcome: Literal["found", "no_copy"] | None = None
    waiting_for: WaitsFor | None = None
    disclosure: Mark = "open"
    asked_on: date
    requested_at: datetime
    answered_at: datetime | None = None
    result_until: datetime | None = None
    record_id: str | None = None
    rules_version: str
    legal_basis: Text | None = None
    purpose: Text | None = None
    attempt: int = 1
    version: int = 1
    correlation_id: str

    @property
    def open(self) -> bool:
        return self.status in OPEN_STATUSES

    def moved(self, **update: object) -> "Inquiry":
        return self.model_copy(update={**update, "version": self.version + 1})


def waiting(inquiry: Inquiry, waits_for: WaitsFor) -> Inquiry:
    if not inquiry.open:
        raise Settled(inquiry.processing_number)
    return inquiry.moved(status="waiting", waiting_for=waits_for)


def refused(inquiry: Inquiry, gate: Gate, *, now: datetime, event_id: str) -> tuple[Inquiry, Event]:
    """Refused by `gate`: no institution was asked, nothing moved, so nobody's record is made."""
    if not inquiry.open:
        raise Settled(inquiry.processing_number)
    closed = inquiry.moved(status="refused", gate=gate, waiting_for=None, answered_at=now)
    return closed, told(closed, "InquiryAnswered", event_id=event_id, now=now)


def acknowledged(inquiry: Inquiry) -> Inquiry | None:
    """The asker holds the result; None when she said so before."""
    if inquiry.status == "acknowledged":
        return None
    if inquiry.status != "answered":
        raise Conflict("there is no answer to acknowledge yet")
    return inquiry.moved(status="acknowledged")


def again(inquiry: Inquiry, *, event_id: str, now: datetime) -> tuple[Inquiry, Event]:
    """The next attempt of an inquiry whose process ended without an outcome."""
    if not inquiry.open:
        raise Settled(inquiry.processing_number)
    next_one = inquiry.moved(attempt=inquiry.attempt + 1)
    return next_one, told(next_one, "InquiryAccepted", event_id=event_id, now=now)


def told(inquiry: Inquiry, type: str, *, event_id: str, now: datetime) -> Event:
    """InquiryAccepted starts the process; InquiryAnswered says that there is an outcome to fetch, not which."""
    data: dict[str, str | int] = {"asker": inquiry.asker, "processing_number": inquiry.processing_number}
    data |= {"attempt": inquiry.attempt} if type == "InquiryAccepted" else {"case": inquiry.case}
    return Event(
        type=type,
        source=SOURCE,
        event_id=event_id,
        occurred_at=now,
        correlation_id=inquiry.correlation_id,
        data=data,
    )
