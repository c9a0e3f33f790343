"""Tables as the stages make them, in moto: pk and sk, on demand, and the indexes a store asks."""

from collections.abc import Sequence
from typing import Any

import boto3

Named = tuple[str, str, str]


def make_table(name: str, indexes: Sequence[Named] = (), *, stream: bool = False) -> Any:
    """Makes the table and gives the client; needs moto. `indexes`: (name, partition attribute, sort attribute)."""
    client = boto3.client("dynamodb")
    attributes = {"pk", "sk", *(attribute for _, *pair in indexes for attribute in pair)}
    more: dict[str, Any] = {}
    if indexes:
        more["GlobalSecondaryIndexes"] = [
            {
                "IndexName": index,
                "KeySchema": _schema(partition, sort),
                "Projection": {"ProjectionType": "ALL"},
            }
            for index, partition, sort in indexes
        ]
    if stream:
        more["StreamSpecification"] = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    client.create_table(
        TableName=name,
        AttributeDefinitions=[{"AttributeName": each, "AttributeType": "S"} for each in sorted(attributes)],
        KeySchema=_schema("pk", "sk"),
        BillingMode="PAY_PER_REQUEST",
        **more,
    )
    return client


def _schema(partition: str, sort: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": partition, "KeyType": "HASH"},
        {"AttributeName": sort, "KeyType": "RANGE"},
    ]
