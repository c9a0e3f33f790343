"""The user pool's trigger that decides what comes next in a login: one question, then tokens or the end."""

from typing import Any

from madoguchi import triggers
from madoguchi.identity.model.challenge import next_step


def work(event: dict[str, Any]) -> dict[str, Any]:
    asked = event["request"]
    return next_step(asked.get("session") or [], known=not asked.get("userNotFound"))


handler = triggers.trigger(work)
