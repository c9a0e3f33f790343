"""A user pool's triggers: one line each, joined by the login, for the pool passes our correlation id on only later."""

from collections.abc import Callable
from typing import Any

from madoguchi import telemetry

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]


def trigger(work: Callable[[dict[str, Any]], dict[str, Any]]) -> Handler:
    """A Lambda handler for a trigger: what `work` returns is the event's `response`."""

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        asked = event.get("request") or {}
        told = (asked.get("clientMetadata") or {}).get("correlation_id")  # the pool takes it from anybody
        chain = telemetry.chain_of({telemetry.CHAIN_HEADER: told})
        login = (asked.get("privateChallengeParameters") or {}).get("login")
        with telemetry.line("trigger", context, chain, login=login) as line:
            event["response"] = work(event)
            opened = event["response"].get("privateChallengeParameters") or {}
            line.say(login=opened.get("login", login))
        return event

    return handler
