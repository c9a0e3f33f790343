"""Intake, third step: everything that proves what she sent, in one file, written once."""

from typing import Any

from madoguchi import steps
from madoguchi.wiring import applications as wiring

seal = wiring.seal_package()


def work(event: dict[str, Any]) -> dict[str, Any]:
    return {"outcome": seal(event["application_id"], event["revision"], wiring.occasion())}


handler = steps.step(work)
