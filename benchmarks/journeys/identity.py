"""Logging in by card, the session, and what she may change."""

from madoguchi.kernel.canonical import b64, unb64
from tests.functions.identity.conftest import core, core_api, doors, portal, world

__all__ = ["core", "core_api", "doors", "portal", "world"]


def test_the_citizen_logs_in(portal, meter, pace):
    portal.log_in("makoto", "5678")  # warm: somebody logged in before her
    card = portal.card("midori")
    _, asked, _ = meter.of("begin to log in", "door", lambda: portal.begin(card))
    answer = {"login": asked["login"], "signature": b64(card.unlock("1234").sign(unb64(asked["nonce"])))}
    status, _, _ = meter.of("log in", "door", lambda: portal.call("POST", "/api/login/answer", answer))
    assert status == 200
    portal.log_in("midori", "1234")
    renewed = pace.of("renew the session", "door", lambda: portal.call("POST", "/api/session"), kind="commit")
    assert renewed[0] == 200, renewed
    portal.call("GET", "/api/me")  # warm
    signing = {"certificate": b64(card.certificate("signing"))}
    shown = meter.of(
        "show the signing certificate", "door", lambda: portal.call("POST", "/api/me/signing-certificate", signing)
    )
    assert shown[0] == 200, shown
    assert pace.of("see my account", "door", lambda: portal.call("GET", "/api/me"), kind="read")[0] == 200
    wishes = {"email": "midori@example.jp", "language": "ja"}
    changed = pace.of("change my wishes", "door", lambda: portal.call("PATCH", "/api/me", wishes), kind="commit")
    assert changed[0] == 200
    out = meter.of("sign out", "door", lambda: portal.call("DELETE", "/api/session"))
    assert out[0] == 204
