"""Puts a question that no copy may answer by itself before the provider's staff."""

from typing import Any

from madoguchi import steps
from madoguchi.wiring import linkage as wiring

answering = wiring.answering()


def work(event: dict[str, Any]) -> dict[str, Any]:
    answering.leave_to_staff(event["processing_number"])
    return {"outcome": "asked"}


handler = steps.step(work)
