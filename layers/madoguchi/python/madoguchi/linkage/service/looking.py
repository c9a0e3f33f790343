"""Look-ups by staff, representations and marks: addressee numbers become persons here and go no further."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from madoguchi.errors import NotFound
from madoguchi.ledger.model.records import LookUp, Mark, Named, NotPaired, Representation, Text
from madoguchi.linkage.model.inquiry import Inquiry
from madoguchi.linkage.model.rules import Rules
from madoguchi.linkage.model.views import Entry, PutDisclosure, PutRepresentation

Salt = Callable[[], bytes]


class Persons(Protocol):
    def person_of(self, institution: str, addressee_number: str) -> str: ...


class Ledger(Protocol):
    def look(self, phase: LookUp, *, mark: Mark, salt: Salt) -> None: ...
    def mark(self, person_id: str, record_id: str, party: str, mark: Mark) -> None: ...
    def represent(self, representation: Representation) -> None: ...


class Pending(Protocol):
    """Entries about an addressee whom nobody has paired yet: kept until somebody does."""

    def keep(self, entry: Entry) -> None: ...
    def of(self, institution: str, addressee_number: str) -> tuple[Entry, ...]: ...
    def drop(self, entry: Entry) -> None: ...


class Inquiries(Protocol):
    def get(self, processing_number: str) -> Inquiry: ...
    def by_provider_number(self, provider: str, provider_number: str) -> Inquiry: ...


@dataclass(frozen=True)
class Looking:
    persons: Persons
    ledger: Ledger
    pending: Pending
    inquiries: Inquiries
    rules: Callable[[], Rules]

    def enter(self, entry: Entry, *, salt: Salt) -> None:
        """Keep one phase of a look-up, once. About somebody not yet paired it waits for the pairing."""
        try:
            person_id = self.persons.person_of(entry.institution, entry.addressee_number)
        except NotPaired:
            self.pending.keep(entry)
            return
        self._look(entry, person_id, salt)

    def adopt(self, institution: str, addressee_number: str, person_id: str, *, salt: Salt) -> None:
        """The entries that waited for this pairing."""
        for entry in self.pending.of(institution, addressee_number):
            self._look(entry, person_id, salt)
            self.pending.drop(entry)

    def represent(self, put: PutRepresentation) -> None:
        self.ledger.represent(
            Representation(
                representative=self.persons.person_of(put.institution, put.representative),
                represented=self.persons.person_of(put.institution, put.represented),
                kind=put.kind,
                since=put.since,
                until=put.until,
            )
        )

    def disclose(self, put: PutDisclosure) -> None:
        """Open or suppress the record of one exchange, by the party that says so. NotFound for anybody else."""
        inquiry, party = self._party(put)
        if inquiry.record_id is None:
            raise NotFound("no record under this number")
        person_id = self.persons.person_of(inquiry.asker, inquiry.addressee_number)
        self.ledger.mark(person_id, inquiry.record_id, party, put.disclosure)

    def _party(self, put: PutDisclosure) -> tuple[Inquiry, str]:
        try:
            return self.inquiries.by_provider_number(put.institution, put.processing_number), "provider"
        except NotFound:
            inquiry = self.inquiries.get(put.processing_number)
        if inquiry.asker != put.institution:
            raise NotFound("no record under this number")
        return inquiry, "asker"

    def _look(self, entry: Entry, person_id: str, salt: Salt) -> None:
        known = self.rules().organisation(entry.institution, entry.at.date())
        name = known.name if known else Text(ja=entry.institution, en=entry.institution)
        phase = LookUp(
            entry_id=entry.entry_id,
            phase="before" if entry.phase == "before" else "after",
            person_id=person_id,
            institution=Named(id=entry.institution, name=name),
            section=entry.section,
            officer_role=entry.officer_role,
            affair=entry.affair,
            purpose=entry.purpose,
            receipt=entry.receipt,
            at=entry.at,
            outcome=entry.outcome,
        )
        self.ledger.look(phase, mark=entry.disclosure, salt=salt)
