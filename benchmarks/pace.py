"""What a handler's own CPU costs: the same AWS calls made bare, through the same canned answers, in the same run."""

import contextlib
import copy
import functools
import io
import statistics
from collections.abc import Callable
from time import thread_time
from typing import Any

import boto3
from botocore.client import BaseClient
from botocore.config import Config

from benchmarks import neighbours
from benchmarks.meter import Invocation, Meter
from benchmarks.transport import TRANSPORT

ROUNDS, WARM = 80, 8
Json = dict[str, Any]


class Pace:
    """`of(...)` runs a step as the meter does, and then again and again with canned answers."""

    def __init__(self) -> None:
        self.meter: Meter
        self.measured: list[Json] = []

    def of(self, name: str, by: str, act: Callable[[], Any], *, kind: str) -> Any:
        """`kind`: "read" or "commit". The first function that the step starts is the one that is measured."""
        TRANSPORT.listen()
        answer = self.meter.of(name, by, act)
        (first, *_) = self.meter.invocations
        with neighbours.saying(self.meter.said):
            TRANSPORT.say(TRANSPORT.heard)
            try:
                self.measured.append({"name": name, "entry": first.entry, "kind": kind, **self._measure(first, name)})
            finally:
                TRANSPORT.listen()
        return answer

    def _measure(self, first: Invocation, name: str) -> Json:
        expected = self._bare_calls(first, name)
        ours, bare = [], []
        with contextlib.redirect_stdout(io.StringIO()):
            for _ in range(WARM + ROUNDS):
                ours.append(_timed(first.handler, *copy.deepcopy(first.args[:1]), *first.args[1:]))
                bare.append(_timed(_calls, expected))
        return {
            "ours": statistics.median(ours[WARM:]) * 1000,
            "floor": statistics.median(bare[WARM:]) * 1000,
            "calls": len(expected),
        }

    def _bare_calls(self, first: Invocation, name: str) -> list[tuple[Any, str, Json]]:
        """The calls of one warm run; its answer must be the first one's, or something else would be measured."""

        def warm() -> Any:
            TRANSPORT.rewind()
            return first.handler(*copy.deepcopy(first.args[:1]), *first.args[1:])

        with contextlib.redirect_stdout(io.StringIO()):
            warm()
            answer = self.meter.listed(warm)
        assert not isinstance(answer, dict) or answer.get("statusCode", 200) < 400, (name, answer)
        heard = {canned.operation.rpartition(".")[2] for canned in TRANSPORT.heard}
        return [
            (_bare(client) if operation in heard else client, operation, copy.deepcopy(params))
            for client, operation, params in self.meter.calls
        ]

    def plain(self) -> list[Json]:
        return self.measured


def _bare(client: BaseClient) -> BaseClient:
    """A client as the library makes one, without our settings; unsigned where ours is.

    Where the tests' own pool answers instead of moto, only our client knows it, and makes the bare call too.
    """
    meta = client.meta
    return _plain(meta.service_model.service_name, meta.region_name, meta.config.signature_version)


@functools.cache
def _plain(service: Any, region: str, signature: str) -> BaseClient:
    return boto3.client(service, region_name=region, config=Config(signature_version=signature))


def _calls(expected: list[tuple[Any, str, Json]]) -> None:
    for client, operation, params in expected:
        answer = client._make_api_call(operation, params)
        if "Body" in answer:
            answer["Body"].read()


def _timed(act: Callable[..., Any], *args: Any) -> float:
    """This thread's CPU: the tests' servers stand in other threads."""
    TRANSPORT.rewind()
    started = thread_time()
    act(*args)
    return thread_time() - started


PACE = Pace()
