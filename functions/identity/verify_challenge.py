"""The user pool's trigger that judges an answer: consumes the nonce, then verifies the signature."""

from typing import Any

from madoguchi.kernel import clock
from madoguchi.wiring import identity as wiring

answers = wiring.answers()


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    asked, answer = event["request"]["privateChallengeParameters"], event["request"]["challengeAnswer"]
    right = answers.right(asked["login"], asked["nonce"], answer, clock.wall())
    event["response"] = {"answerCorrect": right}
    print('{"message":"verify"}')
    return event
