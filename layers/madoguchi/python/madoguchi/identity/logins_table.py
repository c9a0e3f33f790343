"""Nonces and sessions in identity's table: short-lived rows, each won by one writer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from madoguchi import dynamo
from madoguchi.identity.model.login import Login, Session, digest
from madoguchi.identity.model.problems import LoginRefused, SessionEnded
from madoguchi.identity.service.sessions import demand_living
from madoguchi.kernel.canonical import b64, unb64

HOLDS = "attribute_exists(pk) AND expires > :now"


class LoginsTable:
    """`begin` needs PutItem; `take` and `consume` need UpdateItem and nothing else."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def begin(self, login: Login) -> None:
        row = {
            **_key(login.login_id),
            "account_id": login.account_id,
            "nonce": b64(login.nonce),
            "certificate": b64(login.certificate),
            "pool_session": login.pool_session,
            "expires": int(login.expires_at.timestamp()),
        }
        with dynamo.conflicts("the login exists"):
            self._client.put_item(**dynamo.put_new(self._table, row)["Put"])

    def take(self, login_id: str, wall: datetime) -> Login:
        """For the first who brings an answer in time; LoginRefused for a replay, a late or an unknown one."""
        condition = f"{HOLDS} AND attribute_not_exists(taken_at)"
        stamp = {":taken": {"S": wall.isoformat()}}
        return self._won(login_id, wall, "SET taken_at = :taken", condition, stamp)

    def consume(self, login_id: str, nonce: bytes, answer: str, wall: datetime) -> Login:
        """For the first answer to this nonce, and for that same answer again (the pool may ask up to three times)."""
        condition = f"{HOLDS} AND nonce = :nonce AND (attribute_not_exists(answer) OR answer = :answer)"
        values = {":nonce": {"S": b64(nonce)}, ":answer": {"S": digest(answer)}}
        return self._won(login_id, wall, "SET answer = :answer", condition, values)

    def _won(self, login_id: str, wall: datetime, update: str, condition: str, values: dict[str, Any]) -> Login:
        try:
            done = self._client.update_item(
                TableName=self._table,
                Key=dynamo.key(*_key(login_id).values()),
                UpdateExpression=update,
                ConditionExpression=condition,
                ExpressionAttributeValues={**values, ":now": {"N": str(int(wall.timestamp()))}},
                ReturnValues="ALL_NEW",
            )
        except ClientError as error:
            if dynamo.lost_condition(error):
                raise LoginRefused("unknown, late, or answered before") from error
            raise
        return _login(login_id, dynamo.load(done["Attributes"]))


def _key(login_id: str) -> dict[str, str]:
    return {"pk": f"LOGIN#{login_id}", "sk": "LOGIN"}


def _login(login_id: str, row: dict[str, Any]) -> Login:
    return Login(
        login_id=login_id,
        account_id=row["account_id"],
        nonce=unb64(row["nonce"]),
        certificate=unb64(row["certificate"]),
        pool_session=row["pool_session"],
        expires_at=row["expires"],
    )


class SessionsTable:
    """`start` needs PutItem, `get` GetItem, `end` DeleteItem."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def start(self, session: Session) -> None:
        row = {
            **_session_key(session.account_id, session.session_id),
            "session": session.model_dump_json(),
            "expires": int(session.expires_at.timestamp()),
        }
        with dynamo.conflicts("the session exists"):
            self._client.put_item(**dynamo.put_new(self._table, row)["Put"])

    def get(self, account_id: str, session_id: str) -> Session:
        key = dynamo.key(*_session_key(account_id, session_id).values())
        found = self._client.get_item(TableName=self._table, Key=key, ConsistentRead=True)
        if "Item" not in found:
            raise SessionEnded
        return Session.model_validate_json(dynamo.load(found["Item"])["session"])

    def end(self, account_id: str, session_id: str) -> None:
        key = dynamo.key(*_session_key(account_id, session_id).values())
        self._client.delete_item(TableName=self._table, Key=key)


Living = Callable[[str, str, datetime], object]


def living(client: Any, table: str) -> Living:
    """Demands that an account's session still lives: signing out takes effect at once, though a token has minutes left.

    Every door asks it before a commit and before a personal read.
    """
    sessions = SessionsTable(client, table)
    return lambda account_id, session_id, wall: demand_living(sessions.get(account_id, session_id), wall)


def _session_key(account_id: str, session_id: str) -> dict[str, str]:
    return {"pk": f"ACCOUNT#{account_id}", "sk": f"SESSION#{session_id}"}
