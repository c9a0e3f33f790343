"""Reading a case: the entry first, then the reading, then its outcome. There is no second way to the data."""

from dataclasses import dataclass
from typing import Protocol

from madoguchi.errors import NotFound
from madoguchi.municipal.model.case import Case
from madoguchi.municipal.model.delivery import Revision
from madoguchi.municipal.model.grants import HANDLING, GrantMissing, Reader, demand, may_see
from madoguchi.municipal.model.lookups import REFUSED, Entry, Purpose, after, before
from madoguchi.municipal.model.occasion import Occasion

PAGE = 50


class NotHers(NotFound):
    """There is such a case, and she must not learn it: in every word the same as none."""


class Store(Protocol):
    def case(self, municipality: str, receipt: str) -> Case: ...
    def revision(self, municipality: str, receipt: str, revision: int) -> Revision | None: ...
    def inbox(
        self, municipality: str, month: str, *, status: str | None, cursor: str | None, limit: int
    ) -> tuple[tuple[Case, ...], str | None]: ...
    def record(self, entry: Entry, at: Occasion) -> None: ...


class Links(Protocol):
    def download(self, key: str, seconds: int) -> str: ...


@dataclass(frozen=True)
class Reading:
    """One town's cases as one reader may see them; another town's look like cases that never were."""

    store: Store

    def open(self, reader: Reader, receipt: str, purpose: Purpose, at: Occasion) -> tuple[Case, Revision]:
        """The case and its current revision. NotFound when absent, another town's, or of an affair not granted to her.

        The three look alike to her; the town's own entry says `refused` where there was a case.
        """
        entry = before(reader, purpose, receipt=receipt, entry_id=at.new_id(), at=at.now)
        self.store.record(entry, at)
        try:
            case, revision = self._read(reader, receipt)
        except NotFound as refused:
            outcome = REFUSED if isinstance(refused, NotHers) else "not-found"
            self.store.record(after(entry, outcome, affair=None, at=at.now), at)
            raise
        self.store.record(after(entry, "shown", affair=case.procedure.affair, at=at.now), at)
        return case, revision

    def list(
        self, reader: Reader, month: str, *, status: str | None, cursor: str | None, at: Occasion
    ) -> tuple[tuple[Case, ...], str | None]:
        """One page of a month's arrivals of her affairs, oldest first. GrantMissing without any."""
        entry = before(reader, Purpose.LIST, receipt=None, scope=month, entry_id=at.new_id(), at=at.now)
        self.store.record(entry, at)
        self._demand_any(reader, entry, at)
        cases, following = self.store.inbox(reader.municipality, month, status=status, cursor=cursor, limit=PAGE)
        mine = tuple(case for case in cases if may_see(reader, case.procedure.affair))
        self.store.record(after(entry, f"shown:{len(mine)}", affair=None, at=at.now), at)
        return mine, following

    def package(self, reader: Reader, receipt: str, at: Occasion) -> Revision:
        """Whose package a link may now be made for: its entry is written."""
        return self.open(reader, receipt, Purpose.PACKAGE, at)[1]

    def _demand_any(self, reader: Reader, entry: Entry, at: Occasion) -> None:
        try:
            demand(reader, *HANDLING)
        except GrantMissing:
            self.store.record(after(entry, REFUSED, affair=None, at=at.now), at)
            raise

    def _read(self, reader: Reader, receipt: str) -> tuple[Case, Revision]:
        case = self.store.case(reader.municipality, receipt)
        revision = self.store.revision(reader.municipality, receipt, case.revision)
        if revision is None:
            raise NotFound("no such case")
        if not may_see(reader, case.procedure.affair):
            raise NotHers("no such case")
        return case, revision
