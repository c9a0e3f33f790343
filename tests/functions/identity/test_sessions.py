"""Her sessions at the real door: seen, ended here and everywhere, and confirmed by her card before what deserves it."""

from datetime import timedelta

import pytest

from madoguchi.kernel import clock
from madoguchi.kernel.canonical import b64, unb64

EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
ADDRESS = {"email": "midori@example.jp"}


def problem(body):
    return body["type"].rsplit("/", 1)[-1]


def listed(portal):
    return portal.call("GET", "/api/sessions")[1]["items"]


@pytest.fixture
def six_minutes_later(monkeypatch):
    """Technical time goes on: the login is no confirmation any more, the session still lives."""

    def go_on():
        later = clock.wall() + timedelta(minutes=6)
        monkeypatch.setattr(clock, "wall", lambda: later)

    return go_on


def begin(portal, card):
    certificate = b64(card.certificate("authentication"))
    return portal.call("POST", "/api/session/confirmation", {"certificate": certificate})


def confirm(portal, card_id="midori", pin="1234"):
    card = portal.card(card_id)
    _, asked, _ = begin(portal, card)
    answer = {"login": asked["login"], "signature": b64(card.unlock(pin).sign(unb64(asked["nonce"])))}
    return portal.call("POST", "/api/session/confirmation/answer", answer)


def elsewhere(portal):
    """She logs in at a second browser; what the first one holds is kept and given back."""
    first = portal.cookie, portal.claims
    portal.log_in("midori", "1234")
    second = portal.cookie, portal.claims
    portal.cookie, portal.claims = first
    return second


def test_she_sees_where_she_is_logged_in_and_which_one_this_is(portal):
    portal.log_in("midori", "1234")
    _, there = elsewhere(portal)

    items = listed(portal)

    assert {item["session_id"]: item["this"] for item in items} == {
        portal.claims["origin_jti"]: True,
        there["origin_jti"]: False,
    }


def test_a_session_says_the_kind_of_its_device_and_nothing_finer(portal):
    portal.agent = EDGE
    portal.log_in("midori", "1234")

    (item,) = listed(portal)

    assert (item["system"], item["browser"]) == ("windows", "edge")
    assert set(item) == {
        "session_id",
        "this",
        "system",
        "browser",
        "started_at",
        "seen_at",
        "confirmed_until",
    }


def test_she_sees_nobody_elses(portal):
    portal.log_in("makoto", "5678")
    portal.log_in("midori", "1234")

    assert [item["this"] for item in listed(portal)] == [True]


def test_a_session_she_ends_over_there_is_over_at_once(portal):
    portal.log_in("midori", "1234")
    cookie, there = elsewhere(portal)

    assert portal.call("DELETE", f"/api/sessions/{there['origin_jti']}")[0] == 204

    assert [item["this"] for item in listed(portal)] == [True]
    portal.cookie, portal.claims = cookie, there
    assert portal.call("GET", "/api/me")[0] == 401
    assert portal.call("POST", "/api/session")[0] == 401


def test_a_session_of_somebody_else_does_not_exist(portal):
    portal.log_in("makoto", "5678")
    his = portal.cookie, portal.claims
    portal.log_in("midori", "1234")

    status, body, _ = portal.call("DELETE", f"/api/sessions/{his[1]['origin_jti']}")

    assert (status, problem(body)) == (404, "not-found")
    portal.cookie, portal.claims = his
    assert portal.call("GET", "/api/me")[0] == 200


def test_everywhere_is_every_browser_and_the_pools_own_tokens(portal):
    portal.log_in("midori", "1234")
    elsewhere(portal)

    assert portal.call("DELETE", "/api/sessions")[0] == 204

    assert portal.call("GET", "/api/sessions")[0] == 401
    assert portal.call("POST", "/api/session")[0] == 401
    assert "AdminUserGlobalSignOut" in portal.pool.calls


def test_all_but_this_one(portal):
    portal.log_in("midori", "1234")
    elsewhere(portal)

    assert portal.call("DELETE", "/api/sessions", query={"keep": "this"})[0] == 204

    assert [item["this"] for item in listed(portal)] == [True]
    assert portal.call("POST", "/api/session")[0] == 200


def test_what_it_keeps_is_this_one_and_no_other_word(portal):
    portal.log_in("midori", "1234")

    status, body, _ = portal.call("DELETE", "/api/sessions", query={"keep": "another"})

    assert status == 400
    assert body["errors"][0]["field"].endswith("keep")
    assert len(listed(portal)) == 1


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "/api/me", ADDRESS),
        ("PATCH", "/api/me", {"electronic_decision": True}),
        ("DELETE", "/api/sessions", None),
        ("DELETE", "/api/sessions/another", None),
    ],
    ids=["address", "consent", "everywhere", "one other"],
)
def test_what_deserves_it_waits_for_her_card(portal, six_minutes_later, method, path, body):
    portal.log_in("midori", "1234")
    six_minutes_later()

    status, answer, _ = portal.call(method, path, body)

    assert (status, problem(answer)) == (403, "reauthentication-required")
    assert portal.call("GET", "/api/me")[1]["email"] is None
    assert len(listed(portal)) == 1


def test_after_her_card_answered_the_same_request_goes_through(portal, six_minutes_later):
    portal.log_in("midori", "1234")
    six_minutes_later()
    assert portal.call("PATCH", "/api/me", ADDRESS)[0] == 403

    status, told, _ = confirm(portal)

    assert status == 200
    assert told["confirmed_until"] == clock.rfc3339(clock.wall() + timedelta(minutes=5))
    assert portal.call("PATCH", "/api/me", ADDRESS)[1]["email"] == ADDRESS["email"]


def test_the_language_is_nothing_to_confirm(portal, six_minutes_later):
    portal.log_in("midori", "1234")
    six_minutes_later()

    assert portal.call("PATCH", "/api/me", {"language": "en"})[0] == 200


def test_a_card_confirms_the_session_that_asked_and_not_another_of_hers(portal, six_minutes_later):
    portal.log_in("midori", "1234")
    second = elsewhere(portal)
    six_minutes_later()
    confirm(portal)

    portal.cookie, portal.claims = second
    assert portal.call("PATCH", "/api/me", ADDRESS)[0] == 403


def test_another_persons_card_confirms_nothing(portal):
    portal.log_in("midori", "1234")

    status, body, _ = begin(portal, portal.card("izumi"))

    assert (status, problem(body)) == (422, "another-persons-card")
    assert body["errors"][0]["field"] == "/certificate"


def test_an_answer_of_a_login_confirms_nothing_and_the_other_way_round(portal):
    portal.log_in("midori", "1234")
    card = portal.card("midori")
    own, login = begin(portal, card)[1], portal.begin(card)[1]

    def signed(asked):
        return {"login": asked["login"], "signature": b64(card.unlock("1234").sign(unb64(asked["nonce"])))}

    crossed = [
        portal.call("POST", "/api/session/confirmation/answer", signed(login)),
        portal.call("POST", "/api/login/answer", signed(own)),
    ]

    assert [(status, problem(body)) for status, body, _ in crossed] == [(401, "login-refused")] * 2


def test_nobody_confirms_without_a_session(portal):
    assert begin(portal, portal.card("midori"))[0] == 401


def test_a_browser_left_alone_for_half_an_hour_is_logged_out(portal, monkeypatch):
    portal.log_in("midori", "1234")
    later = clock.wall() + timedelta(minutes=31)
    monkeypatch.setattr(clock, "wall", lambda: later)

    assert portal.call("POST", "/api/session")[0] == 401
    assert portal.call("GET", "/api/me")[0] == 401


def test_a_page_that_stays_open_keeps_its_session_for_a_day(portal, monkeypatch):
    portal.log_in("midori", "1234")
    begun = clock.wall()

    def at(**after):
        monkeypatch.setattr(clock, "wall", lambda: begun + timedelta(**after))
        return portal.call("POST", "/api/session")[0]

    assert {at(minutes=minutes) for minutes in range(0, 24 * 60, 29)} == {200}
    assert at(days=1) == 401


def test_the_cookie_dies_with_the_browser(portal):
    _, _, reply = portal.log_in("midori", "1234")

    (cookie,) = reply["multiValueHeaders"]["Set-Cookie"]
    assert "Max-Age" not in cookie and "Expires" not in cookie
