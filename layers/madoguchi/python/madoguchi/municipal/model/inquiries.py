"""An inquiry (情報照会): what the town asks another institution about one person, and what came back."""

import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import Field

from madoguchi.kernel.value import Value

INCOME = "local-tax.income"
RESIDENCE = "residence.registration"


class InquiryStatus(StrEnum):
    PLANNED = "planned"  # ours: not yet at the core
    ACCEPTED = "accepted"
    WAITING = "waiting"  # the provider is down or answers by hand
    ANSWERED = "answered"
    ACKNOWLEDGED = "acknowledged"
    REFUSED = "refused"
    INTERNAL = "internal"  # the town's own data: no exchange
    OFFICER = "officer"  # nobody can tell whom to ask: an officer finds out


OPEN = {InquiryStatus.PLANNED, InquiryStatus.ACCEPTED, InquiryStatus.WAITING}
FETCHED = {InquiryStatus.ANSWERED, InquiryStatus.ACKNOWLEDGED}


class Need(Value):
    """One item the affair needs about one person, and where to find the provider."""

    item: str
    addressee_number: str
    about: str  # pointer into the answers
    purpose: str
    municipality_on: dict[str, str] = Field(default_factory=dict)  # date -> municipality of residence
    registered_at: str | None = None


class Result(Value):
    """What the provider's copy says, in its layout, as of its date."""

    item: str
    layout: str
    as_of: str
    value: dict[str, Any]


class Inquiry(Value):
    request_id: str
    need: Need
    affair: str
    status: InquiryStatus = InquiryStatus.PLANNED
    processing_number: str | None = None
    provider: str | None = None
    provider_name: dict[str, str] | None = None
    gate: str | None = None
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    result: Result | None = None
    rule_version: int = 0

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_fetched(self) -> bool:
        return self.status in FETCHED and self.result is not None

    @property
    def is_settled(self) -> bool:
        """The value is here, or is the town's own. A refusal, a missing copy and an officer's errand leave it open."""
        return self.is_fetched or self.status is InquiryStatus.INTERNAL


def last_asked(inquiries: tuple[Inquiry, ...]) -> tuple[Inquiry, ...]:
    """The latest inquiry of each item about each person: a later revision may have asked again."""
    return tuple({(i.need.item, i.need.addressee_number): i for i in inquiries}.values())


class StandingRule(Value):
    """A town's published standing rule for automatic inquiries (自動照会). Without one, only officers ask."""

    municipality: str
    affair: str
    version: int
    published_by: str
    published_at: datetime
    effective_from: date
    items: tuple[str, ...]
    enabled: bool = True


def request_id(receipt: str, revision: int, need: Need) -> str:
    """The town's own key for an inquiry: the same need of the same revision is one inquiry, however often sent."""
    raw = f"{receipt}+{revision}+{need.item}+{need.addressee_number}"
    return hashlib.sha256(raw.encode()).hexdigest()[:40]


def planned(
    receipt: str, revision: int, needs: tuple[Need, ...], rule: StandingRule | None, *, known: tuple[Inquiry, ...]
) -> tuple[Inquiry, ...]:
    """The inquiries the rule makes now. What was asked before about the same person is not asked again."""
    if rule is None or not rule.enabled:
        return ()
    asked = {(i.need.item, i.need.addressee_number) for i in known if i.status is not InquiryStatus.REFUSED}
    return tuple(
        Inquiry(
            request_id=request_id(receipt, revision, need),
            need=need,
            affair=rule.affair,
            rule_version=rule.version,
        )
        for need in needs
        if need.item in rule.items and (need.item, need.addressee_number) not in asked
    )
