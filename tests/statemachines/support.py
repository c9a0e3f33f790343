"""Running a process file as it is: moto executes the states, the real handlers answer in this process.

    intake = process("applications/intake", {"CheckSignature": check_signature.handler, ...}, ParkSeconds=60)
    run = intake.run("RECEIPT-1-1", {"application_id": "..."})
    assert run.succeeded and run.states == [...]

Waits and retry pauses take no time. `intake.faults` breaks a function once: `before` it works, or `after` it has
worked and before its answer arrives, which is how a doubled effect would show. `intake.on_wait` is called at
every Wait, so that a test can change the world meanwhile.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import boto3

from tests.statemachines import asl

Handler = Callable[[dict[str, Any], Any], Any]
ROLE = "arn:aws:iam::123456789012:role/process"
POLLS, PAUSE_SECONDS = 600, 0.05

THROTTLED = "Lambda.TooManyRequestsException"
TIMED_OUT = "Sandbox.Timedout"
STATE_TIMED_OUT = "States.Timeout"
CRASHED = "Runtime.ExitError"
TRANSIENT = (THROTTLED, TIMED_OUT, STATE_TIMED_OUT, CRASHED)


class Broken(Exception):
    """A fault that a test asked for, with the error name Step Functions would see."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass
class Faults:
    """What is to go wrong, by function: each entry is used up by one call."""

    _before: dict[str, list[str]] = field(default_factory=dict)
    _after: dict[str, list[str]] = field(default_factory=dict)

    def before(self, function: str, *errors: str) -> None:
        """The next calls of `function` fail with `errors`, one each, without having run."""
        self._before.setdefault(function, []).extend(errors)

    def after(self, function: str, *errors: str) -> None:
        """The next calls of `function` do their work and then fail with `errors`, one each."""
        self._after.setdefault(function, []).extend(errors)

    def strike(self, function: str, *, worked: bool) -> None:
        waiting = (self._after if worked else self._before).get(function)
        if waiting:
            raise Broken(waiting.pop(0))


@dataclass(frozen=True)
class Run:
    """One finished execution."""

    status: str
    output: dict[str, Any]
    error: str
    cause: str
    states: list[str]
    history: list[dict[str, Any]]

    @property
    def succeeded(self) -> bool:
        return self.status == "SUCCEEDED"


@dataclass
class Process:
    """A process file with its functions; `calls` lists the functions as they were called."""

    arn: str
    handlers: dict[str, Handler]
    faults: Faults = field(default_factory=Faults)
    on_wait: Callable[[], None] = lambda: None
    calls: list[str] = field(default_factory=list)
    inputs: list[dict[str, Any]] = field(default_factory=list)

    def invoke(self, function: str, event: dict[str, Any]) -> Any:
        self.calls.append(function)
        self.inputs.append(event)
        self.faults.strike(function, worked=False)
        answer = json.loads(json.dumps(self.handlers[function](event, None)))
        self.faults.strike(function, worked=True)
        return answer

    def start(self, name: str, given: dict[str, Any]) -> str:
        started = boto3.client("stepfunctions").start_execution(
            stateMachineArn=self.arn, name=name, input=json.dumps(given)
        )
        return started["executionArn"]

    def run(self, name: str, given: dict[str, Any]) -> Run:
        return self.finished(self.start(name, given))

    def finished(self, execution: str) -> Run:
        """Waits for the end, and gives up after half a minute: a broken process fails, it does not hang."""
        client = boto3.client("stepfunctions")
        for _ in range(POLLS):
            found = client.describe_execution(executionArn=execution)
            if found["status"] != "RUNNING":
                return _run(found, client.get_execution_history(executionArn=execution)["events"])
            time.sleep(PAUSE_SECONDS)
        client.stop_execution(executionArn=execution)
        raise AssertionError(f"the process did not end; it called {self.calls[-10:]}")


def _run(found: dict[str, Any], events: list[dict[str, Any]]) -> Run:
    entered = [event["stateEnteredEventDetails"]["name"] for event in events if "stateEnteredEventDetails" in event]
    return Run(
        status=found["status"],
        output=json.loads(found.get("output") or "{}"),
        error=found.get("error", ""),
        cause=found.get("cause", ""),
        states=entered,
        history=events,
    )


def create(definition: str, handlers: dict[str, Handler], values: dict[str, Any]) -> Process:
    """The process `definition` ("applications/intake") with its placeholders filled; each must have its filling.

    A function's placeholder is filled by its own name. Durations keep their value: nothing really waits.
    """
    text = (asl.FOLDER / f"{definition}.asl.json").read_text()
    filled = {"Partition": "aws", **{name: name for name in handlers}, **values}
    made = boto3.client("stepfunctions").create_state_machine(
        name=definition.replace("/", "-"),
        definition=asl.Placeholders(text).substitute(filled),
        roleArn=ROLE,
    )
    return Process(made["stateMachineArn"], handlers)
