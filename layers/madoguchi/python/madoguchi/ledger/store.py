"""The ledger's table: a partition per person, a row per record, marks beside the record they cover."""

from typing import Any

from madoguchi import dynamo
from madoguchi.errors import Conflict, NotFound
from madoguchi.kernel import clock
from madoguchi.ledger.model.records import Exchange, Kept, Mark, Record, Representation, readable, retained_until


class LedgerTable:
    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def add(self, one: Kept) -> None:
        row = {
            "pk": _pk(one.record.person_id),
            "sk": _sk(one.record),
            "kind": "record",
            "record": one.record.model_dump(mode="json"),
            "marks": one.marks,
            "salt": one.salt,
            "leaf": one.leaf,
            "expires": int(retained_until(clock.wall()).timestamp()),
        }
        with dynamo.conflicts("the record is kept already"):
            self._client.put_item(
                TableName=self._table, Item=dynamo.dump(row), ConditionExpression="attribute_not_exists(pk)"
            )

    def of(self, person_id: str) -> tuple[Kept, ...]:
        """Every record about a person that can be read."""
        found = (readable(_kept_row(row)) for row in self._rows(person_id, "RECORD#"))
        return tuple(one for one in found if one is not None)

    def mark(self, person_id: str, record_id: str, party: str, mark: Mark) -> None:
        try:
            with dynamo.conflicts("no such record"):
                self._client.update_item(
                    TableName=self._table,
                    Key=dynamo.key(_pk(person_id), f"RECORD#EXCHANGE#{record_id}"),
                    UpdateExpression="SET marks.#party = :mark",
                    ConditionExpression="attribute_exists(marks.#party)",
                    ExpressionAttributeNames={"#party": party},
                    ExpressionAttributeValues={":mark": {"S": mark}},
                )
        except Conflict:
            raise NotFound("no such record") from None

    def represent(self, representation: Representation) -> None:
        """The representation as the register has it now; an earlier row of the same pair is replaced."""
        row = {
            "pk": _pk(representation.representative),
            "sk": f"REPRESENTS#{representation.represented}",
            "kind": "representation",
            "representation": representation.model_dump(mode="json"),
        }
        self._client.put_item(TableName=self._table, Item=dynamo.dump(row))

    def representations_by(self, person_id: str) -> tuple[Representation, ...]:
        rows = self._rows(person_id, "REPRESENTS#")
        return tuple(Representation.model_validate(row["representation"]) for row in rows)

    def _rows(self, person_id: str, prefix: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        asked: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "pk = :pk AND begins_with(sk, :prefix)",
            "ExpressionAttributeValues": {":pk": {"S": _pk(person_id)}, ":prefix": {"S": prefix}},
            "ConsistentRead": True,
        }
        while True:
            page = self._client.query(**asked)
            rows += [dynamo.load(item) for item in page["Items"]]
            if "LastEvaluatedKey" not in page:
                return rows
            asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _pk(person_id: str) -> str:
    return f"PERSON#{person_id}"


def _sk(record: Record) -> str:
    if isinstance(record, Exchange):
        return f"RECORD#EXCHANGE#{record.record_id}"
    return f"RECORD#LOOKUP#{record.entry_id}#{record.phase}"


def _kept_row(row: dict[str, Any]) -> dict[str, Any]:
    held = {name: row.get(name) for name in ("record", "marks", "salt", "leaf")}
    return {**held, "salt": getattr(held["salt"], "value", None)}
