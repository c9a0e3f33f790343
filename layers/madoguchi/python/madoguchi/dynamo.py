"""How every store speaks to DynamoDB: plain dictionaries in and out, a lost condition as Conflict."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from botocore.exceptions import ClientError

from madoguchi.errors import Conflict, Unavailable

Attribute = dict[str, Any]
_dump: Callable[[Any], Any] = TypeSerializer().serialize
_load: Callable[[Any], Any] = TypeDeserializer().deserialize
LOST = {"ConditionalCheckFailed", "ConditionalCheckFailedException"}
BUSY = {"TransactionConflict", "TransactionConflictException"}


def dump(row: dict[str, Any]) -> dict[str, Any]:
    """A row in DynamoDB's wire form; None values are left out."""
    return {name: _written(value) for name, value in row.items() if value is not None}


def _written(value: Any) -> Attribute:
    """The library's asks every value a dozen questions; what most rows are made of is answered here."""
    write = WRITTEN.get(type(value))
    return write(value) if write else dict(_dump(value))


WRITTEN: dict[type, Callable[[Any], Attribute]] = {
    str: lambda text: {"S": text},
    bool: lambda truth: {"BOOL": truth},
    int: lambda number: {"N": str(number)},
    dict: lambda members: {"M": {name: _written(value) for name, value in members.items()}},
    list: lambda items: {"L": [_written(item) for item in items]},
}


def load(item: dict[str, Any]) -> dict[str, Any]:
    """A row from DynamoDB's wire form; numbers are integers (the product stores no others)."""
    return {name: _plain(value) for name, value in item.items()}


def _plain(attribute: Attribute) -> Any:
    ((kind, held),) = attribute.items()
    read = PLAIN.get(kind)
    return read(held) if read else _load(attribute)


PLAIN: dict[str, Callable[[Any], Any]] = {
    "S": str,
    "BOOL": bool,
    "N": int,
    "M": load,
    "L": lambda items: [_plain(item) for item in items],
}


def key(pk: str, sk: str) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def put_new(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A transaction part that makes a row which must not exist."""
    return {"Put": {"TableName": table, "Item": dump(row), "ConditionExpression": "attribute_not_exists(pk)"}}


def put_version(table: str, row: dict[str, Any], was: int) -> dict[str, Any]:
    """A transaction part that replaces a row whose `version` must still be `was`."""
    return {
        "Put": {
            "TableName": table,
            "Item": dump(row),
            "ConditionExpression": "version = :was",
            "ExpressionAttributeValues": {":was": {"N": str(was)}},
        }
    }


def lost_condition(error: ClientError) -> bool:
    """Whether a condition failed. A transaction is also cancelled by throttling: that is not a conflict."""
    return _says(error, LOST)


def busy(error: ClientError) -> bool:
    """Whether another transaction holds the item: who won is not known yet, and a moment later it is."""
    return _says(error, BUSY)


def _says(error: ClientError, codes: set[str]) -> bool:
    reasons = error.response.get("CancellationReasons", [])
    if reasons:
        return any(reason.get("Code") in codes for reason in reasons)
    return error.response.get("Error", {}).get("Code") in codes


@contextmanager
def conflicts(what: str) -> Iterator[None]:
    """Turn a failed condition into Conflict(`what`), an item in another's hands into Unavailable; other errors pass."""
    try:
        yield
    except ClientError as error:
        if lost_condition(error):
            raise Conflict(what) from error
        if busy(error):
            raise Unavailable("the item is being written", retry_after=1) from error
        raise
