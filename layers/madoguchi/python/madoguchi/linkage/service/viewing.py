"""The citizen's view of her records: an account becomes a person here and goes no further."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from madoguchi.ledger.model.records import NotPaired
from madoguchi.ledger.model.view import RecordsView
from madoguchi.linkage.model.pairing import PORTAL


class Persons(Protocol):
    def person_of(self, institution: str, addressee_number: str) -> str: ...


class Ledger(Protocol):
    def view(self, person_id: str, *, today: date) -> RecordsView: ...


@dataclass(frozen=True)
class Viewing:
    persons: Persons
    ledger: Ledger

    def records(self, account_id: str, *, today: date) -> RecordsView:
        """What the holder of an account may see; an account without a pairing sees two empty lists."""
        try:
            person_id = self.persons.person_of(PORTAL, account_id)
        except NotPaired:
            return RecordsView(exchanges=(), lookups=())
        return self.ledger.view(person_id, today=today)
