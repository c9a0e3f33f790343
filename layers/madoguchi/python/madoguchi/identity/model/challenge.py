"""The user pool's custom challenge: one question, one answer, tokens only for a right one."""

from datetime import datetime
from typing import Any

from madoguchi.identity.model.login import LASTS
from madoguchi.kernel.canonical import b64

CITIZEN = {"role": "citizen"}


def next_step(rounds: list[dict[str, Any]], *, known: bool = True) -> dict[str, Any]:
    """What the pool does after `rounds`: asks a known user once, then issues tokens or fails for good."""
    if known and not rounds:
        return {"challengeName": "CUSTOM_CHALLENGE", "issueTokens": False, "failAuthentication": False}
    right = (
        known and rounds[-1].get("challengeName") == "CUSTOM_CHALLENGE" and rounds[-1].get("challengeResult") is True
    )
    return {"issueTokens": right, "failAuthentication": not right}


def question(login_id: str, nonce: bytes, wall: datetime) -> dict[str, str]:
    """The challenge's parameters. The pool keeps them, so a trigger that is called twice harms nobody."""
    return {"login": login_id, "nonce": b64(nonce), "expires_at": (wall + LASTS).isoformat()}


def claims() -> dict[str, Any]:
    """Both tokens say that their bearer is a citizen, never an officer or a machine."""
    added = {"claimsToAddOrOverride": CITIZEN}
    return {"claimsAndScopeOverrideDetails": {"idTokenGeneration": added, "accessTokenGeneration": added}}
