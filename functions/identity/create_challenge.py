"""The user pool's trigger that draws the nonce a card must sign."""

import secrets
from typing import Any

from madoguchi.identity.model.challenge import question
from madoguchi.kernel import clock, ids


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    asked = question(ids.new_id(), secrets.token_bytes(32), clock.wall())
    event["response"] = {"publicChallengeParameters": asked, "privateChallengeParameters": asked}
    print('{"message":"create"}')
    return event
