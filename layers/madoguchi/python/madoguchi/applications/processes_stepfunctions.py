"""Intake's executions in Step Functions."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class IntakeProcesses:
    client: Any
    machine: str

    def start(self, name: str, given: dict[str, Any]) -> None:
        """A name says receipt, revision and attempt, so that very execution is the one that was asked for."""
        try:
            self.client.start_execution(stateMachineArn=self.machine, name=name, input=json.dumps(given))
        except self.client.exceptions.ExecutionAlreadyExists:
            return
