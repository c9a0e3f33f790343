"""What a stream gave up on, shown to its reader again: from the stream while it has it, else from the table itself."""

import json
from datetime import datetime, timedelta
from typing import Any

from botocore.exceptions import ClientError

GONE = {"TrimmedDataAccessException", "ResourceNotFoundException", "ValidationException", "ExpiredIteratorException"}
MARGIN = timedelta(minutes=5)  # between a row's own time and its arrival in the stream


def again(cloud: Any, mapping: dict[str, Any], failure: dict[str, Any]) -> bool:
    """Whether the reader has taken every record of this failure now; its readers may see a record twice."""
    info = failure["DDBStreamBatchInfo"]
    records = _from_stream(cloud, info) or _from_table(cloud, info)
    taken = cloud.__getattr__("lambda").invoke(
        FunctionName=mapping["FunctionArn"], Payload=json.dumps({"Records": records}).encode()
    )
    told = json.loads(taken["Payload"].read() or "null")
    return bool(records) and "FunctionError" not in taken and not (told or {}).get("batchItemFailures")


def _from_stream(cloud: Any, info: dict[str, Any]) -> list[dict[str, Any]]:
    """Within a day: the very records."""
    streams = cloud.dynamodbstreams
    try:
        iterator = streams.get_shard_iterator(
            StreamArn=info["streamArn"],
            ShardId=info["shardId"],
            ShardIteratorType="AT_SEQUENCE_NUMBER",
            SequenceNumber=info["startSequenceNumber"],
        )["ShardIterator"]
        found = streams.get_records(ShardIterator=iterator, Limit=info["batchSize"])["Records"]
    except ClientError as error:
        if error.response["Error"]["Code"] not in GONE:
            raise
        return []
    last = int(info["endSequenceNumber"])
    return [_plain(record) for record in found if int(record["dynamodb"]["SequenceNumber"]) <= last]


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    change = {name: value for name, value in record["dynamodb"].items() if not isinstance(value, datetime)}
    return {**record, "dynamodb": change}


def _from_table(cloud: Any, info: dict[str, Any]) -> list[dict[str, Any]]:
    """Later: every event row of those minutes, as if it had just been written. A scan: rare, and an operator waits."""
    first = datetime.fromisoformat(info["approximateArrivalOfFirstRecord"].replace("Z", "+00:00")) - MARGIN
    last = datetime.fromisoformat(info["approximateArrivalOfLastRecord"].replace("Z", "+00:00")) + MARGIN
    table = info["streamArn"].split("/")[1]
    pages = cloud.dynamodb.get_paginator("scan").paginate(
        TableName=table,
        ConsistentRead=True,
        FilterExpression="kind IN (:event, :record)",
        ExpressionAttributeValues={":event": {"S": "event"}, ":record": {"S": "record"}},
    )
    timed = [(moment, item) for page in pages for item in page["Items"] if (moment := _moment(item))]
    rows = sorted((row for row in timed if first <= row[0] <= last), key=lambda row: row[0])
    return [
        {"eventName": "INSERT", "dynamodb": {"NewImage": item, "SequenceNumber": str(number)}}
        for number, (_, item) in enumerate(rows, start=1)
    ]


def _moment(item: dict[str, Any]) -> datetime | None:
    """None for a row that no reader is shown, as a town's own record of an exchange."""
    kept = json.loads(item.get("event", item.get("record", {})).get("S", "{}"))
    said = kept.get("occurred_at") or kept.get("provided_at") or kept.get("requested_at")
    return datetime.fromisoformat(str(said).replace("Z", "+00:00")) if said else None
