"""What everybody may read: towns, procedures by words, one procedure, and what a claim would bring."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from madoguchi.errors import NotFound, Unprocessable
from madoguchi.kernel.identifiers import municipality_code
from madoguchi.procedures.model.child_allowance import Child, Estimate, estimate
from madoguchi.procedures.model.months import school_year_end
from madoguchi.procedures.model.procedure import Preset, Procedure, Snapshot
from madoguchi.procedures.model.search import Words, at_event, in_category, words_of
from madoguchi.procedures.model.towns import Municipality, Offers, towns_named
from madoguchi.procedures.model.views import (
    EstimateChild,
    Listed,
    MunicipalityItem,
    ProcedureItem,
    listed_preset,
    listed_procedure,
)

PAGE = 50


class Published(Protocol):
    """Snapshots as published, cached; NotFound for a town that has published nothing."""

    def snapshot(self, municipality: str) -> Snapshot: ...
    def offers(self) -> Offers: ...


@dataclass
class Catalogue:
    published: Published
    presets: Sequence[Preset]
    towns: Sequence[Municipality]
    _words: dict[tuple[str, int], Words] = field(default_factory=dict)

    def municipalities(self, query: str) -> list[MunicipalityItem]:
        offers = self.published.offers()
        return [_town_item(town, offers) for town in towns_named(self.towns, query, offers)]

    def find(
        self, query: str, *, municipality: str, category: str, life_event: str, standard_id: str, cursor: int
    ) -> Listed:
        """A page of procedures in one town; without a town, of national procedures in every town that offers them."""
        if municipality:
            items = self._in_town(municipality_code(municipality), query, category, life_event, standard_id)
        else:
            items = self._across(query, category, life_event, standard_id)
        page = items[cursor : cursor + PAGE]
        return Listed(items=page, next=str(cursor + PAGE) if len(items) > cursor + PAGE else None)

    def _in_town(
        self, municipality: str, query: str, category: str, life_event: str, standard_id: str
    ) -> list[ProcedureItem]:
        town = self.town(municipality)
        try:
            snapshot = self.published.snapshot(municipality)
        except NotFound:
            return []  # a town that has published nothing yet
        words = self._index(municipality, snapshot.number, snapshot.procedures)
        found = [snapshot.procedures[place] for place in words.find(query)]
        return [
            listed_procedure(procedure, town)
            for procedure in found
            if in_category(procedure, category)
            and at_event(procedure, life_event)
            and standard_id in {"", procedure.standard_id}
        ]

    def _across(self, query: str, category: str, life_event: str, standard_id: str) -> list[ProcedureItem]:
        offers = self.published.offers()
        found = [self.presets[place] for place in self._index("", 0, self.presets).find(query)]
        return [
            listed_preset(preset, town, online=preset.standard_id in offers.towns[town.code].online_ids)
            for preset in found
            if in_category(preset, category)
            and at_event(preset, life_event)
            and standard_id in {"", preset.standard_id}
            for town in self.towns
            if town.code in offers.towns and preset.standard_id in offers.towns[town.code].standard_ids
        ]

    def _index(self, town: str, number: int, definitions: Sequence[Preset] | Sequence[Procedure]) -> Words:
        """Indexes live as long as their snapshot is the newest."""
        if (town, number) not in self._words:
            self._words = {known: words for known, words in self._words.items() if known[0] != town}
            self._words[town, number] = Words([words_of(definition) for definition in definitions])
        return self._words[town, number]

    def procedure(self, municipality: str, procedure_id: str) -> tuple[Procedure, Municipality]:
        town = self.town(municipality_code(municipality))
        found = self.published.snapshot(municipality).procedure(procedure_id)
        if found is None:
            raise NotFound("the town does not offer this procedure")
        return found, town

    def town(self, code: str) -> Municipality:
        found = next((town for town in self.towns if town.code == code), None)
        if found is None:
            raise NotFound("no such municipality")
        return found

    def estimate(
        self,
        municipality: str,
        procedure_id: str,
        children: Sequence[EstimateChild],
        *,
        event_date: date | None,
        applied_on: date,
    ) -> Estimate:
        """Months, yen and the last safe date. NotFound for a procedure without a benefit."""
        procedure, _ = self.procedure(municipality, procedure_id)
        if procedure.benefit is None:
            raise NotFound("this procedure brings no benefit")
        unborn = [at for at, child in enumerate(children) if child.birth_date > applied_on]
        if unborn:
            pointers = tuple((f"/children/{at}/birth_date", "not-yet-born") for at in unborn)
            raise Unprocessable("a child born after the claim", errors=pointers)
        counted = [_child(child, at, applied_on) for at, child in enumerate(children)]
        return estimate(counted, event_date=event_date, applied_on=applied_on)


def _child(child: EstimateChild, at: int, applied_on: date) -> Child:
    """Up to 18's school year the one who asks is taken to care for the child; after it she says so."""
    minor = applied_on <= school_year_end(child.birth_date, 18)
    return Child(
        birth_date=child.birth_date,
        about=f"/children/{at}",
        living=child.living,
        supported=minor or child.supported_adult,
        proof=child.proof,
    )


def _town_item(town: Municipality, offers: Offers) -> MunicipalityItem:
    offer = offers.towns.get(town.code)
    return MunicipalityItem(**town.model_dump(), procedures=offer.procedures if offer else 0)
