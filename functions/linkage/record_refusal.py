"""Keeps a gate's refusal as the inquiry's outcome, once."""

from typing import Any

from madoguchi import steps
from madoguchi.kernel import clock, ids
from madoguchi.wiring import linkage as wiring

gatekeeping = wiring.gatekeeping()


def work(event: dict[str, Any]) -> dict[str, Any]:
    gatekeeping.refuse(event["processing_number"], event["gate"], now=clock.now(), new_id=ids.new_id)
    return {"outcome": "recorded"}


handler = steps.step(work)
