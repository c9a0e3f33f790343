"""Identity's table: accounts by id and by serial, and whom the stage trusts.

ACCOUNT#<id>   ACCOUNT            the account
ACCOUNT#<id>   SESSION#<id>       a signed-in browser                  (sessions_table.py)
SERIAL#<hex>   SERIAL             the account that showed this serial
LOGIN#<id>     LOGIN              a nonce waiting for its answer       (logins_table.py)
TRUST          <kind>#<ski>       one generation of one authority
"""

import time
from typing import Any

from madoguchi import dynamo
from madoguchi.errors import NotFound
from madoguchi.identity.model.account import Account
from madoguchi.identity.model.trust import Kind, TrustAnchor
from madoguchi.kernel.canonical import b64, unb64

ANCHORS_LAST_SECONDS = 300


class AccountsTable:
    """`get` needs GetItem only; `open` and `save` need PutItem."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table

    def get(self, account_id: str) -> Account:
        row = self._row(f"ACCOUNT#{account_id}", "ACCOUNT")
        return Account.model_validate({name: value for name, value in row.items() if name not in ("pk", "sk")})

    def of_serial(self, serial: str) -> Account:
        return self.get(str(self._row(f"SERIAL#{serial}", "SERIAL")["account_id"]))

    def open(self, account: Account) -> None:
        """Account and serial in one step; Conflict when the serial has an account already."""
        serial = {
            "pk": f"SERIAL#{account.authentication_serial}",
            "sk": "SERIAL",
            "account_id": account.account_id,
        }
        parts = [dynamo.put_new(self._table, row) for row in (serial, _account_row(account))]
        with dynamo.conflicts("the serial has an account"):
            self._client.transact_write_items(TransactItems=parts)

    def save(self, account: Account) -> Account:
        """The next version; Conflict when another was saved first."""
        next_one = account.model_copy(update={"version": account.version + 1})
        put = dynamo.put_version(self._table, _account_row(next_one), account.version)["Put"]
        with dynamo.conflicts("the account was changed"):
            self._client.put_item(**put)
        return next_one

    def _row(self, pk: str, sk: str) -> dict[str, Any]:
        found = self._client.get_item(TableName=self._table, Key=dynamo.key(pk, sk), ConsistentRead=True)
        if "Item" not in found:
            raise NotFound("account")
        return dynamo.load(found["Item"])


def _account_row(account: Account) -> dict[str, Any]:
    return {"pk": f"ACCOUNT#{account.account_id}", "sk": "ACCOUNT", **account.model_dump(mode="json")}


class TrustTable:
    """Anchors, kept in memory for five minutes; needs Query only."""

    def __init__(self, client: Any, table: str) -> None:
        self._client, self._table = client, table
        self._kept: dict[Kind, tuple[float, tuple[TrustAnchor, ...]]] = {}

    def anchors(self, kind: Kind) -> tuple[TrustAnchor, ...]:
        since, anchors = self._kept.get(kind, (float("-inf"), ()))
        if time.monotonic() - since > ANCHORS_LAST_SECONDS or not anchors:
            anchors = self._read(kind)
            self._kept[kind] = (time.monotonic(), anchors)
        return anchors

    def _read(self, kind: Kind) -> tuple[TrustAnchor, ...]:
        found = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :trust AND begins_with(sk, :kind)",
            ExpressionAttributeValues={":trust": {"S": "TRUST"}, ":kind": {"S": f"{kind}#"}},
        )
        rows = [dynamo.load(item) for item in found["Items"]]
        return tuple(TrustAnchor(kind=kind, ski=row["ski"], certificate=unb64(row["certificate"])) for row in rows)


def load_trust(client: Any, table: str, kind: Kind, pem: bytes) -> str:
    """An operator's act: trust every authority in `pem` for `kind`. Again is the same; returns the key identifiers.

    Errors  ValueError unless each certificate is a self-signed authority.
    """
    from madoguchi.identity.model.certificate import read_anchors  # operators have the PKI libraries, readers need not

    anchors = read_anchors(kind, pem)
    for anchor in anchors:
        row = {
            "pk": "TRUST",
            "sk": f"{kind}#{anchor.ski}",
            "ski": anchor.ski,
            "certificate": b64(anchor.certificate),
        }
        client.put_item(TableName=table, Item=dynamo.dump(row))
    return ", ".join(anchor.ski for anchor in anchors)
