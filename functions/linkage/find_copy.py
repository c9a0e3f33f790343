"""Asks what the provider has: a copy, none, only its staff, or nothing to be heard. `tries` counts the looks."""

from typing import Any

from madoguchi import steps
from madoguchi.wiring import linkage as wiring

answering = wiring.answering()


def work(event: dict[str, Any]) -> dict[str, Any]:
    return {"outcome": answering.find(event["processing_number"]), "tries": event["tries"] + 1}


handler = steps.step(work, waiting="InquiryWaiting")
