"""The console's own files for officers' browsers: static, nothing personal, under a strict policy."""

from typing import Any

from madoguchi import telemetry
from madoguchi.errors import NotFound
from madoguchi.municipal.model import console
from madoguchi.wiring import municipal as wiring

files = wiring.console()


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    with telemetry.line(
        "answered", context, telemetry.chain_of(event.get("headers") or {}), route=event.get("resource")
    ) as line:
        line.say(method="GET", **{"class": "read"})
        answer = _answer((event.get("pathParameters") or {}).get("proxy") or "")
        line.say(status=answer["statusCode"])
        telemetry.count_answer(line, answer["statusCode"])
    return answer


def _answer(asked: str) -> dict[str, Any]:
    key = console.key(asked)
    try:
        return console.found(key, files.read(key)) if key else console.absent()
    except NotFound:
        return console.absent()
