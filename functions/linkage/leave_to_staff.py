"""Puts a question that no copy may answer by itself before the provider's staff."""

from typing import Any

from madoguchi.wiring import linkage as wiring

answering = wiring.answering()


def handler(event: dict[str, Any], _context: object) -> dict[str, str]:
    answering.leave_to_staff(event["processing_number"])
    return {"outcome": "asked"}
