"""Steps of a process: each begins the chain its execution was started in, and leaves one line with its outcome."""

from collections.abc import Callable
from typing import Any

from madoguchi import telemetry
from madoguchi.errors import Unavailable
from madoguchi.kernel import ids

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]
TOLD = ("outcome", "gate", "tries", "execution")
WAITS = {"unknown", "pending", "provider_down"}


def step(work: Callable[[dict[str, Any]], dict[str, Any]], *, waiting: str = "") -> Handler:
    """A Lambda handler for a step. `waiting`: the metric that counts the looks at what could not go on yet."""

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        chain = event.get("correlation_id") or ids.correlation_id()
        with telemetry.line("step", context, chain, **telemetry.ids_of(event)) as line:
            try:
                answer = work(event)
            except Exception as failed:
                line.measure("StepFailures", 1)
                _waits(line, waiting, isinstance(failed, Unavailable))
                raise
            line.say(**{name: answer[name] for name in TOLD if name in answer})
            line.measure("Steps", 1)
            _waits(line, waiting, answer.get("outcome") in WAITS)
        return answer

    return handler


def _waits(line: telemetry.Line, metric: str, waits: bool) -> None:
    if metric and waits:
        line.measure(metric, 1)
