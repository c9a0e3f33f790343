"""Intake, fourth step: the package into the town's inbox, and word to its exchange."""

from typing import Any

from aws_lambda_powertools import Logger

from madoguchi.wiring import applications as wiring

deliver = wiring.deliver()
logger = Logger()


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    outcome = deliver(event["application_id"], event["revision"], wiring.occasion_of(event))
    logger.info("deliver", outcome=outcome, **event)
    return {"outcome": outcome}
