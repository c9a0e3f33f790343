"""Intake, fourth step: the package into the town's inbox, and word to its exchange."""

from typing import Any

from madoguchi.wiring import applications as wiring

deliver = wiring.deliver()


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    occasion = wiring.occasion_of(event)
    return {"outcome": deliver(event["application_id"], event["revision"], occasion)}
