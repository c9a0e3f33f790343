"""Rules as rows: what was published with the release, changed by what operators and municipalities enacted since."""

import json
from typing import Any

from madoguchi import dynamo
from madoguchi.linkage.model.rules import Rules, changed

PK = "RULES"


class RulesTable:
    def __init__(self, client: Any, table: str, published: Rules) -> None:
        self._client, self._table, self._published = client, table, published

    def current(self) -> Rules:
        """The rules as they stand: each enacted row takes the place of the published one with its id."""
        rules = self._published
        for row in self._rows():
            rules = changed(rules, row["rule"], json.loads(row["row"]))
        return rules

    def enact(self, kind: str, row: dict[str, Any]) -> None:
        """Put one row in force as its own dates say; every earlier wording stays in the history."""
        changed(self._published, kind, row)
        id = str(row.get("code") if kind == "organisations" else row.get("id"))
        held = self._get(f"{kind}#{id}")
        version = held["version"] + 1 if held else 1
        new = {"pk": PK, "sk": f"{kind}#{id}", "rule": kind, "version": version, "row": json.dumps(row)}
        past = {**new, "pk": f"RULES#HISTORY#{kind}#{id}", "sk": f"{version:06}"}
        put = dynamo.put_version(self._table, new, version - 1) if held else dynamo.put_new(self._table, new)
        with dynamo.conflicts("the rule was changed meanwhile"):
            self._client.transact_write_items(TransactItems=[put, dynamo.put_new(self._table, past)])

    def _rows(self) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = []
        asked: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": {"S": PK}},
        }
        while True:
            page = self._client.query(**asked)
            rows += [dynamo.load(item) for item in page["Items"]]
            if "LastEvaluatedKey" not in page:
                return rows
            asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _get(self, sk: str) -> dict[str, Any] | None:
        found = self._client.get_item(TableName=self._table, Key=dynamo.key(PK, sk), ConsistentRead=True)
        return dynamo.load(found["Item"]) if "Item" in found else None
