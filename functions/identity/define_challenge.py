"""The user pool's trigger that decides what comes next in a login: one question, then tokens or the end."""

from typing import Any

from madoguchi.identity.model.challenge import next_step


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    asked = event["request"]
    event["response"] = next_step(asked.get("session") or [], known=not asked.get("userNotFound"))
    print('{"message":"define"}')
    return event
