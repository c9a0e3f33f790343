"""The keys that make codes: wrapped by a multi-Region KMS key, kept as rows, unwrapped once per warm function."""

from typing import Any

from botocore.exceptions import ClientError

from madoguchi import dynamo
from madoguchi.linkage.model.codes import KEY_BYTES, CodeBook

PK = "KEYS#institution-code"


class KmsKeys:
    """The first caller ever makes the first key; of several at once, one wins and the others take its key."""

    def __init__(self, client: Any, table: str, kms: Any, key: str) -> None:
        self._client, self._table, self._kms, self._key = client, table, kms, key
        self._book: CodeBook | None = None

    def book(self) -> CodeBook:
        if self._book is None:
            rows = self._rows() or self._first()
            self._book = CodeBook({row["number"]: self._unwrapped(row) for row in rows})
        return self._book

    def _rows(self) -> list[dict[str, Any]]:
        page = self._client.query(
            TableName=self._table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": PK}},
            ConsistentRead=True,
        )
        return [dynamo.load(item) for item in page["Items"]]

    def _first(self) -> list[dict[str, Any]]:
        wrapped = self._kms.generate_data_key_without_plaintext(
            KeyId=self._key, NumberOfBytes=KEY_BYTES, EncryptionContext=_context(1)
        )["CiphertextBlob"]
        row = {"pk": PK, "sk": "VERSION#0001", "number": 1, "wrapped": wrapped}
        try:
            self._client.put_item(**dynamo.put_new(self._table, row)["Put"])
        except ClientError as error:
            if not dynamo.lost_condition(error):
                raise
        return self._rows()

    def _unwrapped(self, row: dict[str, Any]) -> bytes:
        key: bytes = self._kms.decrypt(
            KeyId=self._key, CiphertextBlob=row["wrapped"].value, EncryptionContext=_context(row["number"])
        )["Plaintext"]
        return key


def _context(version: int) -> dict[str, str]:
    return {"purpose": "institution-code", "version": str(version)}
