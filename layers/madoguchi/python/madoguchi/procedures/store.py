"""The towns' own table of procedures.

pk TOWN#<code>   sk TOWN                              what is current and what is published; its version guards all
                    PROCEDURE#<id>#<version, 6 digits>  one version, never changed
                    SNAPSHOT#<number, 6 digits>         what a publication held, never changed
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from madoguchi import dynamo
from madoguchi.errors import NotFound
from madoguchi.kernel.clock import rfc3339
from madoguchi.kernel.events import Event, event_row
from madoguchi.procedures.model.procedure import Procedure
from madoguchi.procedures.service.authoring import Town


def _pk(municipality: str) -> str:
    return f"TOWN#{municipality}"


def _procedure_sk(procedure_id: str, version: int) -> str:
    return f"PROCEDURE#{procedure_id}#{version:06d}"


def _snapshot_sk(number: int) -> str:
    return f"SNAPSHOT#{number:06d}"


@lru_cache(maxsize=64)
def _read(procedure: str) -> Procedure:
    """A version never changes, and a value can be given to everybody who asks for it."""
    return Procedure.model_validate_json(procedure)


class ProceduresTable:
    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def town(self, municipality: str) -> Town:
        row = self._get(municipality, "TOWN")
        return Town.model_validate_json(row["town"]) if row else Town(municipality=municipality)

    def write(self, procedure: Procedure, town: Town) -> None:
        """A new version and the town that names it. Conflict, when the town was written meanwhile."""
        row = {
            "pk": _pk(town.municipality),
            "sk": _procedure_sk(procedure.procedure_id, procedure.version),
            "kind": "procedure",
            "procedure": procedure.model_dump_json(exclude_none=True),
        }
        self._transact(town, [dynamo.put_new(self._table, row)])

    def publish(self, town: Town, *, at: datetime, event: Event, wall: datetime) -> None:
        """A snapshot's references, the town that names it, and the event."""
        row = {
            "pk": _pk(town.municipality),
            "sk": _snapshot_sk(town.snapshot),
            "kind": "snapshot",
            "procedures": town.published,
            "published_at": rfc3339(at),
        }
        announced = event_row(event, pk=_pk(town.municipality), wall=wall)
        self._transact(town, [dynamo.put_new(self._table, row), dynamo.put_new(self._table, announced)])

    def procedures(self, municipality: str, versions: dict[str, int]) -> Sequence[Procedure]:
        return [self._procedure(municipality, *item) for item in sorted(versions.items())]

    def _procedure(self, municipality: str, procedure_id: str, version: int) -> Procedure:
        row = self._get(municipality, _procedure_sk(procedure_id, version))
        if row is None:
            raise NotFound("no such version of the procedure")
        return _read(row["procedure"])

    def published_at(self, municipality: str, snapshot: int) -> datetime:
        row = self._get(municipality, _snapshot_sk(snapshot))
        if row is None:
            raise NotFound("no such snapshot")
        return datetime.fromisoformat(row["published_at"])

    def _get(self, municipality: str, sk: str) -> dict[str, Any] | None:
        key = dynamo.key(_pk(municipality), sk)
        found = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        return dynamo.load(found["Item"]) if "Item" in found else None

    def _transact(self, town: Town, parts: list[dict[str, Any]]) -> None:
        was, written = town.version, town.model_copy(update={"version": town.version + 1})
        row = {"pk": _pk(town.municipality), "sk": "TOWN", "kind": "town", "version": written.version}
        row["town"] = written.model_dump_json()
        head = dynamo.put_version(self._table, row, was) if was else dynamo.put_new(self._table, row)
        with dynamo.conflicts(town.municipality):
            self._client.transact_write_items(TransactItems=[head, *parts])
