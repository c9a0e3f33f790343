"""Pairing what institutions call a person with the code that is hers there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from madoguchi.errors import Conflict
from madoguchi.ledger.model.records import NotPaired
from madoguchi.linkage.model.codes import CodeBook
from madoguchi.linkage.model.pairing import PORTAL, PairedOtherwise, Pairing


class Partitions(Protocol):
    def code_of(self, institution: str, addressee_number: str) -> str | None: ...
    def pair(self, pairing: Pairing) -> None: ...


class Numbering(Protocol):
    def sealing_key(self) -> str: ...
    def person(self, sealed: str) -> str: ...
    def person_by_serial(self, serial: str) -> str: ...


@dataclass(frozen=True)
class Pairings:
    partitions: Partitions
    numbering: Numbering
    codes: Callable[[], CodeBook]

    def sealing_key(self) -> str:
        return self.numbering.sealing_key()

    def pair(self, institution: str, addressee_number: str, sealed: str) -> str:
        """Pair an institution's addressee with the person in `sealed`; the person id, for the core alone."""
        return self._paired(institution, addressee_number, self.numbering.person(sealed))

    def pair_account(self, account_id: str, serial: str) -> str:
        return self._paired(PORTAL, account_id, self.numbering.person_by_serial(serial))

    def same_person(self, serials: tuple[str, str]) -> bool:
        one, other = (self.numbering.person_by_serial(serial) for serial in serials)
        return one == other

    def person_of(self, institution: str, addressee_number: str) -> str:
        """The person id behind an addressee number; NotPaired."""
        return self.codes().person(institution, self.code_of(institution, addressee_number))

    def code_of(self, institution: str, addressee_number: str) -> str:
        code = self.partitions.code_of(institution, addressee_number)
        if code is None:
            raise NotPaired("the addressee number is not paired yet", field="/addressee_number")
        return code

    def _paired(self, institution: str, addressee_number: str, person_id: str) -> str:
        book = self.codes()
        held = self.partitions.code_of(institution, addressee_number)
        if held is not None:
            if book.person(institution, held) != person_id:
                raise PairedOtherwise("the addressee number is another person's", field="/addressee_number")
            return person_id
        code = book.code(institution, person_id)
        try:
            self.partitions.pair(Pairing(institution=institution, addressee_number=addressee_number, code=code))
        except Conflict:
            self._settled(institution, addressee_number, code)
        return person_id

    def _settled(self, institution: str, addressee_number: str, code: str) -> None:
        """A pairing that lost: in order when the winner wrote the very same one."""
        if self.partitions.code_of(institution, addressee_number) != code:
            raise PairedOtherwise("the person has another number here", field="/addressee_number")
