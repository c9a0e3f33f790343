"""How queues, streams, processes and browsers deliver, and deliver again."""

import copy
import json
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any

import boto3

from madoguchi.errors import Unavailable
from madoguchi.queues import TRIES
from tests.faults.matrix import Again, Difference, Work
from tests.support.events import LambdaContext, failed, sqs_event, stream_event

Handler = Callable[[Any, Any], Any]
AGAIN = {409, 429, 500, 502, 503, 504}  # what a client sends again
DONE, REFUSED = 200, 300


def silent() -> Exception:
    return Unavailable("a neighbour does not answer")


def queued(handler: Handler, *messages: Any, **more: Any) -> Work:
    """`messages` in one batch, as their queue brings them; a message that failed comes again by itself."""
    boto3.client("sqs").create_queue(QueueName="dead-letters")
    waiting: list[Any] = []
    receives: list[int] = [0]

    def begin() -> None:
        waiting[:], receives[0] = sqs_event(*messages)["Records"], 0
        more.get("reset", lambda: None)()

    def deliver() -> str:
        receives[0] += 1
        for record in waiting:
            record["attributes"]["ApproximateReceiveCount"] = str(receives[0])
        left = failed(handler({"Records": copy.deepcopy(waiting)}, LambdaContext()))
        if left:
            raise Again
        return "done"

    def twice() -> None:
        batch = {"Records": [copy.deepcopy(record) for record in waiting for _ in range(2)]}
        for number, record in enumerate(batch["Records"]):
            record["messageId"] = f"twin-{number}"
        handler(batch, LambdaContext())

    def another() -> None:
        handler({"Records": copy.deepcopy(waiting)}, LambdaContext())

    begin()
    known = {"reset": begin, "batched": twice, "overtaking": another}
    return Work(
        deliver, **{**more, **known, "sample": json.dumps(messages[0]), "beside_poison": _poisoned(handler, messages)}
    )


def _poisoned(handler: Handler, messages: tuple[Any, ...]) -> Callable[[str], list[str]]:
    def poisoned(body: str) -> list[str]:
        batch = sqs_event(body, *messages)
        for record in batch["Records"]:
            record["attributes"]["ApproximateReceiveCount"] = str(TRIES)
        return failed(handler(batch, LambdaContext()))

    return poisoned


def streamed(handler: Handler, rows: Iterable[dict[str, Any]], **more: Any) -> Work:
    """`rows` as the table's stream shows them: from the first that failed on, again."""
    batch = stream_event(*rows)

    def deliver() -> str:
        left = failed(handler(copy.deepcopy(batch), LambdaContext()))
        if left:
            raise Again
        return "done"

    def another() -> None:
        handler(copy.deepcopy(batch), LambdaContext())

    return Work(deliver, **{"overtaking": another, **more})


def bus(name: str) -> None:
    """A bus whose every event lies in a queue, to be counted."""
    events, sqs = boto3.client("events"), boto3.client("sqs")
    events.create_event_bus(Name=name)
    url = sqs.create_queue(QueueName="bus")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name="all", EventBusName=name, EventPattern='{"source": [{"prefix": "madoguchi"}]}')
    events.put_targets(Rule="all", EventBusName=name, Targets=[{"Id": "tap", "Arn": arn}])


def executed(process: Any, name: str, given: dict[str, Any], **more: Any) -> Work:
    """One execution, and each further one as the next attempt; each must come to its end by itself."""
    attempts = count(1)

    def deliver() -> str:
        run = process.run(f"{name}-{next(attempts)}", given)
        assert run.succeeded, f"{run.status}: {run.error} {run.cause}"
        return str(run.states[-1])

    def another() -> None:
        process.handlers[process.calls[-1]](process.inputs[-1], None)

    hidden = more.pop("without", frozenset()) | {"process"}
    return Work(deliver, **{"overtaking": another, "without": hidden, **more})


def requested(call: Callable[[], dict[str, Any]], **more: Any) -> Work:
    """One request whose client sends the same again until it is told something; `call` gives the door's response."""

    def deliver() -> Any:
        response = call()
        if response["statusCode"] in AGAIN:
            raise Again
        if not DONE <= response["statusCode"] < REFUSED:
            raise Difference(f"refused: {response['statusCode']} {response.get('body')}")
        body = json.loads(response.get("body") or "null")
        return response["statusCode"], _lasting(body)

    return Work(deliver, **{"overtaking": call, "pause_seconds": 2, **more})


def _lasting(body: Any) -> Any:
    """An answer without what names this very request."""
    return {key: value for key, value in body.items() if key != "correlation_id"} if isinstance(body, dict) else body
