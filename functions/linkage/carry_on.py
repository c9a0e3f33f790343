"""Begins the next attempt of an inquiry that has waited long: an execution's history is finite, waiting is not."""

from typing import Any

from madoguchi import steps
from madoguchi.kernel import clock, ids
from madoguchi.wiring import linkage as wiring

gatekeeping = wiring.gatekeeping()


def work(event: dict[str, Any]) -> dict[str, Any]:
    gatekeeping.carry_on(event["processing_number"], event["attempt"], now=clock.now(), new_id=ids.new_id)
    return {"outcome": "begun"}


handler = steps.step(work)
