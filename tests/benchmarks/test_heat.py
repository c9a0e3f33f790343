"""Whose key is hot: real keys by their parts, and the surge over real municipalities."""

import pytest

from benchmarks.counts import kept
from benchmarks.heat import EVERYBODY, ONE, TOWN, Town, first_to_melt, hottest, kind_of_key, towns
from madoguchi.kernel.identifiers import municipality_code
from tests.conftest import names_that_wiring_reads, sample


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("TOWN#152048", TOWN),
        ("152048#2026-11", TOWN),
        ("151009#RECORDS#2026-11", TOWN),
        ("CLIENT#core-system-152048", TOWN),
        ("PROVIDER#151009", TOWN),
        ("TRUST", EVERYBODY),
        ("KEYS#institution-code", EVERYBODY),
        ("152048#ADDRESSEE#3040001", ONE),
        ("REQUEST#152048#request-1", ONE),
        ("ACCOUNT#" + "m" * 26, ONE),
        ("m" * 26, ONE),
    ],
)
def test_a_key_is_one_persons_a_towns_or_everybodys(key, kind):
    assert kind_of_key(key) == kind


def step(kind, amount=10, way="write", index=""):
    return {"name": "s", "units": [["municipal-table", index, kind, way, amount]]}


PEOPLE = [Town("141003", 30), Town("152048", 70)]


def test_a_towns_key_takes_the_largest_towns_share_of_the_countrys_rate():
    (hot,) = hottest([step(TOWN)], {"s": 2}, 100, PEOPLE)

    assert (hot.units, hot.share, hot.times) == (1400, 0.7, 1.4)


def test_everybodys_key_takes_it_all_and_one_persons_her_own():
    (all_of_it,) = hottest([step(EVERYBODY)], {"s": 1}, 100, PEOPLE)
    (hers,) = hottest([step(ONE)], {"s": 1}, 100, PEOPLE)

    assert (all_of_it.units, hers.units) == (1000, 10)


def test_the_first_to_melt_is_the_one_whose_partition_fills_at_the_lowest_rate():
    steps = [step(EVERYBODY, 1), step(TOWN, 10, index="by_month"), step(ONE, 1000, way="read")]

    found = first_to_melt(steps, {"s": 1}, PEOPLE)

    assert [(hot.index, round(rate)) for hot, rate, _ in found] == [("by_month", 143), ("", 1000)]


def test_the_population_is_of_every_municipality_and_sums_to_the_published_total():
    found = towns()

    assert len(found) == len({municipality_code(town.code) for town in found}) == 1741
    assert sum(town.people for town in found) == 127_138_033


def test_no_table_that_wiring_names_is_left_out_of_the_simulation():
    tables = {name for name in names_that_wiring_reads() if name.endswith("_TABLE")}
    touched = {units[0] for step in kept() for units in step["units"]}

    assert tables
    assert {sample(name) for name in tables} - touched == set()
