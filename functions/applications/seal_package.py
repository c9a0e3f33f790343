"""Intake, third step: everything that proves what she sent, in one file, written once."""

from typing import Any

from madoguchi.wiring import applications as wiring

seal = wiring.seal_package()


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    occasion = wiring.occasion_of(event)
    return {"outcome": seal(event["application_id"], event["revision"], occasion)}
