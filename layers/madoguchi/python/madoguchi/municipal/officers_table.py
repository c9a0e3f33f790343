"""Officers and grants in the municipal table: a partition per town (STAFF#<code>), each officer's rows together."""

from typing import Any

from madoguchi import dynamo
from madoguchi.municipal.model.grants import Grant
from madoguchi.municipal.model.occasion import Occasion
from madoguchi.municipal.model.officers import Officer, Staff
from madoguchi.municipal.model.once import Answered, Once, key_of, row_of

Row = dict[str, Any]


class OfficersTable:
    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def officer(self, municipality: str, officer: str) -> Staff:
        """One officer with all her grants, the revoked ones too: one read."""
        return self._staff(municipality, f"{officer}#")

    def staff(self, municipality: str) -> Staff:
        """Everybody of the town."""
        return self._staff(municipality, "")

    def _staff(self, municipality: str, beginning: str) -> Staff:
        rows = self._rows(municipality, beginning)
        return Staff(
            officers=tuple(Officer.model_validate_json(r["officer"]) for r in rows if r["kind"] == "officer"),
            grants=tuple(Grant.model_validate_json(r["grant"]) for r in rows if r["kind"] == "grant"),
        )

    def _rows(self, municipality: str, beginning: str) -> list[Row]:
        begins = " AND begins_with(sk, :beginning)" if beginning else ""
        values = {":pk": f"STAFF#{municipality}", **({":beginning": beginning} if beginning else {})}
        asked: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": f"pk = :pk{begins}",
            "ExpressionAttributeValues": dynamo.dump(values),
            "ConsistentRead": True,  # a revocation counts from the next request on
        }
        rows: list[Row] = []
        while True:
            found = self._client.query(**asked)
            rows += [dynamo.load(item) for item in found["Items"]]
            if "LastEvaluatedKey" not in found:
                return rows
            asked["ExclusiveStartKey"] = found["LastEvaluatedKey"]

    def hire(self, officer: Officer) -> None:
        """Conflict when she is there already."""
        self._write("this officer is there already", dynamo.put_new(self._table, _officer_row(officer)))

    def keep(self, officer: Officer, was: int) -> None:
        self._write(f"{officer.officer} was changed", dynamo.put_version(self._table, _officer_row(officer), was))

    def grant(self, grant: Grant, at: Occasion, answered: Answered | None) -> None:
        self._write(
            "this grant is there already",
            dynamo.put_new(self._table, _grant_row(grant)),
            *([dynamo.put_new(self._table, row_of(answered, at.wall))] if answered else []),
        )

    def revoke(self, grant: Grant, was: int) -> None:
        self._write("this grant was changed", dynamo.put_version(self._table, _grant_row(grant), was))

    def answered(self, once: Once) -> Answered | None:
        key = dynamo.key(*key_of(once))
        found = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True).get("Item")
        return Answered.model_validate_json(dynamo.load(found)["answered"]) if found else None

    def _write(self, what: str, *writes: Row) -> None:
        with dynamo.conflicts(what):
            self._client.transact_write_items(TransactItems=list(writes))


def _officer_row(officer: Officer) -> Row:
    return {
        "pk": f"STAFF#{officer.municipality}",
        "sk": f"{officer.officer}#OFFICER",
        "kind": "officer",
        "officer": officer.model_dump_json(),
        "version": officer.version,
    }


def _grant_row(grant: Grant) -> Row:
    return {
        "pk": f"STAFF#{grant.municipality}",
        "sk": f"{grant.officer}#GRANT#{grant.grant_id}",
        "kind": "grant",
        "grant": grant.model_dump_json(),
        "version": grant.version,
    }
