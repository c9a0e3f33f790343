"""The user pool's trigger that writes into both tokens that their bearer is a citizen."""

from typing import Any

from madoguchi import triggers
from madoguchi.identity.model.challenge import claims


def work(_event: dict[str, Any]) -> dict[str, Any]:
    return claims()


handler = triggers.trigger(work)
