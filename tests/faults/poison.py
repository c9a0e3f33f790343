"""Messages that no reader can do: what they look like, and where each reader leaves them."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.faults.matrix import GIVEN_UP, Bench, Difference

UNREADABLE = "this is no event"
KEPT = {"municipality", "asker", "provider", "phase", "kind"}  # names of towns and words of ours: they exist
NOBODYS_TOWN = "999999"
BY_READER = "dead letters, put there by its reader"
BY_QUEUE = "dead letters, after the queue's last try"
ITS_PROCESS = "an execution, which fails with an alarm"
KEPT_FOR_LATER = "the town keeps it: a withdrawal may come before its application"


def unreadable(_body: str) -> str:
    return UNREADABLE


def wrong_schema(body: str) -> str:
    """An envelope as it should be around something else."""
    return _with(body, lambda _: {"something": "else"})


def about_nothing(body: str) -> str:
    """Every id is well formed, and nobody's."""
    return _with(body, _of_nobody)


KINDS: dict[str, Callable[[str], str]] = {
    "unreadable": unreadable,
    "wrong schema": wrong_schema,
    "about nothing": about_nothing,
}


def _with(body: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> str:
    message = json.loads(body)
    inside = message.get("detail", message)
    inside["data"] = change(inside["data"])
    return json.dumps(message)


def _of_nobody(data: dict[str, Any]) -> dict[str, Any]:
    changed = {name: _nobodys(name, value) for name, value in data.items()}
    return changed if changed != data else {**data, "municipality": NOBODYS_TOWN}


def _nobodys(name: str, value: Any) -> Any:
    if name in KEPT or not isinstance(value, str):
        return value
    return ("Z" if value.isupper() else "z") * len(value)


def left(bench: Bench, kind: str) -> str:
    """Where the reader leaves it at its fifth try. Difference when the message behind it was not done as ever."""
    work = bench.work
    assert work.beside_poison is not None
    bench.memory.restore()
    bench.rewind()
    work.reset()
    failed = work.beside_poison(KINDS[kind](work.sample))
    end = bench.memory.now(work.without)
    given_up = [line for line in end if line.startswith(GIVEN_UP)]
    for line in given_up:
        del end[line]
    more = end - bench.clean.cloud
    started = Counter({line: times for line, times in more.items() if line.startswith("process ")})
    end = end - started
    if failed not in ([], ["message-0"]) or end != bench.clean.cloud:
        raise Difference(f"{kind}: {failed}, lacks {bench.clean.cloud - end}, added {end - bench.clean.cloud}")
    if given_up or failed:
        return BY_READER if given_up else BY_QUEUE
    return ITS_PROCESS if started else KEPT_FOR_LATER
