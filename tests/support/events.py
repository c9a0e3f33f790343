"""What AWS hands to a handler, made from the checked-in samples in events/aws.

`api_event(...)`      a request at a REST door (citizen, staff, machine, signed or nobody)
`sqs_event(...)`      a batch of queue messages, each body the EventBridge JSON of one event
`stream_event(...)`   a batch of DynamoDB stream records, from plain dictionaries
`rule_event(...)`     one event as EventBridge delivers it
"""

import copy
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from boto3.dynamodb.types import TypeSerializer

from madoguchi.origin import HEADER
from tests.support.origin import ORIGIN

SAMPLES = Path(__file__).parents[2] / "events" / "aws"
SESSION = "session-1"
OCCURRED = "2026-11-04T14:59:30Z"

Json = dict[str, Any]


@cache
def _text(name: str) -> str:
    return (SAMPLES / f"{name}.json").read_text()


def sample(name: str) -> Json:
    """A fresh copy of events/aws/<name>.json."""
    loaded: Json = json.loads(_text(name))
    return loaded


def citizen_claims(account_id: str) -> Json:
    """The claims of a citizen's ID token; `origin_jti` names her session (tests/support/sessions.py)."""
    known = {"sub": account_id, "cognito:username": account_id, "token_use": "id", "role": "citizen"}
    return {**known, "origin_jti": SESSION}


def staff_claims(municipality: str = "152048", officer: str = "officer-1", *, auth_time: int = 1_793_800_000) -> Json:
    """The claims of a town officer's ID token; what she may do is in the table (tests/support/officers.py)."""
    return {
        "sub": officer,
        "cognito:username": officer,
        "token_use": "id",
        "custom:municipality": municipality,
        "auth_time": str(auth_time),
    }


def machine_claims(client_id: str = "core-system-152048", *scopes: str, **more: str) -> Json:
    """The claims of a machine's access token."""
    return {
        "sub": client_id,
        "client_id": client_id,
        "token_use": "access",
        "scope": " ".join(scopes),
        **more,
    }


def api_event(
    method: str,
    path: str,
    body: Any = None,
    *,
    account_id: str | None = None,
    claims: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    query: Mapping[str, str] | None = None,
    resource: str | None = None,
    role_arn: str | None = None,
) -> Json:
    """One request as API Gateway's Lambda proxy integration sends it.

    `account_id` is a citizen's token, `claims` any other token's, `role_arn` a call signed by
    that role; none of the three is a call without a token. `body` text is sent as it is,
    anything else as JSON. `path` may carry a query string of its own. It came through CloudFront.
    """
    event = sample("apigw_rest")
    _set_header(event, HEADER, ORIGIN)
    path, _, inline = path.partition("?")
    event.update(path=path, resource=resource or path, httpMethod=method)
    context = event["requestContext"]
    context.update(path=f"/live{path}", resourcePath=resource or path, httpMethod=method)
    _authorize(context, citizen_claims(account_id) if account_id else claims, role_arn)
    for name, value in (headers or {}).items():
        _set_header(event, name, value)
    _set_query(event, dict(query or {}), inline)
    if body is not None:
        event["body"] = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return event


def _authorize(context: Json, claims: Mapping[str, Any] | None, role_arn: str | None) -> None:
    context["authorizer"] = {"claims": dict(claims)} if claims else None
    if role_arn:
        context["identity"].update(userArn=role_arn, caller="AROASAMPLE:session", accountId="123456789012")


def _set_header(event: Json, name: str, value: str) -> None:
    for headers in (event["headers"], event["multiValueHeaders"]):
        for known in [key for key in headers if key.lower() == name.lower()]:
            del headers[known]
    event["headers"][name] = value
    event["multiValueHeaders"][name] = [value]


def _set_query(event: Json, query: dict[str, str], inline: str) -> None:
    pairs = parse_qsl(inline or urlencode(query), keep_blank_values=True)
    if pairs:
        event["queryStringParameters"] = dict(pairs)
        many: dict[str, list[str]] = {}
        for name, value in pairs:
            many.setdefault(name, []).append(value)
        event["multiValueQueryStringParameters"] = many


def answer(response: Mapping[str, Any]) -> Any:
    """The JSON body of a door's response, or None where it has no body."""
    return json.loads(response["body"]) if response.get("body") else None


def metadata(event_id: str = "e" * 26, *, occurred_at: str = OCCURRED, correlation_id: str = "c" * 26) -> Json:
    return {
        "event_id": event_id,
        "version": 1,
        "occurred_at": occurred_at,
        "correlation_id": correlation_id,
    }


def rule_event(kind: str, data: Mapping[str, Any], *, source: str, **more: str) -> Json:
    """One event as EventBridge delivers it: `kind` is its detail-type, `source` e.g. madoguchi.municipal."""
    event = sample("eventbridge")
    event.update({"detail-type": kind, "source": source})
    event["detail"] = {"metadata": metadata(**more), "data": dict(data)}
    event["time"] = event["detail"]["metadata"]["occurred_at"]
    return event


def sqs_event(*bodies: Any, queue: str = "sample") -> Json:
    """A batch of messages; each body is text as it is, or JSON (a `rule_event`, say)."""
    batch = sample("sqs")
    first = batch["Records"].pop()
    for number, body in enumerate(bodies):
        record = copy.deepcopy(first)
        record["messageId"] = f"message-{number}"
        record["receiptHandle"] = f"receipt-{number}"
        record["body"] = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        record["eventSourceARN"] = f"arn:aws:sqs:ap-northeast-1:123456789012:{queue}"
        batch["Records"].append(record)
    return batch


def stream_event(*items: Mapping[str, Any], change: str = "INSERT", table: str = "sample") -> Json:
    """A batch of stream records, each the new image of one item given as a plain dictionary."""
    batch = sample("stream")
    first = batch["Records"].pop()
    for number, item in enumerate(items):
        record = copy.deepcopy(first)
        image = {name: TypeSerializer().serialize(value) for name, value in item.items()}
        record.update(eventID=f"{number:032d}", eventName=change)
        record["eventSourceARN"] = (
            f"arn:aws:dynamodb:ap-northeast-1:123456789012:table/{table}/stream/2026-11-01T00:00:00.000"
        )
        record["dynamodb"]["SequenceNumber"] = str(100000000000000000001 + number)
        record["dynamodb"]["Keys"] = {key: image[key] for key in ("pk", "sk") if key in image}
        side = "OldImage" if change == "REMOVE" else "NewImage"
        record["dynamodb"].pop("NewImage")
        record["dynamodb"][side] = image
        batch["Records"].append(record)
    return batch


def failed(response: Mapping[str, Any]) -> list[str]:
    """Which messages or records of a batch are to be retried."""
    return [item["itemIdentifier"] for item in response.get("batchItemFailures", [])]


class LambdaContext:
    """What Powertools reads from Lambda's context object."""

    function_name = "sample"
    memory_limit_in_mb = 1024
    invoked_function_arn = "arn:aws:lambda:ap-northeast-1:123456789012:function:sample"
    aws_request_id = "00000000-0000-4000-8000-00000000000d"

    @staticmethod
    def get_remaining_time_in_millis() -> int:
        return 25_000
