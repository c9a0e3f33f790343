"""The release of an answer: result, state, records and event, which exist together or not at all (番号法 第23条)."""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from madoguchi.kernel.events import Event
from madoguchi.kernel.value import Value
from madoguchi.ledger.model.records import Exchange, Mark, Named, Text
from madoguchi.linkage.model.copies import Copy, Result, result_of
from madoguchi.linkage.model.inquiry import RESULT_DAYS, Inquiry, Settled, told
from madoguchi.linkage.model.rules import Organisation, Rules, UnknownRule


class OwnRecord(Value):
    """A party's own copy of the record (番号法 第23条第1項): its own numbers, the other party's name."""

    institution: str
    role: Literal["asker", "provider"]
    record_id: str
    processing_number: str
    addressee_number: str | None = Field(repr=False)
    other: str
    affair: str
    item: str
    requested_at: datetime
    provided_at: datetime | None


class Release(Value):
    """All that one transaction writes: nothing of it may exist without the rest."""

    inquiry: Inquiry
    result: Result | None
    own_records: tuple[OwnRecord, ...]
    record: Exchange
    marks: dict[str, Mark]
    event: Event
    by_staff: bool


def released(
    inquiry: Inquiry,
    copy: Copy | None,
    *,
    person_id: str,
    provider_addressee: str | None,
    rules: Rules,
    now: datetime,
    record_id: str,
    event_id: str,
) -> Release:
    """The answer with its records. Without a copy the answer is that there is none, and nothing was provided."""
    if not inquiry.open:
        raise Settled(inquiry.processing_number)
    answered = inquiry.moved(
        status="answered",
        outcome="found" if copy else "no_copy",
        record_id=record_id,
        waiting_for=None,
        answered_at=now,
        result_until=now + timedelta(days=RESULT_DAYS),
    )
    record = _record(answered, rules, person_id, provided_at=now if copy else None)
    return Release(
        inquiry=answered,
        result=result_of(copy) if copy else None,
        own_records=_own_records(answered, record, provider_addressee),
        record=record,
        marks={"asker": inquiry.disclosure, "provider": copy.mark if copy else "open"},
        by_staff=inquiry.waiting_for == "staff",
        event=told(answered, "InquiryAnswered", event_id=event_id, now=now),
    )


def _record(inquiry: Inquiry, rules: Rules, person_id: str, *, provided_at: datetime | None) -> Exchange:
    nothing = Text(ja="", en="")
    item = rules.item(inquiry.item)
    return Exchange(
        record_id=inquiry.record_id or "",
        person_id=person_id,
        asker=_named(rules, inquiry.asker, inquiry).named(),
        provider=_named(rules, inquiry.provider or "", inquiry).named(),
        affair=rules.affair(inquiry.affair),
        items=(Named(id=item.id, name=item.name),),
        legal_basis=inquiry.legal_basis or nothing,
        purpose=inquiry.purpose or nothing,
        requested_at=inquiry.requested_at,
        provided_at=provided_at,
    )


def _named(rules: Rules, code: str, inquiry: Inquiry) -> Organisation:
    found = rules.organisation(code, inquiry.asked_on)
    if found is None:
        raise UnknownRule("an institution of this inquiry is no longer known")
    return found


def _own_records(inquiry: Inquiry, record: Exchange, provider_addressee: str | None) -> tuple[OwnRecord, ...]:
    asker = OwnRecord(
        institution=inquiry.asker,
        role="asker",
        record_id=record.record_id,
        processing_number=inquiry.processing_number,
        addressee_number=inquiry.addressee_number,
        other=inquiry.provider or "",
        affair=inquiry.affair,
        item=inquiry.item,
        requested_at=record.requested_at,
        provided_at=record.provided_at,
    )
    provider = {
        "institution": inquiry.provider or "",
        "role": "provider",
        "processing_number": inquiry.provider_number or "",
        "addressee_number": provider_addressee,
        "other": inquiry.asker,
    }
    return asker, asker.model_copy(update=provider)
