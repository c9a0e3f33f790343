"""Dead letters: what was given up on, for how long, and why; and each of it back to where it was going.

python -m ops.redrive [--stage local]                 every place that holds something given up on
python -m ops.redrive --queue NAME [--yes]            what would go back from there; with --yes it goes
python -m ops.redrive --process NAME [--yes]          failed executions, as their next attempts

Nothing is lost on the way: a message is put back before it is taken out, and every consumer knows what it did.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from botocore.exceptions import ClientError

from ops.stages import client
from ops.streams import again

PEEK = {"MessageSystemAttributeNames": ["All"], "MessageAttributeNames": ["All"], "MaxNumberOfMessages": 10}
UNKNOWN = {"UnsupportedOperation", "InvalidAction", "NotImplemented", "UnknownOperationException"}


@dataclass(frozen=True)
class Dead:
    """A dead-letter queue. `kind`: queue | rule | stream; `back`: the queue's URL, or the stream's mapping."""

    name: str
    url: str
    kind: str
    back: Any


@dataclass
class Cloud:
    """The services of one stage that dead letters lie in and go back to."""

    stage: str
    made: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, service: str) -> Any:
        if service not in self.made:
            self.made[service] = client({"sfn": "stepfunctions"}.get(service, service), self.stage)
        return self.made[service]

    @cached_property
    def queues(self) -> dict[str, str]:
        """ARN to URL of every queue of the stage."""
        pages = self.sqs.get_paginator("list_queues").paginate(QueueNamePrefix=f"Madoguchi-{self.stage}")
        urls = [url for page in pages for url in page.get("QueueUrls", [])]
        return {self.attributes(url)["QueueArn"]: url for url in urls}

    def attributes(self, url: str) -> dict[str, str]:
        found: dict[str, str] = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        return found


def places(cloud: Cloud) -> list[Dead]:
    """Every dead-letter queue, by what gives up into it."""
    found = [*_behind_queues(cloud), *_behind_rules(cloud), *_behind_streams(cloud)]
    return sorted({dead.url: dead for dead in found}.values(), key=lambda dead: dead.name)


def _behind_queues(cloud: Cloud) -> Iterator[Dead]:
    for url in cloud.queues.values():
        policy = json.loads(cloud.attributes(url).get("RedrivePolicy") or "{}")
        yield from _dead(cloud, policy.get("deadLetterTargetArn", ""), "queue", url)


def _behind_rules(cloud: Cloud) -> Iterator[Dead]:
    for bus in cloud.events.list_event_buses()["EventBuses"]:
        for rule in cloud.events.list_rules(EventBusName=bus["Name"])["Rules"]:
            for target in cloud.events.list_targets_by_rule(Rule=rule["Name"], EventBusName=bus["Name"])["Targets"]:
                arn = target.get("DeadLetterConfig", {}).get("Arn", "")
                yield from _dead(cloud, arn, "rule", cloud.queues.get(target["Arn"]))


def _behind_streams(cloud: Cloud) -> Iterator[Dead]:
    pages = cloud.__getattr__("lambda").get_paginator("list_event_source_mappings").paginate()
    for mapping in (each for page in pages for each in page["EventSourceMappings"]):
        arn = mapping.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination", "")
        yield from _dead(cloud, arn, "stream", mapping)


def _dead(cloud: Cloud, arn: str, kind: str, back: Any) -> Iterator[Dead]:
    if arn in cloud.queues and back:
        yield Dead(arn.rsplit(":", 1)[-1], cloud.queues[arn], kind, back)


def depth(cloud: Cloud, dead: Dead) -> int:
    return int(cloud.attributes(dead.url)["ApproximateNumberOfMessages"])


def peeked(cloud: Cloud, dead: Dead) -> list[dict[str, Any]]:
    """Up to ten of its messages, which stay there."""
    found: list[dict[str, Any]] = cloud.sqs.receive_message(QueueUrl=dead.url, VisibilityTimeout=0, **PEEK).get(
        "Messages", []
    )
    return found


def reason(dead: Dead, message: dict[str, Any]) -> str:
    """Why it was given up on, as far as anybody wrote it down. Never its body: an unreadable one may hold anything."""
    told = message.get("MessageAttributes", {})
    if dead.kind == "rule":
        return str(told.get("ERROR_CODE", {}).get("StringValue", "the bus could not deliver it"))
    if dead.kind == "stream":
        return str(json.loads(message["Body"]).get("requestContext", {}).get("condition", "the stream gave it up"))
    moved = "DeadLetterQueueSourceArn" in message.get("Attributes", {})
    return "its last try failed" if moved else "its reader gave it up: see the log by message id"


def hours(message: dict[str, Any]) -> float:
    sent = int(message.get("Attributes", {}).get("SentTimestamp", 0)) / 1000
    return (datetime.now(UTC).timestamp() - sent) / 3600  # noqa: TID251  an operator's own clock


def listed(cloud: Cloud) -> list[str]:
    """A line for each place that holds something."""
    lines = []
    for dead in places(cloud):
        waiting = depth(cloud, dead)
        seen = peeked(cloud, dead) if waiting else []
        if seen:
            why = ", ".join(sorted({reason(dead, message) for message in seen}))
            lines.append(f"{dead.name}  {waiting} of a {dead.kind}  {max(map(hours, seen)):.1f} h  {why}")
    return lines


def redrive(cloud: Cloud, dead: Dead) -> int:
    """Everything that lies there goes back; how many went, or -1 when SQS moves them by itself."""
    if dead.kind == "stream":
        return _each(cloud, dead, lambda message: again(cloud, dead.back, json.loads(message["Body"])))
    arns = {url: arn for arn, url in cloud.queues.items()}
    try:
        cloud.sqs.start_message_move_task(SourceArn=arns[dead.url], DestinationArn=arns[dead.back])
    except ClientError as error:
        if error.response["Error"]["Code"].rsplit(".", 1)[-1] not in UNKNOWN:
            raise
        return _each(cloud, dead, lambda message: _put_back(cloud, dead, message))
    return -1


def _put_back(cloud: Cloud, dead: Dead, message: dict[str, Any]) -> bool:
    cloud.sqs.send_message(QueueUrl=dead.back, MessageBody=message["Body"])
    return True


def _each(cloud: Cloud, dead: Dead, put_back: Any) -> int:
    """Back first, out then: a crash in between brings it twice, never not at all. As many as lie there now."""
    went, left = 0, depth(cloud, dead)
    while left > 0:
        messages = cloud.sqs.receive_message(QueueUrl=dead.url, VisibilityTimeout=60, **PEEK).get("Messages", [])
        if not messages:
            break
        for message in messages:
            if put_back(message):
                cloud.sqs.delete_message(QueueUrl=dead.url, ReceiptHandle=message["ReceiptHandle"])
                went += 1
        left -= len(messages)
    return went


def main(given: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="redrive", description="Bring back what was given up on.")
    parser.add_argument("--stage", default="local")
    parser.add_argument("--queue", default="", help="a dead-letter queue, as the list names it")
    parser.add_argument("--process", default="", help="applications-intake or linkage-inquiry")
    parser.add_argument("--yes", action="store_true", help="do it; without, it is only said what would be done")
    asked = parser.parse_args(given)
    cloud = Cloud(asked.stage)
    if asked.process:
        from ops.executions import redrive_failed

        return redrive_failed(cloud, asked.process, yes=asked.yes)
    return _queue(cloud, asked.queue, yes=asked.yes) if asked.queue else _list(cloud)


def _list(cloud: Cloud) -> int:
    print("\n".join(listed(cloud)) or "no dead letters")
    return 0


def _queue(cloud: Cloud, name: str, *, yes: bool) -> int:
    dead = next((dead for dead in places(cloud) if dead.name == name), None)
    if dead is None:
        print(f"no dead-letter queue is called {name}; without --queue they are listed")
        return 1
    if not yes:
        print(f"{depth(cloud, dead)} would go back; add --yes (make redrive … YES=1) once the cause is mended")
        return 0
    went = redrive(cloud, dead)
    print("SQS is moving them" if went < 0 else f"{went} went back")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
