"""Intake, first step: is the signature hers, and was her certificate good when it counted?"""

from typing import Any

from madoguchi.wiring import applications as wiring

check = wiring.check_signature()


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    occasion = wiring.occasion_of(event)
    return {"outcome": check(event["application_id"], event["revision"], occasion)}
