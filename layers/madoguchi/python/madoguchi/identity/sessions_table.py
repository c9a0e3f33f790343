"""Signed-in browsers in identity's table, and the question that every citizen's door asks of it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from madoguchi import dynamo
from madoguchi.errors import NotFound
from madoguchi.identity.model.login import Session
from madoguchi.identity.model.problems import SessionEnded
from madoguchi.identity.service.sessions import demand_confirmed, demand_living

EXISTS = "attribute_exists(pk)"
OURS = ("pk", "sk", "expires")


class SessionsTable:
    """`start` needs PutItem, `get` GetItem, `of` Query, `seen` and `confirm` UpdateItem, `end...` DeleteItem."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def start(self, session: Session) -> None:
        row = {
            **_key(session.account_id, session.session_id),
            **session.model_dump(mode="json"),
            "expires": int(session.expires_at.timestamp()),
        }
        with dynamo.conflicts("the session exists"):
            self._client.put_item(**dynamo.put_new(self._table, row)["Put"])

    def get(self, account_id: str, session_id: str) -> Session:
        found = self._client.get_item(TableName=self._table, Key=_named(account_id, session_id), ConsistentRead=True)
        if "Item" not in found:
            raise SessionEnded
        return _session(found["Item"])

    def of(self, account_id: str) -> tuple[Session, ...]:
        """All that the table still has: the ended ones are gone, the expired ones perhaps not yet."""
        asked: dict[str, Any] = {
            "TableName": self._table,
            "KeyConditionExpression": "pk = :account AND begins_with(sk, :session)",
            "ExpressionAttributeValues": {":account": {"S": f"ACCOUNT#{account_id}"}, ":session": {"S": "SESSION#"}},
            "ConsistentRead": True,
        }
        pages = self._client.get_paginator("query").paginate(**asked)
        return tuple(_session(item) for page in pages for item in page["Items"])

    def seen(self, account_id: str, session_id: str, wall: datetime) -> None:
        self._stamp(account_id, session_id, "seen_at", wall)

    def confirm(self, account_id: str, session_id: str, wall: datetime) -> Session:
        """Only a session that still is: a card's answer revives none that was ended."""
        return _session(self._stamp(account_id, session_id, "confirmed_at", wall))

    def end(self, account_id: str, session_id: str) -> None:
        """Whether or not it is still there: two ends of one session are one."""
        self._client.delete_item(TableName=self._table, Key=_named(account_id, session_id))

    def end_known(self, account_id: str, session_id: str) -> None:
        """Read first: a delete on condition that the SDK repeats, unheard, would call its own work nobody's."""
        try:
            self.get(account_id, session_id)
        except SessionEnded as gone:
            raise NotFound("session") from gone
        self.end(account_id, session_id)

    def _stamp(self, account_id: str, session_id: str, what: str, wall: datetime) -> dict[str, Any]:
        try:
            done = self._client.update_item(
                TableName=self._table,
                Key=_named(account_id, session_id),
                UpdateExpression="SET #what = :wall",
                ConditionExpression=f"{EXISTS} AND expires > :now",
                ExpressionAttributeNames={"#what": what},
                ExpressionAttributeValues={
                    ":wall": {"S": wall.isoformat()},
                    ":now": {"N": str(int(wall.timestamp()))},
                },
                ReturnValues="ALL_NEW",
            )
        except ClientError as error:
            if dynamo.lost_condition(error):
                raise SessionEnded("ended meanwhile") from error
            raise
        attributes: dict[str, Any] = done["Attributes"]
        return attributes


Living = Callable[[str, str, datetime], object]


def living(client: Any, table: str) -> Living:
    """Demands that an account's session still lives: signing out takes effect at once, though a token has minutes left.

    Every citizen's door asks it before anything else.
    """
    sessions = SessionsTable(client, table)
    return lambda account_id, session_id, wall: demand_living(sessions.get(account_id, session_id), wall)


def confirmed(client: Any, table: str) -> Living:
    """Demands that her card answered for the session within five minutes."""
    sessions = SessionsTable(client, table)
    return lambda account_id, session_id, wall: demand_confirmed(sessions.get(account_id, session_id), wall)


def _session(item: dict[str, Any]) -> Session:
    row = dynamo.load(item)
    return Session.model_validate({name: value for name, value in row.items() if name not in OURS})


def _key(account_id: str, session_id: str) -> dict[str, str]:
    return {"pk": f"ACCOUNT#{account_id}", "sk": f"SESSION#{session_id}"}


def _named(account_id: str, session_id: str) -> dict[str, Any]:
    return dynamo.key(*_key(account_id, session_id).values())
