"""Receiving what the portal delivers, exactly once per revision, and telling it how its applications stand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.errors import Conflict, NotFound
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.case import Case, delivered_again, opened, opened_withdrawn
from madoguchi.municipal.model.delivery import Delivery, Revision, revision_of
from madoguchi.municipal.model.events import CaseDelivered
from madoguchi.municipal.model.occasion import Occasion
from madoguchi.municipal.model.outcome import Outcome, outcome_of
from madoguchi.municipal.model.people import Applicant

ATTEMPTS = 3


class RevisionTaken(Conflict):
    """Another document was delivered under the same receipt and revision."""

    type = "revision-taken"


class Store(Protocol):
    def case(self, municipality: str, receipt: str) -> Case: ...
    def revision(self, municipality: str, receipt: str, revision: int) -> Revision | None: ...
    def withdrawal(self, municipality: str, receipt: str) -> datetime | None: ...
    def open(self, case: Case, revision: Revision, event: Value | None, at: Occasion) -> None:
        """Conflict when the case is there, or was withdrawn meanwhile and `case` does not say so."""

    def add(self, case: Case, was: int, revision: Revision, event: Value | None, at: Occasion) -> None: ...


@dataclass(frozen=True)
class Deliveries:
    store: Store

    def receive(self, delivery: Delivery, at: Occasion) -> Revision:
        """The revision as kept, by this call or by the first of its replays. RevisionTaken for another document."""
        revision = revision_of(delivery, at.now)
        for attempt in range(ATTEMPTS):
            kept = self.store.revision(revision.municipality, revision.receipt, revision.revision)
            if kept:
                return _same(kept, revision)
            try:
                return self._keep(delivery, revision, at)
            except Conflict:
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable")

    def _keep(self, delivery: Delivery, revision: Revision, at: Occasion) -> Revision:
        applicant = delivery.applicant.applicant()
        event = CaseDelivered(municipality=revision.municipality, receipt=revision.receipt, revision=revision.revision)
        try:
            case = self.store.case(revision.municipality, revision.receipt)
        except NotFound:
            self._open(revision, applicant, event, at)
            return revision
        again, current = delivered_again(case, revision, applicant)
        self.store.add(again, case.version, revision, event if current else None, at)
        return revision

    def _open(self, revision: Revision, applicant: Applicant, event: CaseDelivered, at: Occasion) -> None:
        gone = self.store.withdrawal(revision.municipality, revision.receipt)
        if gone:
            self.store.open(opened_withdrawn(revision, applicant, gone), revision, None, at)
        else:
            self.store.open(opened(revision, applicant), revision, event, at)

    def outcome(self, municipality: str, receipt: str) -> Outcome:
        """What the portal may tell the applicant. NotFound when the town has no such case."""
        return outcome_of(self.store.case(municipality, receipt))


def _same(kept: Revision, sent: Revision) -> Revision:
    if kept.document_sha256 != sent.document_sha256:
        raise RevisionTaken("another document is kept under this receipt and revision", field="/revision")
    return kept
