"""Municipalities (市町村と特別区) as the catalogue lists them, and which of them publish what."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from madoguchi.kernel.value import Value
from madoguchi.procedures.model.folding import fold
from madoguchi.procedures.model.procedure import Snapshot


class Municipality(Value):
    """`kind`: 市, 区, 町 or 村. `kana` is hiragana."""

    code: str
    name: str
    kana: str
    prefecture: str
    kind: str


class Offer(Value):
    """What one town publishes: its snapshot's number and its standard procedures."""

    number: int
    procedures: int
    standard_ids: tuple[str, ...]
    online_ids: tuple[str, ...]


class Offers(Value):
    """Every town's offer, under the town's code."""

    towns: dict[str, Offer] = {}

    def with_snapshot(self, snapshot: Snapshot) -> "Offers":
        """With this snapshot instead of an older one of the same town; unchanged by an old snapshot."""
        known = self.towns.get(snapshot.municipality)
        if known and known.number >= snapshot.number:
            return self
        return Offers(towns={**self.towns, snapshot.municipality: offer_of(snapshot)})


def offer_of(snapshot: Snapshot) -> Offer:
    procedures = snapshot.procedures
    return Offer(
        number=snapshot.number,
        procedures=len(procedures),
        standard_ids=tuple(sorted(p.standard_id for p in procedures if p.standard_id)),
        online_ids=tuple(sorted(p.standard_id for p in procedures if p.standard_id and p.online)),
    )


def municipalities_of(table: Mapping[str, Any]) -> tuple[Municipality, ...]:
    """The towns of our own table: {"prefectures": {"15": 新潟県}, "rows": [[code, name, kana, kind]]}."""
    prefectures = table["prefectures"]
    return tuple(
        Municipality(code=code, name=name, kana=kana, prefecture=prefectures[code[:2]], kind=kind)
        for code, name, kana, kind in table["rows"]
    )


def towns_named(towns: Sequence[Municipality], query: str, offers: Offers, *, most: int = 50) -> list[Municipality]:
    """Towns whose name, kana, prefecture or code holds `query`; those that publish first. Without words: only those."""
    word = fold(query)
    found = [town for town in towns if (word in _key(town) if word else town.code in offers.towns)]
    return sorted(found, key=lambda town: (town.code not in offers.towns, not _key(town).startswith(word), town.code))[
        :most
    ]


@cache
def _key(town: Municipality) -> str:
    return f"{fold(town.name)}|{fold(town.kana)}|{fold(town.prefecture + town.name)}|{town.code}"
