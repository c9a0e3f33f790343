"""Intake, second step: what does the scanner say of each file?"""

from typing import Any

from madoguchi.wiring import applications as wiring

scan = wiring.scan_attachments()


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    occasion = wiring.occasion_of(event)
    return {"outcome": scan(event["application_id"], event["revision"], occasion)}
