"""The fault matrix: every call that a piece of work makes, broken in every way, and the same end each time.

A `Work` is one delivery of something to do: a message to a consumer, an execution of a process, a request at a door.
A clean run says which calls it makes and what it leaves behind; then, from the same beginning, each call breaks in
each way once. Whoever delivers (the queue, the stream, the process, the citizen's browser) delivers again, and what is
left behind must be the same: once, whole, and no outcome that a crash made.
"""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tests.faults.memory import Memory
from tests.support.faults import Call, Died, Fault, Kind
from tests.support.injected import injector

TRIES = 6
PAUSE_SECONDS = 300  # between two deliveries: longer than any lease
TWICE = "delivered twice"
BATCHED = "twice in one batch"
UNHEARD = "its answer lost"
SEED = 20261104
GIVEN_UP = "queue dead-letters:"


class Again(Exception):
    """Whoever delivers keeps it, and delivers it again."""


@dataclass
class Work:
    """`deliver` does it once and answers, or raises Again; `beside` is what it left outside the cloud in memory."""

    deliver: Callable[[], Any]
    beside: Callable[[], Any] = lambda: None
    reset: Callable[[], Any] = lambda: None
    overtaking: Callable[[], Any] | None = None  # how another does the same meanwhile; by delivering it, unless said
    batched: Callable[[], Any] | None = None
    beside_poison: Callable[[str], list[str]] | None = None  # its work behind this body, at the fifth try; what failed
    sample: str = ""  # a body as it should be
    pause_seconds: int = PAUSE_SECONDS
    without: frozenset[str] = frozenset()  # attributes that chance decides, or that count the tries


@dataclass(frozen=True)
class Target:
    """`covers`: the function it calls, or for a process each function with its state; for a door the route too."""

    name: str
    prepare: Callable[..., Work]
    door: str = ""  # "<document of docs/openapi> <METHOD> <path>"
    process: str = ""  # "<capability>/<process>"
    consumer: str = ""  # "<capability>/<function>"
    odd: dict[str, str] = field(default_factory=dict, hash=False)  # "<call> <kind>": what differs then, and why


class Point(NamedTuple):
    """`call` is None when the delivery as a whole goes wrong."""

    call: Call | None
    kind: str

    def __str__(self) -> str:
        return f"{self.call or 'the whole'} {self.kind}"


class End(NamedTuple):
    """What a run left behind."""

    cloud: Counter[str]
    beside: str
    answer: str


class Difference(Exception):
    """A run ended otherwise than the clean one."""


class Bench:
    """One piece of work, from the same beginning as often as wanted. `later` lets time pass between two deliveries."""

    def __init__(self, work: Work, later: Callable[[int], None], rewind: Callable[[], None]) -> None:
        self.work, self.later, self.rewind = work, later, rewind
        self.memory = Memory()
        self.clean, self.calls = self._clean()

    def _clean(self) -> tuple[End, list[Call]]:
        self.memory.restore()
        self.work.reset()
        injector.record()
        try:
            end = self._end()
        finally:
            injector.rest()
        given_up = [line for line in end.cloud if line.startswith(GIVEN_UP)]
        if given_up:
            raise Difference(f"without any fault: {given_up}")
        return end, injector.calls

    def points(self) -> list[Point]:
        found = [Point(call, kind) for call in self.calls for kind in Kind if not self._impossible(call, kind)]
        return found + [Point(None, kind) for kind in self._deliveries()]

    @staticmethod
    def _impossible(call: Call, kind: Kind) -> bool:
        return kind is Kind.REPEATED and call in injector.once

    def _deliveries(self) -> list[str]:
        return [TWICE, *([BATCHED] if self.work.batched else [])]

    def run(self, point: Point) -> None:
        """Difference, when this fault leaves something else behind than no fault."""
        self.memory.restore()
        self.rewind()
        self.work.reset()
        first = self.work.batched if point.kind == BATCHED else None
        if point.call:
            injector.meanwhile = self.work.overtaking or self._settle
            injector.arm(Fault(point.call, Kind(point.kind)))
        try:
            if first:
                first()
            if point.kind == TWICE:
                self._settle()
            end = self._end()
        finally:
            struck = injector.struck
            injector.rest()
        if point.call and not struck:
            raise Difference("the call was never made")
        self._compare(end)

    def _end(self) -> End:
        answer = self._settle()
        text = json.dumps(answer, sort_keys=True, ensure_ascii=False, default=repr)
        beside = json.dumps(self.work.beside(), sort_keys=True, ensure_ascii=False, default=repr)
        return End(self.memory.now(self.work.without), self.memory.blank(beside), self.memory.blank(text))

    def _settle(self) -> Any:
        for _ in range(TRIES):
            try:
                return self.work.deliver()
            except (Again, Died):
                self.later(self.work.pause_seconds)
        raise Difference(f"not done after {TRIES} deliveries")

    def _compare(self, end: End) -> None:
        missing, added = self.clean.cloud - end.cloud, end.cloud - self.clean.cloud
        lines = [f"  lacks {line}" for line in missing.elements()] + [f"  added {line}" for line in added.elements()]
        if end.beside != self.clean.beside:
            lines.append(f"  outside: {end.beside} instead of {self.clean.beside}")
        if end.answer != self.clean.answer:
            lines.append(f"  answered {end.answer} instead of {self.clean.answer}")
        if lines:
            raise Difference("\n".join(line[:1500] for line in lines))


def chosen(name: str, points: list[Point], *, whole: bool) -> list[Point]:
    """All of them, or a few that are the same in every run."""
    if whole or len(points) <= SAMPLE:
        return points
    return random.Random(f"{SEED} {name}").sample(points, SAMPLE)


SAMPLE = 6


def rows(points: list[Point]) -> Iterator[tuple[str, list[str]]]:
    """For each call its kinds."""
    by_call: dict[str, list[str]] = {}
    for point in points:
        by_call.setdefault(str(point.call) if point.call else "", []).append(point.kind)
    yield from by_call.items()
