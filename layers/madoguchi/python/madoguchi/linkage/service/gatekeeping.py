"""The gates of an inquiry's process, and its attempts: steps that need the state and the rules, and no key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.kernel.clock import jst_date
from madoguchi.kernel.events import Event
from madoguchi.linkage.model.gates import Gate, closed_gate
from madoguchi.linkage.model.inquiry import Inquiry, again, refused
from madoguchi.linkage.model.rules import Rules

Ids = Callable[[], str]


class Inquiries(Protocol):
    def get(self, processing_number: str) -> Inquiry: ...
    def save(self, inquiry: Inquiry, event: Event | None = None) -> None: ...


@dataclass(frozen=True)
class Gatekeeping:
    inquiries: Inquiries
    rules: Callable[[], Rules]

    def gate(self, processing_number: str, *, now: datetime) -> Gate | None:
        """The gate that is closed today, None when the way is open; an inquiry that has ended keeps its own."""
        inquiry = self.inquiries.get(processing_number)
        if not inquiry.open:
            return inquiry.gate
        return closed_gate(
            self.rules(),
            asker=inquiry.asker,
            affair=inquiry.affair,
            provider=inquiry.provider or "",
            item=inquiry.item,
            on=jst_date(now),
        )

    def refuse(self, processing_number: str, gate: Gate, *, now: datetime, new_id: Ids) -> None:
        inquiry = self.inquiries.get(processing_number)
        if inquiry.open:
            self.inquiries.save(*refused(inquiry, gate, now=now, event_id=new_id()))

    def carry_on(self, processing_number: str, attempt: int, *, now: datetime, new_id: Ids) -> None:
        """Begin the next attempt, once, however often this one asks for it."""
        inquiry = self.inquiries.get(processing_number)
        if inquiry.open and inquiry.attempt == attempt:
            self.inquiries.save(*again(inquiry, event_id=new_id(), now=now))

    def redrive(self, processing_number: str, *, now: datetime, new_id: Ids) -> None:
        self.carry_on(processing_number, self.inquiries.get(processing_number).attempt, now=now, new_id=new_id)
