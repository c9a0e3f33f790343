"""Secrets Manager's own trigger: one step of changing the value by which the doors know the edge."""

import secrets
from typing import Any

from madoguchi import telemetry
from madoguchi.wiring import identity as wiring

BYTES = 48
rotation = wiring.rotation()


def handler(event: dict[str, Any], context: Any) -> None:
    """One chain for the four steps of a rotation: the name of the version that it makes."""
    step, token = event["Step"], event["ClientRequestToken"]
    with telemetry.line("rotation", context, token, step=step):
        rotation.take(step, token, new_value=secrets.token_urlsafe(BYTES))
