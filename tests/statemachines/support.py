"""Running a process file as it is: moto executes the states, the real handlers answer in this process.

    intake = process("applications/intake", {"CheckSignature": check_signature.handler, ...}, ParkSeconds=60)
    run = intake.run("RECEIPT-1-1", {"application_id": "..."})
    assert run.succeeded and run.states == [...]

Waits and retry pauses take no time. `intake.faults` is the house's injector (tests/support/faults.py): it breaks a
function `before` it works, or `after` it has worked and before its answer arrives, which is how a doubled effect would
show. `intake.on_wait` is called at every Wait and every pause, so that a test can change the world meanwhile.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import boto3

from tests.statemachines import asl
from tests.support.faults import CRASHED, STATE_TIMED_OUT, THROTTLED, TIMED_OUT, TRANSIENT, Broken, Injector
from tests.support.injected import injector

__all__ = ["CRASHED", "STATE_TIMED_OUT", "THROTTLED", "TIMED_OUT", "TRANSIENT", "Broken"]

Handler = Callable[[dict[str, Any], Any], Any]
ROLE = "arn:aws:iam::123456789012:role/process"
POLLS, PAUSE_SECONDS = 600, 0.05


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
    faults: Injector = field(default_factory=lambda: injector)
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
