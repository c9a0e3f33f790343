"""The arithmetic of DynamoDB's units, by examples of its own documentation's kind."""

import pytest

from benchmarks.units import index_writes, read_units, size, write_units

SMALL = {"pk": {"S": "a"}}
TWO_KB = {"pk": {"S": "a" * 2000}}


def test_an_items_size_is_its_names_and_values_in_bytes():
    item = {"pk": {"S": "あ"}, "n": {"N": "-1234"}, "m": {"M": {"x": {"BOOL": True}}}, "l": {"L": [{"S": "ab"}]}}

    assert size(item) == (2 + 3) + (1 + 4) + (1 + 3 + 1 + 2) + (1 + 3 + 1 + 2)


@pytest.mark.parametrize(
    ("sizes", "consistent", "together", "transaction", "units"),
    [
        ([], True, False, False, 1),
        ([100], False, False, False, 0.5),
        ([4097], True, False, False, 2),
        ([100] * 8, False, True, False, 0.5),
        ([100] * 8, True, False, True, 16),
        ([8192], True, False, True, 4),
    ],
)
def test_reading_rounds_up_to_four_kilobytes(sizes, consistent, together, transaction, units):
    assert read_units(sizes, consistent=consistent, together=together, transaction=transaction) == units


def test_a_write_costs_the_larger_image_and_a_transaction_twice_that():
    assert write_units(None, SMALL) == 1
    assert write_units(TWO_KB, SMALL) == 2
    assert write_units(None, TWO_KB, transaction=True) == 4


def test_an_index_is_written_where_an_item_comes_moves_or_goes():
    here = {**SMALL, "inbox": {"S": "2026-11"}, "at": {"S": "1"}}
    there = {**here, "inbox": {"S": "2026-12"}}
    keys = ("inbox", "at")

    assert index_writes(None, here, keys) == [("2026-11", 1)]
    assert index_writes(here, there, keys) == [("2026-11", 1), ("2026-12", 1)]
    assert index_writes(here, {**here, "more": {"S": "x"}}, keys) == [("2026-11", 1)]
    assert index_writes(here, None, keys) == [("2026-11", 1)]
    assert index_writes(SMALL, TWO_KB, keys) == []
    assert index_writes(here, here, keys) == []
