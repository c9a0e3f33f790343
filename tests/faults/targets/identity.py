"""Identity: what a citizen commits at her doors once she is in."""

from collections.abc import Callable
from typing import Any

from botocore.exceptions import ReadTimeoutError

from madoguchi.kernel.canonical import b64
from tests.faults.conftest import House
from tests.faults.matrix import Target, Work
from tests.faults.targets.delivering import requested
from tests.functions.identity.conftest import Portal
from tests.functions.identity.test_sessions import elsewhere
from tests.support.identity import Pool
from tests.support.injected import injector

PIN = "1234"
Wish = Callable[[Portal], tuple[Any, ...]]


def silent() -> Exception:
    return ReadTimeoutError(endpoint_url="cognito-idp")


def _operation(_pool: Pool, *, event_name: str, **_: Any) -> str:
    return f"cognito-idp:{event_name.rsplit('.', 1)[-1]}"


def citizen(house: House) -> Portal:
    """She is logged in at two browsers, and asks from the first."""
    portal: Portal = house.fixture("citizens_portal")
    house.monkeypatch.setattr(Pool, "__call__", injector.around(_operation, Pool.__call__, silent))
    house.monkeypatch.setattr("madoguchi.identity.store.ANCHORS_LAST_SECONDS", -1)  # each start is a cold one
    house.net()
    assert portal.log_in("midori", PIN)[0] == 200
    assert portal.call("GET", "/api/me")[0] == 200  # both doors know the origin's secret from here on
    return portal


def asked(wish: Wish, *, done: int = 0) -> Callable[[House], Work]:
    """`done`: what is answered to her who asks again for an end that has come: it is the end she wished."""

    def prepare(house: House) -> Work:
        portal, tries = citizen(house), [0]
        method, path, *body = wish(portal)

        def call() -> dict[str, Any]:
            tries[0] += 1
            reply: dict[str, Any] = portal.call(method, path, *body)[2]
            if tries[0] > 1 and reply["statusCode"] == done:
                return {"statusCode": 204, "body": ""}
            return reply

        def reset() -> None:
            tries[0] = 0
            for kept in (portal.pool.revoked, portal.pool.revoked_users):
                kept.clear()

        return requested(call, beside=lambda: out(portal), reset=reset)

    return prepare


def out(portal: Portal) -> dict[str, Any]:
    """What the pool no longer honours."""
    return {"tokens": sorted(portal.pool.revoked), "users": sorted(portal.pool.revoked_users)}


def signing(portal: Portal) -> tuple[Any, ...]:
    shown = {"certificate": b64(portal.card("midori").certificate("signing"))}
    return "POST", "/api/me/signing-certificate", shown


def another(portal: Portal) -> tuple[Any, ...]:
    _, there = elsewhere(portal)
    return "DELETE", f"/api/sessions/{there['origin_jti']}"


def everywhere(portal: Portal) -> tuple[Any, ...]:
    elsewhere(portal)
    return "DELETE", "/api/sessions"


TARGETS = [
    Target(
        "she changes her wishes",
        asked(lambda _: ("PATCH", "/api/me", {"email": "midori@example.jp", "language": "en"})),
        door="identity-citizen PATCH /api/me",
    ),
    Target(
        "she shows her signing certificate",
        asked(signing),
        door="identity-citizen POST /api/me/signing-certificate",
    ),
    Target(
        "she ends a session elsewhere",
        asked(another, done=404),
        door="identity-citizen DELETE /api/sessions/{session_id}",
    ),
    Target("she ends all her sessions", asked(everywhere, done=401), door="identity-citizen DELETE /api/sessions"),
    Target("she signs out", asked(lambda _: ("DELETE", "/api/session")), door="identity-login DELETE /api/session"),
    Target("her session goes on", asked(lambda _: ("POST", "/api/session")), door="identity-login POST /api/session"),
]
