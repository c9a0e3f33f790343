"""Intake, second step: what does the scanner say of each file?"""

from typing import Any

from aws_lambda_powertools import Logger

from madoguchi.wiring import applications as wiring

scan = wiring.scan_attachments()
logger = Logger()


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    outcome = scan(event["application_id"], event["revision"], wiring.occasion_of(event))
    logger.info("scan attachments", outcome=outcome, **event)
    return {"outcome": outcome}
