"""Announcing: what a table's stream shows as an event goes to the zone's bus, at least once and in order.

Transient failures are partial-batch failures: the stream retries them. Only the local stage, whose emulator
ignores a stream's retry limits, logs and passes over a record that fails (PARK_POISON).
"""

import json
from collections.abc import Callable
from typing import Any

from madoguchi import dynamo, telemetry
from madoguchi.errors import Unavailable
from madoguchi.kernel import ids
from madoguchi.kernel.events import Event

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]
Publish = Callable[[Event], None]


def announcer(publish: Publish, *, park_poison: bool) -> Handler:
    """A Lambda handler for a table's stream filtered to event rows; stops at the first failure, keeping order."""

    def announce(row: dict[str, Any]) -> None:
        event = Event.model_validate_json(row["event"])
        telemetry.say(type=event.type, event_id=event.event_id, **telemetry.ids_of(event.data))
        publish(event)

    return reader(announce, park_poison=park_poison, kind="event")


def reader(work: Callable[[dict[str, Any]], None], *, park_poison: bool, kind: str) -> Handler:
    """A Lambda handler that gives each new row of `kind` to `work`, in order."""

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        for record in event["Records"]:
            image = record["dynamodb"].get("NewImage")
            row = dynamo.load(image) if record["eventName"] == "INSERT" and image else {}
            if row.get("kind") != kind:
                continue
            try:
                with telemetry.line("record", context, chain_of(row), kind=kind) as line:
                    _one(work, row, line)
            except Exception:  # told by the line
                if not park_poison:
                    return {"batchItemFailures": [{"itemIdentifier": record["dynamodb"]["SequenceNumber"]}]}
        return {"batchItemFailures": []}

    return handler


def _one(work: Callable[[dict[str, Any]], None], row: dict[str, Any], line: telemetry.Line) -> None:
    try:
        work(row)
    except Exception:
        line.measure("RecordFailures", 1)
        raise
    line.measure("Records", 1)


def chain_of(row: dict[str, Any]) -> str:
    """The chain that a row was written in: an event's own, or the row's; a row that does not say begins one."""
    try:
        held = json.loads(row["event"]) if "event" in row else row
        return str(held["correlation_id"])
    except (ValueError, KeyError, TypeError):
        return ids.correlation_id()


def to_bus(client: Any, bus: str) -> Publish:
    """Publish on an EventBridge bus; a throttled entry is Unavailable, so that the stream tries again."""

    def publish(event: Event) -> None:
        entry = {
            "EventBusName": bus,
            "Source": event.source,
            "DetailType": event.type,
            "Detail": json.dumps(event.detail(), ensure_ascii=False),
            "Time": event.occurred_at,
        }
        if client.put_events(Entries=[entry])["FailedEntryCount"]:
            raise Unavailable("the bus refused an event")

    return publish
