"""Intake, fourth step: the package into the town's inbox, and word to its exchange."""

from typing import Any

from madoguchi import steps
from madoguchi.wiring import applications as wiring

deliver = wiring.deliver()


def work(event: dict[str, Any]) -> dict[str, Any]:
    return {"outcome": deliver(event["application_id"], event["revision"], wiring.occasion())}


handler = steps.step(work, waiting="IntakeWaiting")
