"""Nonces in identity's table: short-lived rows, each won by one writer."""

from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from madoguchi import dynamo
from madoguchi.identity.model.login import Login, digest
from madoguchi.identity.model.problems import LoginRefused
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
            "session_id": login.session_id,
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
        session_id=row["session_id"],
        expires_at=row["expires"],
    )
