"""Releases the answer together with its records: one transaction, whatever is repeated."""

from typing import Any

from madoguchi import steps
from madoguchi.kernel import clock, ids
from madoguchi.wiring import linkage as wiring

answering = wiring.answering()


def work(event: dict[str, Any]) -> dict[str, Any]:
    return {"outcome": answering.release(event["processing_number"], now=clock.now(), new_id=ids.new_id)}


handler = steps.step(work)
