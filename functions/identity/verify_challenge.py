"""The user pool's trigger that judges an answer: consumes the nonce, then verifies the signature."""

from typing import Any

from madoguchi import triggers
from madoguchi.kernel import clock
from madoguchi.wiring import identity as wiring

answers = wiring.answers()


def work(event: dict[str, Any]) -> dict[str, Any]:
    asked, answer = event["request"]["privateChallengeParameters"], event["request"]["challengeAnswer"]
    return {"answerCorrect": answers.right(asked["login"], asked["nonce"], answer, clock.wall())}


handler = triggers.trigger(work)
