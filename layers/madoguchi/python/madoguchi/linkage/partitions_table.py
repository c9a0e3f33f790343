"""The partition of each institution: its pairings, copies and waiting entries, under keys that begin with its own code."""

from typing import Any

from botocore.exceptions import ClientError

from madoguchi import dynamo
from madoguchi.kernel import clock
from madoguchi.ledger.model.records import retained_until
from madoguchi.linkage.model.copies import Copy
from madoguchi.linkage.model.pairing import Pairing
from madoguchi.linkage.model.views import Entry


class PartitionsTable:
    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def code_of(self, institution: str, addressee_number: str) -> str | None:
        row = self._get(f"{institution}#ADDRESSEE#{addressee_number}", "CODE")
        return row["code"] if row else None

    def addressee_of(self, institution: str, code: str) -> str | None:
        row = self._get(_code_pk(institution, code), "ADDRESSEE")
        return row["addressee_number"] if row else None

    def pair(self, pairing: Pairing) -> None:
        """Both directions, new; Conflict when either is taken."""
        there = {
            "pk": f"{pairing.institution}#ADDRESSEE#{pairing.addressee_number}",
            "sk": "CODE",
            "code": pairing.code,
        }
        back = {
            "pk": _code_pk(pairing.institution, pairing.code),
            "sk": "ADDRESSEE" if pairing.exclusive else f"ADDRESSEE#{pairing.addressee_number}",
            "addressee_number": pairing.addressee_number,
        }
        with dynamo.conflicts("the pairing is taken"):
            self._client.transact_write_items(
                TransactItems=[dynamo.put_new(self._table, there), dynamo.put_new(self._table, back)]
            )

    def copy(self, institution: str, code: str, item: str, period: str) -> Copy | None:
        row = self._get(_code_pk(institution, code), f"COPY#{item}#{period}")
        return Copy.model_validate_json(row["copy"]) if row else None

    def save_copy(self, institution: str, code: str, copy: Copy) -> None:
        row = {
            "pk": _code_pk(institution, code),
            "sk": f"COPY#{copy.item}#{copy.period}",
            "version": copy.version,
            "copy": copy.model_dump_json(),
        }
        if copy.version == 1:
            part = dynamo.put_new(self._table, row)["Put"]
        else:
            part = dynamo.put_version(self._table, row, copy.version - 1)["Put"]
        with dynamo.conflicts("the copy was replaced meanwhile"):
            self._client.put_item(**part)

    def keep(self, entry: Entry) -> None:
        row = {
            "pk": _pending_pk(entry.institution, entry.addressee_number),
            "sk": f"{entry.entry_id}#{entry.phase}",
            "entry": entry.model_dump_json(),
            "expires": int(retained_until(clock.wall()).timestamp()),
        }
        try:
            self._client.put_item(**dynamo.put_new(self._table, row)["Put"])
        except ClientError as error:
            if not dynamo.lost_condition(error):  # kept already
                raise

    def of(self, institution: str, addressee_number: str) -> tuple[Entry, ...]:
        """Entries that wait for this addressee's pairing; at most a page, the rest at the next pairing call."""
        page = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": _pending_pk(institution, addressee_number)}},
        )
        return tuple(Entry.model_validate_json(dynamo.load(item)["entry"]) for item in page["Items"])

    def drop(self, entry: Entry) -> None:
        key = dynamo.key(_pending_pk(entry.institution, entry.addressee_number), f"{entry.entry_id}#{entry.phase}")
        self._client.delete_item(TableName=self._table, Key=key)

    def _get(self, pk: str, sk: str) -> dict[str, Any] | None:
        found = self._client.get_item(TableName=self._table, Key=dynamo.key(pk, sk), ConsistentRead=True)
        return dynamo.load(found["Item"]) if "Item" in found else None


def _code_pk(institution: str, code: str) -> str:
    return f"{institution}#CODE#{code}"


def _pending_pk(institution: str, addressee_number: str) -> str:
    return f"{institution}#PENDING#{addressee_number}"
