"""What towns and procedures are called: the published catalogue and the list of municipalities know."""

from collections.abc import Iterable
from typing import Protocol

from madoguchi.errors import NotFound
from madoguchi.notices.model.notice import Names
from madoguchi.procedures.model.procedure import Procedure
from madoguchi.procedures.model.towns import Municipality


class Catalogue(Protocol):
    def procedure(self, municipality: str, procedure_id: str) -> Procedure:
        """NotFound, when the town does not publish it (any more)."""


class CatalogueDirectory:
    def __init__(self, catalogue: Catalogue, municipalities: Iterable[Municipality]) -> None:
        self._catalogue = catalogue
        self._towns = {town.code: town.name for town in municipalities}

    def names(self, municipality: str, procedure_id: str | None, language: str) -> Names:
        return Names(
            municipality=self._towns.get(municipality),
            procedure=self._procedure(municipality, procedure_id, language) if procedure_id else None,
        )

    def _procedure(self, municipality: str, procedure_id: str, language: str) -> str | None:
        try:
            return self._catalogue.procedure(municipality, procedure_id).name.of(language)
        except NotFound:
            return None
