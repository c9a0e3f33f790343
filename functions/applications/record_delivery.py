"""Intake, last step: delivered, and announced."""

from typing import Any

from madoguchi.wiring import applications as wiring

record = wiring.record_delivery()


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    occasion = wiring.occasion_of(event)
    return {"outcome": record(event["application_id"], event["revision"], occasion)}
