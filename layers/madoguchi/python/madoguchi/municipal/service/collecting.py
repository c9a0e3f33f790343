"""Fetching what other institutions answered, into the town's own partition, once."""

from dataclasses import dataclass
from typing import Protocol

from madoguchi.errors import Conflict, NotFound, Unavailable
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.case import Case, with_inquiry
from madoguchi.municipal.model.inquiries import Inquiry, InquiryStatus
from madoguchi.municipal.model.occasion import Occasion

ATTEMPTS = 5
DONE = {InquiryStatus.ACKNOWLEDGED, InquiryStatus.REFUSED, InquiryStatus.INTERNAL}


class Store(Protocol):
    def case(self, municipality: str, receipt: str) -> Case: ...
    def save(self, case: Case, was: int, event: Value | None, at: Occasion) -> None: ...
    def receive(self, case: Case, was: int, inquiry: Inquiry, at: Occasion) -> None: ...


class Linkage(Protocol):
    def result(self, municipality: str, inquiry: Inquiry) -> Inquiry: ...
    def acknowledge(self, municipality: str, processing_number: str) -> None: ...


@dataclass(frozen=True)
class Collection:
    store: Store
    linkage: Linkage

    def collect(self, municipality: str, receipt: str, processing_number: str, at: Occasion) -> None:
        """Store the answer with the town's own record of it (番号法 第23条), then acknowledge. Repeatable.

        Unavailable while the processing number is not yet written down here, or nothing is there to fetch.
        """
        inquiry = _of(self.store.case(municipality, receipt), processing_number)
        if inquiry.status in DONE:
            return
        if inquiry.status is not InquiryStatus.ANSWERED:
            inquiry = self.linkage.result(municipality, inquiry)
            if inquiry.is_open:
                raise Unavailable("announced, but not there yet")
            self._store(municipality, receipt, inquiry, at)
        if inquiry.status is InquiryStatus.ANSWERED:
            self.linkage.acknowledge(municipality, processing_number)
            done = inquiry.model_copy(update={"status": InquiryStatus.ACKNOWLEDGED})
            self._replace(municipality, receipt, done, at)

    def _store(self, municipality: str, receipt: str, inquiry: Inquiry, at: Occasion) -> None:
        note = "inquiry-refused" if inquiry.status is InquiryStatus.REFUSED else "inquiry-answered"
        for attempt in range(ATTEMPTS):
            case = self.store.case(municipality, receipt)
            stored = with_inquiry(case, inquiry, note=note, at=at.now)
            try:
                if inquiry.is_fetched:
                    return self.store.receive(stored, case.version, inquiry, at)
                return self.store.save(stored, case.version, None, at)
            except Conflict:
                if attempt == ATTEMPTS - 1:
                    raise
        return None

    def _replace(self, municipality: str, receipt: str, inquiry: Inquiry, at: Occasion) -> None:
        for attempt in range(ATTEMPTS):
            case = self.store.case(municipality, receipt)
            if inquiry in case.inquiries:
                return None  # another delivery of the same message was first
            try:
                return self.store.save(with_inquiry(case, inquiry), case.version, None, at)
            except Conflict:
                if attempt == ATTEMPTS - 1:
                    raise
        return None


def _of(case: Case, processing_number: str) -> Inquiry:
    for inquiry in case.inquiries:
        if inquiry.processing_number == processing_number:
            return inquiry
    if any(inquiry.status is InquiryStatus.PLANNED for inquiry in case.inquiries):
        raise Unavailable("its processing number is being written down")
    raise NotFound("no such inquiry in this case")
