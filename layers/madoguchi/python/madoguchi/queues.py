"""Readers of queues: each message alone, failures returned one by one, poison left to the dead-letter queue.

A queue that waits out a neighbour's outage lets a message come back for days. Its reader is given `give_up`, and
moves to the dead-letter queue itself what no waiting can mend (docs/decisions/0016-patient-queues.md).
"""

import json
from collections.abc import Callable
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from madoguchi import telemetry
from madoguchi.errors import Conflict, Unavailable, Unprocessable

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]
GiveUp = Callable[[str], None]
ENOUGH_MS = 22_000  # a call of a neighbour that ends in its timeout (signed.py), and our own work around it
TRIES = 5  # of a failure that is nobody's outage; every other queue allows as many (infra/constructs/queue.py)
PASSING = (
    Unavailable,
    Conflict,
    ClientError,
    BotoCoreError,
)  # a neighbour or AWS does not answer, or another was first


class Unreadable(Unprocessable):
    """The body is no JSON object, or no envelope that we know."""

    type = "message-unreadable"


def consumer(work: Callable[[dict[str, Any]], None], *, give_up: GiveUp | None = None) -> Handler:
    """A Lambda handler for SQS. `work` gets {"type", "metadata", "data"} of the EventBridge event, or the plain
    JSON body; whatever it raises fails that message alone, which returns after its visibility time.

    With `give_up` an unreadable body goes there at once, and what fails otherwise than in passing at its fifth try.
    When a neighbour is slow, what there is no time for goes back unbegun: a reader that is killed in the middle has
    told nobody what it did, and would do all of it again, and be killed again.
    """

    def one(record: dict[str, Any], lambda_context: Any) -> None:
        tries = int(record["attributes"]["ApproximateReceiveCount"])
        try:
            with telemetry.line(
                "message", lambda_context, chain_of(record), message_id=record["messageId"], tries=tries
            ) as line:
                _one(work, record, line)
        except Exception as error:
            if give_up is None or not hopeless(error, tries):
                raise
            with telemetry.line(
                "message given up", lambda_context, chain_of(record), message_id=record["messageId"]
            ) as line:
                give_up(record["body"])
                line.measure("DeadLetters", 1)

    def failed(place: int, record: dict[str, Any], context: Any) -> bool:
        if place and not _time_for_another(context):
            telemetry.logger.info("message left for the next reader", message_id=record["messageId"])
            return True
        try:
            one(record, context)
        except Exception:  # told by the line
            return True
        return False

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        back = [record["messageId"] for place, record in enumerate(event["Records"]) if failed(place, record, context)]
        return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in back]}

    return handler


def _time_for_another(context: Any) -> bool:
    left = getattr(context, "get_remaining_time_in_millis", None)
    return left is None or left() >= ENOUGH_MS


def _one(work: Callable[[dict[str, Any]], None], record: dict[str, Any], line: telemetry.Line) -> None:
    try:
        message = message_of(record["body"])
        line.say(type=message.get("type", "plain"), **telemetry.ids_of(message.get("data") or {}))
        work(message)
    except Exception:
        line.measure("MessageFailures", 1)
        raise
    line.measure("Messages", 1)


def chain_of(record: dict[str, Any]) -> str:
    """The chain that a message belongs to; one that cannot be read is its own."""
    try:
        return str(message_of(record["body"])["metadata"]["correlation_id"])
    except (Unreadable, KeyError, TypeError):
        return str(record["messageId"])


def hopeless(failed: Exception, receives: int) -> bool:
    """Whether waiting longer cannot help: never while a neighbour is down, at once when nobody can read it."""
    if isinstance(failed, Unreadable):
        return True
    return not isinstance(failed, PASSING) and receives >= TRIES


def message_of(body: str) -> dict[str, Any]:
    """An EventBridge envelope as {"type", "metadata", "data"}; an SNS or plain body as it is. Unreadable otherwise."""
    try:
        found = json.loads(body)
        if "detail-type" in found:
            return {"type": found["detail-type"], **found["detail"]}
        message = json.loads(found["Message"]) if found.get("Type") == "Notification" else found
        return {**message}
    except (ValueError, TypeError, AttributeError, KeyError):
        raise Unreadable("not a message that we know") from None


def to_dead_letters(client: Any, url: str) -> GiveUp:
    """Puts a body into a dead-letter queue as it came. A crash right after puts it there twice: both are a person's."""
    return lambda body: client.send_message(QueueUrl=url, MessageBody=body)
