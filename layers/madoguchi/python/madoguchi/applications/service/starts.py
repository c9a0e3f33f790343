"""Starting intake: one execution per receipt, revision and attempt, however often its event arrives."""

from dataclasses import dataclass
from typing import Any, Protocol


class Processes(Protocol):
    def start(self, name: str, given: dict[str, Any]) -> None:
        """An execution of that very name that runs, or has succeeded, is a success."""


class Attempts(Protocol):
    def next_attempt(self, application_id: str, revision: int) -> int:
        """2 and up, each number given once."""


@dataclass(frozen=True)
class Starts:
    processes: Processes

    def start(self, message: dict[str, Any]) -> None:
        data = message["data"]
        self.processes.start(
            execution_name(data["receipt"], data["revision"], 1), given(data, message["metadata"]["correlation_id"])
        )


@dataclass(frozen=True)
class Redrives:
    """A failed intake again, as its next attempt: what is done stays done."""

    processes: Processes
    attempts: Attempts

    def redrive(self, event: dict[str, Any]) -> dict[str, Any]:
        """`event`: the failed execution's own input."""
        attempt = self.attempts.next_attempt(event["application_id"], event["revision"])
        name = execution_name(event["receipt"], event["revision"], attempt)
        self.processes.start(name, given(event, event["correlation_id"]))
        return {"execution": name}


def execution_name(receipt: str, revision: int, attempt: int) -> str:
    return f"{receipt}-{revision}-{attempt}"


def given(data: dict[str, Any], correlation_id: str) -> dict[str, Any]:
    """The input of an execution: ids only, it is kept for 90 days."""
    return {
        "application_id": data["application_id"],
        "receipt": data["receipt"],
        "revision": data["revision"],
        "correlation_id": correlation_id,
    }
