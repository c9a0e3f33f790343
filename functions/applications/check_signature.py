"""Intake, first step: is the signature hers, and was her certificate good when it counted?"""

from typing import Any

from aws_lambda_powertools import Logger

from madoguchi.wiring import applications as wiring

check = wiring.check_signature()
logger = Logger()


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    outcome = check(event["application_id"], event["revision"], wiring.occasion_of(event))
    logger.info("check signature", outcome=outcome, **event)
    return {"outcome": outcome}
