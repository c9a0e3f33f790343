"""What linkage's doors say and hear. None of it has a place for a code or a person id."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from madoguchi.kernel.value import Value
from madoguchi.ledger.model.records import Mark, Text
from madoguchi.linkage.model.copies import Plain, Result
from madoguchi.linkage.model.gates import Gate
from madoguchi.linkage.model.inquiry import Inquiry, ResultExpired, Status, WaitsFor

INSTITUTION = r"^[0-9]{6}$"
ADDRESSEE = r"^[0-9A-Za-z-]{1,40}$"
SERIAL = r"^[0-9A-Za-z]{1,40}$"


class InquiryView(Value):
    """`status` says all: internal and officer were never asked, refused names its gate, answered has an outcome."""

    status: Status
    processing_number: str | None = None
    gate: Gate | None = None
    outcome: str | None = None
    waiting_for: WaitsFor | None = None
    item: str | None = None
    period: str | None = None
    provider: str | None = None
    provider_name: Text | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    result: Result | None = None


def inquiry_view(inquiry: Inquiry, result: Result | None, provider_name: Text | None, now: datetime) -> InquiryView:
    """The asker's view. ResultExpired, when nobody acknowledged a result in time."""
    if inquiry.status == "answered" and inquiry.result_until and now > inquiry.result_until:
        raise ResultExpired("the result was not fetched in time")
    return InquiryView(
        status=inquiry.status,
        processing_number=inquiry.processing_number,
        gate=inquiry.gate,
        outcome=inquiry.outcome,
        waiting_for=inquiry.waiting_for,
        item=inquiry.item,
        period=inquiry.period,
        provider=inquiry.provider,
        provider_name=provider_name,
        asked_at=inquiry.requested_at,
        answered_at=inquiry.answered_at,
        result=result,
    )


class PutPairing(Value):
    institution: str = Field(pattern=INSTITUTION)
    addressee_number: str = Field(pattern=ADDRESSEE, repr=False)
    sealed: str = Field(max_length=2000, repr=False)


class PutCopy(Value):
    provider: str = Field(pattern=INSTITUTION)
    addressee_number: str = Field(pattern=ADDRESSEE, repr=False)
    item: str = Field(max_length=60)
    layout: str = Field(max_length=80)
    as_of: datetime | date
    value: dict[str, Plain] = Field(repr=False, max_length=200)
    automatic: bool = True
    disclosure: Mark = "open"


class PutRepresentation(Value):
    """`from` is a word of the language, so the field is `since` inside."""

    institution: str = Field(pattern=INSTITUTION)
    representative: str = Field(pattern=ADDRESSEE, repr=False)
    represented: str = Field(pattern=ADDRESSEE, repr=False)
    kind: str = Field(max_length=40)
    since: date = Field(alias="from")
    until: date | None = Field(default=None, alias="to")


class Entry(Value):
    """A look-up by staff, before it and after it."""

    entry_id: str = Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")
    institution: str = Field(pattern=INSTITUTION)
    section: Text | Annotated[str, Field(max_length=80)]
    officer_role: str = Field(max_length=80)
    affair: str | None = Field(default=None, max_length=60)
    purpose: str = Field(max_length=200, description="an id that the ledger knows, or plain words")
    addressee_number: str = Field(pattern=ADDRESSEE, repr=False)
    receipt: str | None = Field(default=None, max_length=40)
    at: datetime
    phase: str = Field(pattern=r"^(before|after)$")
    outcome: str | None = Field(default=None, max_length=80)
    disclosure: Mark = "open"


class PutDisclosure(Value):
    """An institution's mark on the record of its own exchange."""

    institution: str = Field(pattern=INSTITUTION)
    processing_number: str = Field(pattern=r"^[a-z0-9]{1,40}$")
    disclosure: Mark


class StaffAnswer(Value):
    """What the provider's staff answer when no copy may answer by itself."""

    layout: str = Field(max_length=80)
    as_of: datetime | date
    value: dict[str, Plain] = Field(repr=False, max_length=200)
    disclosure: Mark = "open"


class WaitingView(Value):
    """A provider's own list of what its staff are asked."""

    processing_number: str
    asker: str
    affair: str
    item: str
    addressee_number: str = Field(repr=False)
    requested_at: datetime


class PairAccount(Value):
    account_id: str = Field(pattern=r"^[0-9A-Za-z-]{1,64}$")
    serial: str = Field(pattern=SERIAL, repr=False)


class TwoSerials(Value):
    serials: tuple[str, str] = Field(repr=False)


class SamePerson(Value):
    same: bool


class SealingKey(Value):
    public_key: str


class Switch(Value):
    """A provider's state as the operator knows it."""

    status: str = Field(pattern=r"^(up|down)$")
