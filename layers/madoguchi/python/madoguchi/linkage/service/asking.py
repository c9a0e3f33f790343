"""The asker's side: find the provider, pass the gates, get a processing number, fetch, acknowledge."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.errors import Conflict, NotFound
from madoguchi.kernel.clock import jst_date
from madoguchi.kernel.events import Event
from madoguchi.ledger.model.records import NotPaired
from madoguchi.linkage.model.copies import Result
from madoguchi.linkage.model.gates import closed_gate, permission_for
from madoguchi.linkage.model.inquiry import Asked, Inquiry, RequestReused, acknowledged, told
from madoguchi.linkage.model.providers import Destination, provider_of
from madoguchi.linkage.model.rules import Rules, UnknownRule
from madoguchi.linkage.model.views import InquiryView, inquiry_view

Ids = Callable[[], str]


class Inquiries(Protocol):
    def requested(self, asker: str, request_key: str) -> tuple[str, str] | None: ...
    def start(self, inquiry: Inquiry, request_key: str, digest: str, event: Event | None) -> None: ...
    def get(self, processing_number: str) -> Inquiry: ...
    def result(self, inquiry: Inquiry) -> Result | None: ...
    def acknowledge(self, inquiry: Inquiry) -> None: ...


class Addressees(Protocol):
    def code_of(self, institution: str, addressee_number: str) -> str | None: ...


@dataclass(frozen=True)
class Asking:
    inquiries: Inquiries
    addressees: Addressees
    rules: Callable[[], Rules]

    def ask(self, asked: Asked, *, now: datetime, new_id: Ids, correlation_id: str) -> InquiryView:
        """An answer to every question: asked, internal, for an officer, or refused by a gate.

        Errors  NotPaired, UnknownRule; RequestReused, when the request id stood for another question.
        """
        first = self._first(asked, now)
        if first is not None:
            return first
        rules = self.rules()
        if rules.organisation(asked.asker, jst_date(now)) is None:
            raise UnknownRule("no such institution today", field="/asker")
        applied_on = asked.applied_on or jst_date(now)
        rules.affair(asked.affair)
        to = provider_of(rules.item(asked.item), asked.asker, asked.provider_hint, applied_on, rules)
        if to.kind != "ask":
            return InquiryView(status=to.kind, item=asked.item, period=to.period, provider=to.provider)
        if self.addressees.code_of(asked.asker, asked.addressee_number) is None:
            raise NotPaired("the addressee number is not paired yet", field="/addressee_number")
        inquiry = _opened(asked, to, rules, now=now, new_id=new_id, correlation_id=correlation_id)
        return self._started(asked, inquiry, now, new_id)

    def get(self, asker: str, processing_number: str, *, now: datetime) -> InquiryView:
        return self._view(self._of(asker, processing_number), now)

    def acknowledge(self, asker: str, processing_number: str) -> None:
        """The asker holds the result: linkage forgets it. Saying so twice is saying so once."""
        held = acknowledged(self._of(asker, processing_number))
        if held is not None:
            self.inquiries.acknowledge(held)

    def _first(self, asked: Asked, now: datetime) -> InquiryView | None:
        """The answer this request id was given before, if any."""
        earlier = self.inquiries.requested(asked.asker, asked.request_key())
        if earlier is None:
            return None
        digest, processing_number = earlier
        if digest != asked.digest():
            raise RequestReused("the request id stood for another question", field="/request_id")
        return self._view(self.inquiries.get(processing_number), now)

    def _started(self, asked: Asked, inquiry: Inquiry, now: datetime, new_id: Ids) -> InquiryView:
        event = told(inquiry, "InquiryAccepted", event_id=new_id(), now=now) if inquiry.open else None
        try:
            self.inquiries.start(inquiry, asked.request_key(), asked.digest(), event)
        except Conflict:
            first = self._first(asked, now)
            if first is None:
                raise
            return first
        return self._view(inquiry, now)

    def _of(self, asker: str, processing_number: str) -> Inquiry:
        inquiry = self.inquiries.get(processing_number)
        if inquiry.asker != asker:
            raise NotFound("no such inquiry")
        return inquiry

    def _view(self, inquiry: Inquiry, now: datetime) -> InquiryView:
        provider = self.rules().organisation(inquiry.provider or "", inquiry.asked_on)
        result = self.inquiries.result(inquiry) if inquiry.status == "answered" else None
        return inquiry_view(inquiry, result, provider.name if provider else None, now)


def _opened(asked: Asked, to: Destination, rules: Rules, *, now: datetime, new_id: Ids, correlation_id: str) -> Inquiry:
    """The inquiry as it begins: accepted, or refused at the door by a gate."""
    provider, today = to.provider or "", jst_date(now)
    way = {"asker": asked.asker, "affair": asked.affair, "provider": provider, "item": asked.item}
    gate = closed_gate(rules, **way, on=today)
    row = permission_for(rules, **way, on=today)
    return Inquiry(
        processing_number=new_id(),
        provider_number=None if gate else new_id(),
        asker=asked.asker,
        provider=provider,
        affair=asked.affair,
        item=asked.item,
        period=to.period,
        addressee_number=asked.addressee_number,
        case=asked.case,
        status="refused" if gate else "accepted",
        gate=gate,
        disclosure=asked.disclosure,
        asked_on=today,
        requested_at=now,
        rules_version=rules.version,
        legal_basis=row.legal_basis if row else None,
        purpose=row.purpose if row else None,
        correlation_id=correlation_id,
    )
