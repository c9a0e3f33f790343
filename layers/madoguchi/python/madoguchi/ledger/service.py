"""Keeping records once each, and showing a person hers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from madoguchi.errors import Conflict
from madoguchi.ledger.model.records import Kept, LookUp, Mark, Record, Representation, kept, subjects
from madoguchi.ledger.model.view import RecordsView, view


class Store(Protocol):
    def add(self, one: Kept) -> None: ...
    def of(self, person_id: str) -> tuple[Kept, ...]: ...
    def mark(self, person_id: str, record_id: str, party: str, mark: Mark) -> None: ...
    def represent(self, representation: Representation) -> None: ...
    def representations_by(self, person_id: str) -> tuple[Representation, ...]: ...


@dataclass(frozen=True)
class Ledger:
    store: Store

    def record(self, record: Record, marks: dict[str, Mark], *, salt: Callable[[], bytes]) -> None:
        """Keep `record`; kept already is kept once, with its first salt."""
        try:
            self.store.add(kept(record, marks, salt()))
        except Conflict:
            return

    def look(self, phase: LookUp, *, mark: Mark, salt: Callable[[], bytes]) -> None:
        self.record(phase, {"institution": mark}, salt=salt)

    def mark(self, person_id: str, record_id: str, party: str, mark: Mark) -> None:
        """`party` opens or suppresses its record from now on; NotFound when there is no such record."""
        self.store.mark(person_id, record_id, party, mark)

    def represent(self, representation: Representation) -> None:
        self.store.represent(representation)

    def view(self, person_id: str, *, today: date) -> RecordsView:
        """Her own records and those of the children she legally represents today."""
        hers = subjects(person_id, self.store.representations_by(person_id), today)
        return view((subject, self.store.of(subject.person_id)) for subject in hers)
