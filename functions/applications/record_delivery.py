"""Intake, last step: delivered, and announced."""

from typing import Any

from aws_lambda_powertools import Logger

from madoguchi.wiring import applications as wiring

record = wiring.record_delivery()
logger = Logger()


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    outcome = record(event["application_id"], event["revision"], wiring.occasion_of(event))
    logger.info("record delivery", outcome=outcome, **event)
    return {"outcome": outcome}
