"""Who is one person: Individual Numbers (個人番号) and resident record codes (住民票コード) behind a random person id.

Sealed. The numbers arrive encrypted, are checked, indexed by a keyed digest and forgotten: no row, log, error or
address holds one. A number may change (番号法 第7条第2項) and a resident record code too; the person stays.
"""

from datetime import datetime
from typing import Literal

from pydantic import Field, field_validator

from madoguchi.errors import Conflict, NotFound, Unprocessable
from madoguchi.kernel.identifiers import is_individual_number
from madoguchi.kernel.value import Value

Kind = Literal["number", "resident"]


class Unreadable(Unprocessable):
    """A sealed feed that does not open with our key, or holds no number with a right check digit."""

    type = "sealed-unreadable"


class UnknownSerial(NotFound):
    type = "serial-unknown"


class TwoPersons(Conflict):
    """The number is one person's and the resident record code another's: for the register's officers."""

    type = "two-persons"


class Sealed(Value):
    """What a register seals for us. Never printed, never stored."""

    individual_number: str = Field(repr=False)
    resident_code: str = Field(repr=False, pattern=r"^[0-9]{11}$")  # its check digit is not published: format only

    @field_validator("individual_number")
    @classmethod
    def _checked(cls, text: str) -> str:
        if not is_individual_number(text):
            raise ValueError("the check digit is wrong")
        return text


class Index(Value):
    """Keyed digests under which a person is found; worthless without the key."""

    resident: str = Field(repr=False)
    number: str | None = Field(default=None, repr=False)


class Person(Value):
    """`numbers` and `residents` are digests, oldest first: the history that a change leaves behind."""

    person_id: str
    version: int = 1
    numbers: tuple[tuple[str, datetime], ...] = Field(default=(), repr=False)
    residents: tuple[tuple[str, datetime], ...] = Field(default=(), repr=False)

    def has(self, kind: Kind, digest: str) -> bool:
        held = self.numbers if kind == "number" else self.residents
        return digest in {known for known, _ in held}


def recognise(by_number: str | None, by_resident: str | None) -> str | None:
    """The person id that both digests lead to, None for somebody new; TwoPersons when they disagree."""
    if by_number and by_resident and by_number != by_resident:
        raise TwoPersons("the number and the resident record code belong to different persons")
    return by_number or by_resident


def registered(person: Person, index: Index, now: datetime) -> tuple[Person, tuple[tuple[Kind, str], ...]]:
    """`person` holding `index`, and the digests that are new to her; the same person when nothing is."""
    new: list[tuple[Kind, str]] = []
    if not person.has("resident", index.resident):
        new.append(("resident", index.resident))
    if index.number and not person.has("number", index.number):
        new.append(("number", index.number))
    if not new:
        return person, ()
    numbers = [(digest, now) for kind, digest in new if kind == "number"]
    residents = [(digest, now) for kind, digest in new if kind == "resident"]
    update = {"numbers": (*person.numbers, *numbers), "residents": (*person.residents, *residents)}
    return person.model_copy(update=update), tuple(new)
