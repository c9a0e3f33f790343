"""The sealed register: a row per digest that leads to a person, and a row per person with her history."""

from typing import Any

from madoguchi import dynamo
from madoguchi.errors import NotFound
from madoguchi.numbering.model import Kind, Person


class RegisterTable:
    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def person_of(self, kind: Kind, digest: str) -> str | None:
        row = self._get(_pk(kind, digest))
        return row["person_id"] if row else None

    def get(self, person_id: str) -> Person:
        row = self._get(f"PERSON#{person_id}")
        if row is None:
            raise NotFound("the person is not registered")
        return Person.model_validate_json(row["person"])

    def save(self, person: Person, new: tuple[tuple[Kind, str], ...], *, first: bool) -> None:
        saved = person if first else person.model_copy(update={"version": person.version + 1})
        row = {
            "pk": f"PERSON#{person.person_id}",
            "sk": "PERSON",
            "version": saved.version,
            "person": saved.model_dump_json(),
        }
        put = dynamo.put_new(self._table, row) if first else dynamo.put_version(self._table, row, person.version)
        digests = [
            dynamo.put_new(self._table, {"pk": _pk(kind, digest), "sk": "PERSON", "person_id": person.person_id})
            for kind, digest in new
        ]
        with dynamo.conflicts("the person was registered meanwhile"):
            self._client.transact_write_items(TransactItems=[put, *digests])

    def _get(self, pk: str) -> dict[str, Any] | None:
        found = self._client.get_item(TableName=self._table, Key=dynamo.key(pk, "PERSON"), ConsistentRead=True)
        return dynamo.load(found["Item"]) if "Item" in found else None


def _pk(kind: Kind, digest: str) -> str:
    return f"{kind.upper()}#{digest}"
