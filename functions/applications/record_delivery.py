"""Intake, last step: delivered, and announced."""

from typing import Any

from madoguchi import steps
from madoguchi.wiring import applications as wiring

record = wiring.record_delivery()


def work(event: dict[str, Any]) -> dict[str, Any]:
    return {"outcome": record(event["application_id"], event["revision"], wiring.occasion())}


handler = steps.step(work)
