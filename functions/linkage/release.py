"""Releases the answer together with its records: one transaction, whatever is repeated."""

from typing import Any

from madoguchi.kernel import clock, ids
from madoguchi.wiring import linkage as wiring

answering = wiring.answering()


def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    return {"outcome": answering.release(event["processing_number"], now=clock.now(), new_id=ids.new_id)}
