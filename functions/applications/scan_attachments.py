"""Intake, second step: what does the scanner say of each file?"""

from typing import Any

from madoguchi import steps
from madoguchi.wiring import applications as wiring

scan = wiring.scan_attachments()


def work(event: dict[str, Any]) -> dict[str, Any]:
    return {"outcome": scan(event["application_id"], event["revision"], wiring.occasion())}


handler = steps.step(work, waiting="IntakeWaiting")
