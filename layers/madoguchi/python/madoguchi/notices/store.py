"""The notices table: an account's notices, their deliveries, and which procedure an application is about.

pk ACCOUNT#<account>   sk NOTICE#<notice id, in order of time> | DELIVERY#<notice id>#<channel> | APPLICATION#<id>
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from madoguchi import dynamo
from madoguchi.errors import Conflict, NotFound
from madoguchi.kernel.clock import rfc3339
from madoguchi.notices.model.delivery import Channel, Delivery
from madoguchi.notices.model.notice import Notice

KEPT = timedelta(days=730)  # assumed: as long as the longest procedure of the catalogue and a yearly report
SHOWN = 100


def _account(account_id: str) -> str:
    return f"ACCOUNT#{account_id}"


class _Rows:
    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def _get(self, account_id: str, sk: str) -> dict[str, Any] | None:
        found = self._client.get_item(
            TableName=self._table, Key=dynamo.key(_account(account_id), sk), ConsistentRead=True
        )
        return dynamo.load(found["Item"]) if "Item" in found else None

    def _row(self, account_id: str, sk: str, content: dict[str, Any], wall: datetime) -> dict[str, Any]:
        keys = {"pk": _account(account_id), "sk": sk, "expires": int((wall + KEPT).timestamp())}
        return dynamo.dump({**keys, **content})


class NoticesTable(_Rows):
    def add(self, notice: Notice, *, wall: datetime) -> None:
        """Store a new notice. Conflict, when it stands already."""
        content = notice.model_dump(mode="json", exclude={"read_at"})
        row = self._row(notice.account_id, f"NOTICE#{notice.notice_id}", {"kind": "notice", "notice": content}, wall)
        with dynamo.conflicts(notice.notice_id):
            self._client.put_item(TableName=self._table, Item=row, ConditionExpression="attribute_not_exists(pk)")

    def get(self, account_id: str, notice_id: str) -> Notice:
        row = self._get(account_id, f"NOTICE#{notice_id}")
        if row is None:
            raise NotFound(notice_id)
        return _notice(row)

    def latest(self, account_id: str) -> Sequence[Notice]:
        """The newest hundred, newest first."""
        found = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :account AND begins_with(sk, :notices)",
            ExpressionAttributeValues={
                ":account": {"S": _account(account_id)},
                ":notices": {"S": "NOTICE#"},
            },
            ScanIndexForward=False,
            Limit=SHOWN,
        )
        return tuple(_notice(dynamo.load(item)) for item in found["Items"])

    def mark_read(self, account_id: str, notice_id: str, at: datetime) -> None:
        """Note the first reading. NotFound, when the account has no such notice."""
        try:
            with dynamo.conflicts(notice_id):
                self._client.update_item(
                    TableName=self._table,
                    Key=dynamo.key(_account(account_id), f"NOTICE#{notice_id}"),
                    UpdateExpression="SET read_at = if_not_exists(read_at, :at)",
                    ConditionExpression="attribute_exists(pk)",
                    ExpressionAttributeValues={":at": {"S": rfc3339(at)}},
                )
        except Conflict as error:
            raise NotFound(notice_id) from error


class DeliveriesTable(_Rows):
    def find(self, account_id: str, notice_id: str, channel: Channel) -> Delivery | None:
        row = self._get(account_id, f"DELIVERY#{notice_id}#{channel}")
        return None if row is None else Delivery.model_validate(row["delivery"])

    def save(self, delivery: Delivery, *, wall: datetime) -> None:
        """Store the next version. Conflict, unless the stored one is the version before."""
        sk = f"DELIVERY#{delivery.notice_id}#{delivery.channel}"
        content = {"version": delivery.version, "delivery": delivery.model_dump(mode="json")}
        row = self._row(delivery.account_id, sk, content, wall)
        with dynamo.conflicts(delivery.notice_id):
            self._client.put_item(TableName=self._table, Item=row, **_follows(delivery.version))


class ProceduresTable(_Rows):
    def remember(self, account_id: str, application_id: str, procedure_id: str, *, wall: datetime) -> None:
        """An application keeps its procedure for life: a second time writes nothing."""
        content = {"procedure_id": procedure_id}
        row = self._row(account_id, f"APPLICATION#{application_id}", content, wall)
        with suppress(Conflict), dynamo.conflicts(application_id):
            self._client.put_item(TableName=self._table, Item=row, ConditionExpression="attribute_not_exists(pk)")

    def recall(self, account_id: str, application_id: str) -> str | None:
        row = self._get(account_id, f"APPLICATION#{application_id}")
        return None if row is None else str(row["procedure_id"])


def _follows(version: int) -> dict[str, Any]:
    if version == 1:
        return {"ConditionExpression": "attribute_not_exists(pk)"}
    return {
        "ConditionExpression": "version = :was",
        "ExpressionAttributeValues": {":was": {"N": str(version - 1)}},
    }


def _notice(row: dict[str, Any]) -> Notice:
    return Notice.model_validate({**row["notice"], "read_at": row.get("read_at")})
