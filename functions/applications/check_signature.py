"""Intake, first step: is the signature hers, and was her certificate good when it counted?"""

from typing import Any

from madoguchi import steps
from madoguchi.wiring import applications as wiring

check = wiring.check_signature()


def work(event: dict[str, Any]) -> dict[str, Any]:
    return {"outcome": check(event["application_id"], event["revision"], wiring.occasion())}


handler = steps.step(work, waiting="IntakeWaiting")
