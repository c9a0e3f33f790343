"""Intake, third step: everything that proves what she sent, in one file, written once."""

from typing import Any

from aws_lambda_powertools import Logger

from madoguchi.wiring import applications as wiring

seal = wiring.seal_package()
logger = Logger()


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    outcome = seal(event["application_id"], event["revision"], wiring.occasion_of(event))
    logger.info("seal package", outcome=outcome, **event)
    return {"outcome": outcome}
