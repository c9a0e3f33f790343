"""The user pool's trigger that draws the nonce a card must sign."""

import secrets
from typing import Any

from madoguchi import triggers
from madoguchi.identity.model.challenge import question
from madoguchi.kernel import clock, ids


def work(_event: dict[str, Any]) -> dict[str, Any]:
    asked = question(ids.new_id(), secrets.token_bytes(32), clock.wall())
    return {"publicChallengeParameters": asked, "privateChallengeParameters": asked}


handler = triggers.trigger(work)
