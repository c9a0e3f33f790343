"""The user pool's trigger that writes into both tokens that their bearer is a citizen."""

from typing import Any

from madoguchi.identity.model.challenge import claims


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    event["response"] = claims()
    print('{"message":"claims"}')
    return event
