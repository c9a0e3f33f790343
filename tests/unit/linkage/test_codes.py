"""Institution-specific codes: steady at one institution, unlike at two, readable only where they belong."""

import pytest

from madoguchi.kernel.ids import new_id
from madoguchi.linkage.model.codes import KEY_BYTES, CodeBook, WrongCode

OLD, NEW = bytes(KEY_BYTES), bytes(range(KEY_BYTES))
PERSON = new_id()


def test_the_same_person_has_another_code_at_each_institution():
    book = CodeBook({1: OLD})

    codes = {book.code(institution, PERSON) for institution in ("152048", "151009", "PORTAL")}

    assert len(codes) == 3


def test_a_code_is_steady_and_leads_back_to_the_person():
    book = CodeBook({1: OLD})
    code = book.code("152048", PERSON)

    assert book.code("152048", PERSON) == code
    assert book.person("152048", code) == PERSON


def test_a_code_means_nothing_at_another_institution():
    book = CodeBook({1: OLD})

    with pytest.raises(WrongCode):
        book.person("151009", book.code("152048", PERSON))


def test_after_a_new_key_the_old_codes_still_read_and_new_ones_are_new():
    before = CodeBook({1: OLD})
    after = CodeBook({1: OLD, 2: NEW})
    old_code = before.code("152048", PERSON)

    assert after.person("152048", old_code) == PERSON
    assert after.code("152048", PERSON).startswith("2.")
    with pytest.raises(WrongCode):
        before.person("152048", after.code("152048", PERSON))


@pytest.mark.parametrize("garbage", ["", "1.", "9.abc", "x.abc", "1.!!"])
def test_garbage_is_nobodys_code(garbage):
    with pytest.raises(WrongCode):
        CodeBook({1: OLD}).person("152048", garbage)


def test_a_book_never_prints_its_keys():
    assert "keys" not in repr(CodeBook({1: NEW}))
