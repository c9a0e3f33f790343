"""The console's own files for officers' browsers: static, nothing personal, under a strict policy."""

from typing import Any

from aws_lambda_powertools import Logger

from madoguchi.errors import NotFound
from madoguchi.municipal.model import console
from madoguchi.wiring import municipal as wiring

logger = Logger()
files = wiring.console()


def handler(event: dict[str, Any], _context: Any) -> dict[str, Any]:
    asked = (event.get("pathParameters") or {}).get("proxy") or ""
    key = console.key(asked)
    try:
        answer = console.found(key, files.read(key)) if key else console.absent()
    except NotFound:
        answer = console.absent()
    logger.info("console", status=answer["statusCode"])
    return answer
