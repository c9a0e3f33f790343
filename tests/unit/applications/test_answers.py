"""Answers as JSON: compared leaf by leaf, bounded, and never holding an Individual Number."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.applications.model import answers as rules
from madoguchi.applications.model.problems import AnswersTooLarge, MalformedAnswers
from madoguchi.kernel.canonical import canonical
from madoguchi.kernel.identifiers import individual_number_check_digit

NUMBER = f"98765432109{individual_number_check_digit('98765432109')}"
NAMES = st.text(alphabet="abc/~", min_size=1, max_size=3)
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=3)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=8
)
ANSWERS = st.dictionaries(NAMES, TREES, max_size=3)


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ({"a": 1}, {"a": 2}, ["/a"]),
        ({"a": 1}, {"a": True}, ["/a"]),
        ({"a": {"b": 1}}, {"a": {"b": 1, "c": 2}}, ["/a/c"]),
        ({"a": [1, 2]}, {"a": [1]}, ["/a/1"]),
        ({}, {"a": {"b": "x"}}, ["/a/b"]),
        ({"a": []}, {"a": ["x"]}, ["/a/0"]),
        ({"a": {"b": 1}}, {"a": {}}, ["/a/b"]),
        ({}, {"a": []}, ["/a"]),
        ({"a/b": 1}, {"a/b": 2}, ["/a~1b"]),
        ({"a": None}, {}, ["/a"]),
    ],
)
def test_differences_are_named_by_their_leaves(old, new, moved):
    assert rules.changed(old, new) == moved


@given(ANSWERS, ANSWERS)
def test_no_difference_means_equal_answers(old, new):
    assert (rules.changed(old, new) == []) == (canonical(old) == canonical(new))


@given(ANSWERS, ANSWERS)
def test_a_difference_reads_the_same_from_both_sides(old, new):
    assert rules.changed(old, new) == rules.changed(new, old)


def test_a_pointer_covers_itself_and_what_lies_within_but_no_namesake():
    assert rules.covered("/children/1/name", ["/children/1"])
    assert rules.covered("/children", ["/children"])
    assert not rules.covered("/children_apart/1", ["/children"])
    assert rules.covered("/anything", [""])


@pytest.mark.parametrize("value", [1.5, "\ud800", json.loads("[" * 40 + "]" * 40)], ids=["fraction", "half", "deep"])
def test_what_no_form_holds_is_refused_by_name(value):
    with pytest.raises(MalformedAnswers) as refused:
        rules.checked({"fine": 1, "remarks": value})

    assert refused.value.field is not None
    assert refused.value.field.startswith("/answers/remarks")


def test_too_much_is_refused_naming_the_largest():
    with pytest.raises(AnswersTooLarge) as refused:
        rules.checked({"name": "x", "remarks": "長" * 50_000})

    assert refused.value.field == "/answers/remarks"


@given(ANSWERS)
def test_whatever_is_accepted_can_be_signed(answers):
    assert canonical(rules.checked(answers))


@pytest.mark.parametrize("written", [NUMBER, f"番号 {NUMBER[:4]}-{NUMBER[4:8]}-{NUMBER[8:]} です"])
def test_an_individual_number_is_starred_wherever_it_stands(written):
    kept, found = rules.without_individual_numbers({"remarks": "なし", "rows": [{"note": written}]})

    assert found == ["/rows/0/note"]
    assert NUMBER[8:] not in str(kept)
    assert kept["remarks"] == "なし"
