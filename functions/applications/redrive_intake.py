"""For the operator: a failed intake again, as its next attempt. Takes the failed execution's own input."""

from typing import Any

from madoguchi.wiring import applications as wiring

redrives = wiring.redrives()


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    wiring.occasion_of(event)
    return redrives.redrive(event)
