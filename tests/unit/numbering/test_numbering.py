"""A person is recognised by what a register seals or a card's serial, and a change of number is not a new person."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from madoguchi.errors import Conflict
from madoguchi.kernel.identifiers import individual_number_check_digit
from madoguchi.numbering.model import Person, Sealed, TwoPersons, UnknownSerial, recognise
from madoguchi.numbering.service import Numbering

NOW = datetime(2026, 10, 22, tzinfo=UTC)


def number(seed: int) -> str:
    body = f"{seed:011d}"
    return body + str(individual_number_check_digit(body))


def resident(seed: int) -> str:
    return f"{seed:011d}"


class Register(dict):
    """person id -> Person; digests lead to ids."""

    def __init__(self):
        super().__init__()
        self.digests = {}
        self.beaten_by = None

    def person_of(self, kind, digest):
        return self.digests.get((kind, digest))

    def get(self, person_id):
        return self[person_id]

    def save(self, person, new, *, first):
        if self.beaten_by:
            first_one, self.beaten_by = self.beaten_by, None
            self.save(first_one, new, first=True)
            raise Conflict("somebody was first")
        assert first == (person.person_id not in self)
        self[person.person_id] = person
        self.digests |= dict.fromkeys(new, person.person_id)


class Feed:
    """Opens anything as the numbers it was given."""

    def __init__(self, **numbers):
        self.numbers = numbers

    def public_key(self):
        return b"key"

    def open(self, sealed):
        return Sealed(**self.numbers)


class Plain:
    def of(self, kind, text):
        return f"digest of {kind} {text}"


class Cards(dict):
    def resident_code(self, serial):
        if serial not in self:
            raise UnknownSerial(serial)
        return self[serial]


def numbering(register, *, cards=(), **numbers):
    return Numbering(register, Feed(**numbers), Plain(), Cards(cards))


@pytest.fixture
def ids():
    drawn = iter(f"person-{n}" for n in range(9))
    return lambda: next(drawn)


def test_the_same_feed_twice_is_one_person(ids):
    register = Register()
    feed = numbering(register, individual_number=number(1), resident_code=resident(1))

    first, second = (feed.person(b"", now=NOW, new_id=ids) for _ in range(2))

    assert first == second
    assert len(register) == 1


def test_a_changed_number_keeps_the_person_and_the_history(ids):
    register = Register()
    before = numbering(register, individual_number=number(1), resident_code=resident(1)).person(
        b"", now=NOW, new_id=ids
    )

    after = numbering(register, individual_number=number(2), resident_code=resident(1)).person(b"", now=NOW, new_id=ids)

    assert after == before
    assert len(register[before].numbers) == 2


def test_a_number_of_one_person_with_the_code_of_another_goes_to_people(ids):
    register = Register()
    for seed in (1, 2):
        numbering(register, individual_number=number(seed), resident_code=resident(seed)).person(
            b"", now=NOW, new_id=ids
        )

    mixed = numbering(register, individual_number=number(1), resident_code=resident(2))

    with pytest.raises(TwoPersons):
        mixed.person(b"", now=NOW, new_id=ids)


def test_the_card_and_the_register_lead_to_the_same_person_whoever_is_first(ids):
    register = Register()
    by_card = numbering(register, cards={"SERIAL1": resident(1)})
    by_feed = numbering(register, individual_number=number(1), resident_code=resident(1))

    first = by_card.person_by_serial("SERIAL1", now=NOW, new_id=ids)

    assert by_feed.person(b"", now=NOW, new_id=ids) == first
    assert by_card.person_by_serial("SERIAL1", now=NOW, new_id=ids) == first


def test_an_unknown_serial_is_nobody(ids):
    with pytest.raises(UnknownSerial):
        numbering(Register()).person_by_serial("SERIAL9", now=NOW, new_id=ids)


def test_of_two_feeds_at_once_both_find_the_first(ids):
    register = Register()
    register.beaten_by = Person(person_id="the-first")
    feed = numbering(register, individual_number=number(1), resident_code=resident(1))

    assert feed.person(b"", now=NOW, new_id=ids) == "the-first"


@pytest.mark.parametrize("wrong", ["0" * 12, number(1)[:11], number(1)[:11] + "x", ""])
def test_a_wrong_number_is_refused_and_not_repeated_in_the_error(wrong):
    with pytest.raises(ValidationError) as refused:
        Sealed(individual_number=wrong, resident_code=resident(1))

    assert not wrong or wrong not in str(refused.value)


def test_a_feed_never_prints_its_numbers():
    shown = repr(Sealed(individual_number=number(77), resident_code=resident(88)))

    assert number(77) not in shown
    assert resident(88) not in shown


def test_somebody_new_is_nobody_yet():
    assert recognise(None, None) is None
