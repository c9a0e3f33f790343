"""Telling the ledger about look-ups: one report for each person whose data was shown."""

from dataclasses import dataclass
from typing import Any, Protocol

from madoguchi.errors import NotFound, Unavailable
from madoguchi.municipal.model.case import CLOSED, Case
from madoguchi.municipal.model.lookups import REFUSED, Entry, report


class Store(Protocol):
    def entry(self, municipality: str, entry_id: str, phase: str) -> Entry: ...
    def case(self, municipality: str, receipt: str) -> Case: ...


class Core(Protocol):
    def report(self, entry: dict[str, Any]) -> None: ...


@dataclass(frozen=True)
class Reporting:
    store: Store
    core: Core

    def report(self, municipality: str, entry_id: str, phase: str) -> None:
        """Report one phase of a look-up; the core keeps it once, however often it is told.

        A list, or a case that does not exist, showed nobody in particular: it stays the town's own record.
        Unavailable while nobody has examined the case: whose data was shown is known only then.
        """
        entry = self.store.entry(municipality, entry_id, phase)
        if entry.outcome == REFUSED:
            return  # her record keeps the attempt, and that it came to nothing
        case = self._case(entry)
        if case is None:
            return
        if not _shown(case) and not case.examined_revision and case.status not in CLOSED:
            raise Unavailable("the register has not said yet who she is")
        known = entry.model_copy(update={"affair": case.procedure.affair})
        for number in _shown(case):
            self.core.report(report(known, number, case.disclosure))

    def _case(self, entry: Entry) -> Case | None:
        if entry.receipt is None:
            return None
        try:
            return self.store.case(entry.municipality, entry.receipt)
        except NotFound:
            return None


def _shown(case: Case) -> tuple[str, ...]:
    """The addressee numbers of everybody on the page; the applicant's first."""
    own = case.applicant.addressee_number
    others = [m.addressee_number for m in case.people if m.addressee_number != own]
    return tuple(dict.fromkeys([own, *others])) if own else tuple(dict.fromkeys(others))
