"""A body is read one way or not at all."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.kernel import strict_json

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(value=VALUES, escaped=st.booleans())
def test_what_json_can_say_is_read_as_it_was_said(value, escaped):
    assert strict_json.read(json.dumps(value, ensure_ascii=escaped)) == value


@pytest.mark.parametrize(
    "text",
    [
        '{"outcome": "granted", "outcome": "dismissed"}',
        '{"a": {"b": 1, "b": 1}}',
        '{"n": NaN}',
        '{"n": -Infinity}',
        '{"n": ' + "9" * 10_000 + "}",
        '{"name": "\\ud800"}',
        '{"\\uDfff": 1}',
        '{"a": 1} {"b": 2}',
        "\ufeff{}",
        "",
    ],
)
def test_what_two_readers_could_read_as_two_things_is_not_read(text):
    with pytest.raises(json.JSONDecodeError):
        strict_json.read(text)


def test_a_whole_pair_of_surrogates_is_a_character():
    assert strict_json.read('{"name": "\\ud842\\udfb7"}') == {"name": "𠮷"}
