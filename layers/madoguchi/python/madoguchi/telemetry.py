"""What an invocation tells its operators: one JSON line with the correlation id, which carries its metrics as well.

CloudWatch reads metrics out of such a line (embedded metric format): no call, no agent, no second line. A metric has
a name of metrics.json, which infra reads too. Keys and dimensions are ids and words of ours, never anybody's data.
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter

from madoguchi.kernel import clock, correlation, ids

CATALOGUE: dict[str, Any] = json.loads(Path(__file__).with_name("metrics.json").read_text(encoding="utf-8"))
DEPLOYED = re.compile(r"madoguchi-(?P<stage>[a-z]+)-(?P<capability>[a-z]+)-(?P<function>[a-z0-9-]+)")
CHAIN, CHAIN_HEADER = re.compile(r"[a-z0-9-]{8,64}"), "x-correlation-id"
IDS = ("receipt", "revision", "application_id", "processing_number", "notice_id", "entry_id", "event_id")
OF_EVERY_RECORD = frozenset(vars(logging.makeLogRecord({}))) | {"asctime", "message", "taskName"}
FIRST = frozenset({"level", "location", "message", "timestamp"})
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str).encode


class Lines(LambdaPowertoolsFormatter):
    """The library's line in one pass. What is not usual here (a traceback, `%s`) it writes itself."""

    def format(self, record: logging.LogRecord) -> str:
        if record.exc_info or record.args or not isinstance(record.msg, str):
            return super().format(record)
        said: dict[str, Any] = {
            "level": record.levelname,
            "location": f"{record.funcName}:{record.lineno}",
            "message": record.msg,
            "timestamp": _second(int(record.created)) % record.msecs,
        }
        said.update((name, value) for name, value in self.log_format.items() if name not in FIRST)
        said.update((name, value) for name, value in vars(record).items() if name not in OF_EVERY_RECORD)
        said["xray_trace_id"] = self._get_latest_trace_id()
        return _json({name: value for name, value in said.items() if value is not None})


@lru_cache(maxsize=2)
def _second(second: int) -> str:
    """A second as the library writes it, with a place for the milliseconds."""
    return time.strftime("%Y-%m-%d %H:%M:%S,%%03d%z", time.localtime(second))


logger = Logger(logger_formatter=Lines())


class Line:
    """The line under way: what it will say, and what it measured."""

    def __init__(self, place: Mapping[str, str]) -> None:
        self.place = dict(place)  # and the chain: what every line meanwhile says too
        self.keys: dict[str, Any] = {}
        self.values: dict[str, list[float]] = {}
        self.times = ""  # the metric, if any, that the line's own duration is a value of

    def say(self, **keys: Any) -> None:
        self.keys.update(keys)

    def measure(self, name: str, value: float) -> None:
        """One value of a metric of the catalogue; KeyError for any other name."""
        if name not in CATALOGUE["metrics"]:
            raise KeyError(name)
        self.values.setdefault(name, []).append(value)

    def end(self, seconds: float) -> None:
        took = round(seconds * 1000, 1)
        self.say(duration_ms=took)
        if self.times:
            self.measure(self.times, took)

    def members(self) -> dict[str, Any]:
        """The root members of the JSON line."""
        if not self.values:
            return {**self.place, **self.keys}
        found = {name: values[0] if len(values) == 1 else values for name, values in self.values.items()}
        return {**self.place, **self.keys, **found, "_aws": _embedded(tuple(found))}


_line: ContextVar[Line | None] = ContextVar("line", default=None)


@contextmanager
def line(message: str, context: Any, correlation_id: str, **keys: Any) -> Iterator[Line]:
    """From here on everything belongs to `correlation_id`; at the end one line says how it went and how long it took.

    What is raised passes on. Its message stays out of the line: it may hold what somebody typed.
    """
    correlation.begin(correlation_id)
    one = Line({"correlation_id": correlation_id, **place_of(context)})
    one.say(**keys)
    logger.append_keys(**one.place)
    outer, before, began = _line.get(), _line.set(one), perf_counter()
    try:
        yield one
    except Exception as failed:
        one.say(error=type(failed).__name__, frames=frames(failed))
        raise
    finally:
        _line.reset(before)
        one.end(perf_counter() - began)
        (logger.error if "error" in one.keys else logger.info)(message, **one.members())
        logger.remove_keys(list(one.place))
        logger.append_keys(**(outer.place if outer else {}))


def say(**keys: Any) -> None:
    """Add ids or outcomes to the line under way, if there is one."""
    running = _line.get()
    if running:
        running.say(**keys)


def measure(name: str, value: float) -> None:
    """Add a metric of the catalogue to the line under way, if there is one."""
    running = _line.get()
    if running:
        running.measure(name, value)


def count_answer(line: Line, status: int) -> None:
    """A door's answer: one request, and whose fault it was if it was one. Its time is measured with the line's end."""
    line.measure("Requests", 1)
    line.times = "Latency"
    if status >= 500:
        line.measure("ServerErrors", 1)
    elif status >= 400:
        line.measure("ClientErrors", 1)


def chain_of(headers: Mapping[str, str | None]) -> str:
    """The correlation id that a request brings, if it is one, else a new one."""
    asked = next((value or "" for name, value in headers.items() if name.lower() == CHAIN_HEADER), "")
    return asked if CHAIN.fullmatch(asked) else ids.correlation_id()


def ids_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """The ids among `given` that a line may carry; an inquiry's `case` is the receipt."""
    found = {name: given[name] for name in IDS if given.get(name) is not None}
    return {"receipt": given["case"], **found} if given.get("case") else found


def place_of(context: Any) -> dict[str, str]:
    """Where this runs, from the function's deployed name; outside of a deployment the parts that are known."""
    name = str(getattr(context, "function_name", "") or "")
    deployed = DEPLOYED.fullmatch(name)
    return deployed.groupdict() if deployed else {"stage": "none", "capability": "none", "function": name or "none"}


def frames(failed: BaseException) -> list[str]:
    """The last frames by name and line: where, and nothing of what."""
    return [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(failed.__traceback__)[-6:]]


def _embedded(names: tuple[str, ...]) -> dict[str, Any]:
    """What CloudWatch is told about the line's own members."""
    return {"Timestamp": int(clock.wall().timestamp() * 1000), "CloudWatchMetrics": _directives(names)}


@lru_cache(maxsize=32)
def _directives(names: tuple[str, ...]) -> list[dict[str, Any]]:
    """Metrics of the same dimensions share a directive."""
    together: dict[tuple[str, ...], list[str]] = {}
    for name in names:
        together.setdefault(tuple(CATALOGUE["metrics"][name]["dimensions"]), []).append(name)
    return [
        {
            "Namespace": CATALOGUE["namespace"],
            "Dimensions": [list(dimensions)],
            "Metrics": [{"Name": name, "Unit": CATALOGUE["metrics"][name]["unit"]} for name in grouped],
        }
        for dimensions, grouped in together.items()
    ]
