"""The core's side of an inquiry: the steps of its process, each of which may be repeated without another effect."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from madoguchi.errors import Conflict, NotFound
from madoguchi.linkage.model.codes import CodeBook
from madoguchi.linkage.model.copies import Copy, Found, Result, found, result_of
from madoguchi.linkage.model.inquiry import Inquiry, WaitsFor, waiting
from madoguchi.linkage.model.release import Release, released
from madoguchi.linkage.model.rules import Rules
from madoguchi.linkage.model.views import StaffAnswer, WaitingView

Ids = Callable[[], str]


class Inquiries(Protocol):
    def get(self, processing_number: str) -> Inquiry: ...
    def save(self, inquiry: Inquiry) -> None: ...
    def leave_to_staff(self, inquiry: Inquiry, asked: WaitingView) -> None: ...
    def asked_of_staff(self, provider: str) -> tuple[WaitingView, ...]: ...
    def by_provider_number(self, provider: str, provider_number: str) -> Inquiry: ...
    def release(self, release: Release) -> None: ...
    def result(self, inquiry: Inquiry) -> Result | None: ...
    def provider_up(self, provider: str) -> bool: ...


class Partitions(Protocol):
    def code_of(self, institution: str, addressee_number: str) -> str | None: ...
    def addressee_of(self, institution: str, code: str) -> str | None: ...
    def copy(self, institution: str, code: str, item: str, period: str) -> Copy | None: ...


class Measure(Protocol):
    def __call__(self, name: str, value: float) -> None:
        """A value of a metric of metrics.json."""


@dataclass(frozen=True)
class Answering:
    inquiries: Inquiries
    partitions: Partitions
    codes: Callable[[], CodeBook]
    rules: Callable[[], Rules]
    measure: Measure

    def find(self, processing_number: str) -> Found:
        """What the provider has to say. That it is down is kept, so that the asker knows what is waited for."""
        inquiry = self.inquiries.get(processing_number)
        if inquiry.outcome:
            return inquiry.outcome
        up = self.inquiries.provider_up(inquiry.provider or "")
        said = found(self._person_and_copy(inquiry)[1] if up else None, provider_up=up)
        if said == "provider_down":
            self._wait(inquiry, "provider")
        return said

    def leave_to_staff(self, processing_number: str) -> None:
        """Put the question before the provider's staff, by the provider's own numbers."""
        inquiry = self.inquiries.get(processing_number)
        if not inquiry.open or inquiry.waiting_for == "staff":
            return
        provider = inquiry.provider or ""
        code = self.codes().code(provider, self._person_of(inquiry))
        asked = WaitingView(
            processing_number=inquiry.provider_number or "",
            asker=inquiry.asker,
            affair=inquiry.affair,
            item=inquiry.item,
            addressee_number=self.partitions.addressee_of(provider, code) or "",
            requested_at=inquiry.requested_at,
        )
        self.inquiries.leave_to_staff(waiting(inquiry, "staff"), asked)

    def asked_of_staff(self, provider: str) -> tuple[WaitingView, ...]:
        return self.inquiries.asked_of_staff(provider)

    def answer_by_staff(
        self, provider: str, provider_number: str, answer: StaffAnswer, *, as_of: datetime, now: datetime, new_id: Ids
    ) -> None:
        """The provider's staff answer, released and recorded like a copy; the same answer again changes nothing.

        NotFound, when nothing is asked any more, or the asker has fetched the answer.
        """
        inquiry = self.inquiries.by_provider_number(provider, provider_number)
        copy = Copy(
            item=inquiry.item,
            period=inquiry.period,
            layout=answer.layout,
            as_of=as_of,
            value=answer.value,
            mark=answer.disclosure,
        )
        if not inquiry.open and self.inquiries.result(inquiry) == result_of(copy):
            return
        if inquiry.waiting_for != "staff":
            raise NotFound("nothing is asked under this number")
        self._release(inquiry, self._person_of(inquiry), copy, now, new_id)

    def release(self, processing_number: str, *, now: datetime, new_id: Ids) -> Literal["released", "changed"]:
        """Result, state, records and event in one; released already is released once.

        "changed": the provider closed or withheld since it was looked at, so look again.
        """
        inquiry = self.inquiries.get(processing_number)
        if not inquiry.open:
            return "released"
        person_id, copy = self._person_and_copy(inquiry)
        up = self.inquiries.provider_up(inquiry.provider or "")
        if found(copy, provider_up=up) not in ("found", "no_copy"):
            return "changed"
        try:
            self._release(inquiry, person_id, copy, now, new_id)
        except Conflict:
            if self.inquiries.get(processing_number).open:
                raise
            return "released"
        self.measure("InquiryAnswered", max(0.0, (now - inquiry.requested_at).total_seconds()))
        return "released"

    def _wait(self, inquiry: Inquiry, waits_for: WaitsFor) -> None:
        if inquiry.open and inquiry.waiting_for != waits_for:
            self.inquiries.save(waiting(inquiry, waits_for))

    def _release(self, inquiry: Inquiry, person_id: str, copy: Copy | None, now: datetime, new_id: Ids) -> None:
        provider = inquiry.provider or ""
        code = self.codes().code(provider, person_id)
        self.inquiries.release(
            released(
                inquiry,
                copy,
                person_id=person_id,
                provider_addressee=self.partitions.addressee_of(provider, code),
                rules=self.rules(),
                now=now,
                record_id=new_id(),
                event_id=new_id(),
            )
        )

    def _person_of(self, inquiry: Inquiry) -> str:
        code = self.partitions.code_of(inquiry.asker, inquiry.addressee_number)
        if code is None:
            raise NotFound("the asker's pairing is gone")
        return self.codes().person(inquiry.asker, code)

    def _person_and_copy(self, inquiry: Inquiry) -> tuple[str, Copy | None]:
        """From the asker's code to the person, from her to the provider's code, from that to the copy."""
        person_id, provider = self._person_of(inquiry), inquiry.provider or ""
        code = self.codes().code(provider, person_id)
        return person_id, self.partitions.copy(provider, code, inquiry.item, inquiry.period)
