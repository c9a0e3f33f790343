"""Recognising a person from a sealed feed or from a card's serial."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.errors import Conflict
from madoguchi.numbering.model import Index, Kind, Person, Sealed, recognise, registered

TRIES = 3


class Register(Protocol):
    def person_of(self, kind: Kind, digest: str) -> str | None: ...
    def get(self, person_id: str) -> Person: ...
    def save(self, person: Person, new: tuple[tuple[Kind, str], ...], *, first: bool) -> None: ...


class Seal(Protocol):
    def public_key(self) -> bytes: ...
    def open(self, sealed: bytes) -> Sealed: ...


class Digests(Protocol):
    def of(self, kind: Kind, text: str) -> str: ...


class Serials(Protocol):
    def resident_code(self, serial: str) -> str: ...


@dataclass(frozen=True)
class Numbering:
    register: Register
    seal: Seal
    digests: Digests
    serials: Serials

    def sealing_key(self) -> bytes:
        """DER (SubjectPublicKeyInfo) of the key a register seals with: RSA-OAEP, SHA-256."""
        return self.seal.public_key()

    def person(self, sealed: bytes, *, now: datetime, new_id: Callable[[], str]) -> str:
        """The person id behind a sealed feed; a new person, or a changed number, is registered on the way."""
        opened = self.seal.open(sealed)
        index = Index(
            resident=self.digests.of("resident", opened.resident_code),
            number=self.digests.of("number", opened.individual_number),
        )
        return self._registered(index, now, new_id)

    def person_by_serial(self, serial: str, *, now: datetime, new_id: Callable[[], str]) -> str:
        """The person id behind a card's serial, whose resident record code J-LIS (機構) tells. UnknownSerial."""
        index = Index(resident=self.digests.of("resident", self.serials.resident_code(serial)))
        return self._registered(index, now, new_id)

    def _registered(self, index: Index, now: datetime, new_id: Callable[[], str]) -> str:
        for _ in range(TRIES - 1):
            try:
                return self._register_once(index, now, new_id)
            except Conflict as lost:  # another feed of the same person was first: read again
                if type(lost) is not Conflict:
                    raise
        return self._register_once(index, now, new_id)

    def _register_once(self, index: Index, now: datetime, new_id: Callable[[], str]) -> str:
        by_number = self.register.person_of("number", index.number) if index.number else None
        known = recognise(by_number, self.register.person_of("resident", index.resident))
        before = self.register.get(known) if known else Person(person_id=new_id())
        person, new = registered(before, index, now)
        if new:
            self.register.save(person, new, first=known is None)
        return person.person_id
