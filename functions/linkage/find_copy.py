"""Asks what the provider has: a copy, none, only its staff, or nothing to be heard. `tries` counts the looks."""

from typing import Any

from madoguchi.wiring import linkage as wiring

answering = wiring.answering()


def handler(event: dict[str, Any], _context: object) -> dict[str, str | int]:
    return {"outcome": answering.find(event["processing_number"]), "tries": event["tries"] + 1}
