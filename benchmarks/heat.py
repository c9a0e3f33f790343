"""Which key of every table is hottest when the whole country applies at once."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

POPULATION = Path(__file__).parent / "data" / "population.csv"
TOWN, EVERYBODY, ONE = "a town", "everybody", "one person or case"
TOWN_PART = re.compile(r"(.*-)?\d{6}")  # a code, or a client's name that ends in one
FIXED_PART = re.compile(r"[A-Z]{2,12}|[a-z]+(-[a-z]+)+|\d{4}-\d{2}")  # a word of the store's, or a month
WRITES_A_KEY, READS_A_KEY = 1_000, 3_000  # units a second that one partition takes
Json = dict[str, Any]


def kind_of_key(key: str) -> str:
    """Whose key a real key is: one person's or case's, else a town's, else everybody's."""
    varying = [part for part in key.split("#") if not FIXED_PART.fullmatch(part)]
    if not varying:
        return EVERYBODY
    return TOWN if all(map(TOWN_PART.fullmatch, varying)) else ONE


@dataclass(frozen=True)
class Town:
    """A municipality and the people who live in it."""

    code: str
    people: int


def towns() -> list[Town]:
    with POPULATION.open(encoding="utf-8") as file:
        return [Town(row["code"], int(row["people"])) for row in csv.DictReader(file)]


@dataclass(frozen=True)
class Hot:
    """The hottest key of a table or index, in units a second, when the whole country sends `rate` applications a second."""

    table: str
    index: str
    kind: str
    way: str
    units: float
    share: float

    @property
    def limit(self) -> int:
        return WRITES_A_KEY if self.way == "write" else READS_A_KEY

    @property
    def times(self) -> float:
        return self.units / self.limit


def hottest(steps: list[Json], times: dict[str, float], rate: float, people: list[Town]) -> list[Hot]:
    """One row a table, index and way: the key with the most units a second, and its share of the table's."""
    largest = max(people, key=lambda town: town.people).people / sum(town.people for town in people)
    share = {EVERYBODY: 1.0, TOWN: largest, ONE: 0.0}
    units: dict[tuple[str, str, str], dict[str, float]] = {}
    for step in steps:
        for table, index, kind, way, amount in step["units"]:
            kinds = units.setdefault((table, index, way), {})
            kinds[kind] = kinds.get(kind, 0) + amount * times.get(step["name"], 0)
    return [_hottest(where, kinds, rate, share) for where, kinds in sorted(units.items()) if sum(kinds.values())]


def _hottest(where: tuple[str, str, str], kinds: dict[str, float], rate: float, share: dict[str, float]) -> Hot:
    table, index, way = where
    kind = max(kinds, key=lambda each: (kinds[each] * share[each], kinds[each]))
    # one person's key takes what one application asks, and she sends one
    heat = kinds[kind] * (rate * share[kind] if kind != ONE else 1)
    return Hot(table, index, kind, way, heat, heat / (sum(kinds.values()) * rate))


RATES = (30, 3_000)
DIVIDED = {
    (
        "municipal-table",
        "",
        TOWN,
    ): "DynamoDB, by sort key, as far as receipts are random. Events and entries stand in order of time and are not divided: a partition for each case would",
    (
        "municipal-table",
        "by_month",
        TOWN,
    ): "nothing: a month's cases in order of arrival. Shards in the key, read together, or an index without the whole case",
    (
        "partitions-table",
        "",
        TOWN,
    ): "nothing: an institution's records of a month in order of time. A day instead of a month, or shards",
    (
        "inquiries-table",
        "",
        EVERYBODY,
    ): "nothing: one partition with all rules, read anew at every gate. A minute in the function's memory, as trust anchors have",
    ("identity-table", "", EVERYBODY): "little: trust anchors are kept by warm functions, and this counts a cold one",
}


def first_to_melt(steps: list[Json], times: dict[str, float], people: list[Town]) -> list[tuple[Hot, float, str]]:
    """Keys that a country's rate can fill, with that rate: below a hundred thousand a second, or it never matters."""
    found = [
        (hot, 1 / hot.times, DIVIDED.get((hot.table, hot.index, hot.kind), "not thought through"))
        for hot in hottest(steps, times, 1, people)
        if hot.kind != ONE
    ]
    return sorted((each for each in found if each[1] < 100_000), key=lambda each: each[1])
