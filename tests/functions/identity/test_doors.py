import json
from datetime import timedelta

import pytest

from madoguchi.kernel import clock
from madoguchi.kernel.canonical import b64, unb64
from tests.support.events import LambdaContext, api_event
from tests.support.identity import TABLE
from tests.support.lines import logged


def problem(body):
    return body["type"].rsplit("/", 1)[-1]


def show(portal, card_id):
    certificate = b64(portal.card(card_id).certificate("signing"))
    return portal.call("POST", "/api/me/signing-certificate", {"certificate": certificate})


def test_midori_logs_in_with_her_card_and_reads_her_account(portal, core):
    status, body, reply = portal.log_in("midori", "1234")

    assert status == 200
    assert set(body) == {"id_token", "expires_in", "account_id"}
    cookie = reply["multiValueHeaders"]["Set-Cookie"][0]
    assert cookie.startswith("__Host-refresh=")
    assert all(word in cookie for word in ("HttpOnly", "Secure", "SameSite=Strict", "Path=/"))
    assert core.pairs[body["account_id"]]
    assert portal.call("GET", "/api/me")[:2] == (
        200,
        {
            "account_id": body["account_id"],
            "language": "ja",
            "email": None,
            "electronic_decision": False,
            "attributes": None,
        },
    )


def test_she_shows_her_signing_certificate_and_the_account_knows_her_new_address(portal):
    portal.log_in("midori", "1234")

    status, body, _ = show(portal, "midori")

    assert (status, body["status"], body["source"]) == (200, "good", "ocsp")
    assert body["as_of"] == "2026-11-04T14:59:30.000Z"
    assert body["attributes"]["address"] == "新潟県三条市緑町九丁目99番9号"
    card = portal.call("GET", "/api/me")[1]["attributes"]
    assert (card["name"], card["birth_date"], card["sex"]) == ("髙野　みどり", "1984-04-12", "female")
    assert card["certificate_valid_until"] == body["valid_until"]


def test_after_the_move_the_old_signing_certificate_is_refused_while_login_works(portal):
    assert portal.log_in("midori-lapsed", "1234")[0] == 200

    status, body, _ = show(portal, "midori-lapsed")

    assert (status, problem(body)) == (422, "certificate-revoked")
    assert show(portal, "midori")[0] == 200


def test_another_persons_card_is_refused(portal):
    portal.log_in("midori", "1234")

    status, body, _ = show(portal, "izumi")

    assert (status, problem(body)) == (422, "another-persons-card")
    assert portal.call("GET", "/api/me")[1]["attributes"] is None


def test_a_silent_responder_is_its_own_problem_with_a_time_to_come_back(portal):
    portal.world.faults.switch("ocsp", "down")

    status, body, reply = portal.begin(portal.card("midori"))

    assert (status, problem(body)) == (503, "certificate-status-unknown")
    assert reply["multiValueHeaders"]["Retry-After"] == ["30"]


def test_a_silent_core_keeps_nobody_out(portal, core):
    core.down = True
    assert portal.log_in("makoto", "5678")[0] == 200

    core.down = False
    _, body, _ = portal.log_in("makoto", "5678")
    assert body["account_id"] in core.pairs


def test_the_signing_certificate_is_no_login(portal):
    certificate = b64(portal.card("midori").certificate("signing"))

    status, body, _ = portal.call("POST", "/api/login", {"certificate": certificate})

    assert (status, problem(body)) == (422, "certificate-untrusted")
    assert body["errors"][0]["field"] == "/certificate"


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "/certificate"), ({"certificate": "%%%"}, "/certificate"), ({"certificate": "AA==", "pin": "1"}, "/pin")],
)
def test_what_is_no_request_names_its_field(portal, body, field):
    status, answer, _ = portal.call("POST", "/api/login", body)

    assert status in (400, 422)
    assert answer["errors"][0]["field"] == field


def answer_of(portal, card_id, pin, nonce=None):
    card = portal.card(card_id)
    asked = portal.begin(card)[1]
    return {"login": asked["login"], "signature": b64(card.unlock(pin).sign(nonce or unb64(asked["nonce"])))}


def test_a_replayed_answer_is_refused(portal):
    answer = answer_of(portal, "midori", "1234")

    assert portal.call("POST", "/api/login/answer", answer)[0] == 200
    status, body, _ = portal.call("POST", "/api/login/answer", answer)
    assert (status, problem(body)) == (401, "login-refused")


def test_a_signature_over_other_bytes_is_refused_and_spends_the_nonce(portal):
    wrong = answer_of(portal, "midori", "1234", nonce=b"other bytes")

    for _ in range(2):
        status, body, _ = portal.call("POST", "/api/login/answer", wrong)
        assert (status, problem(body)) == (401, "login-refused")


def test_an_answer_that_comes_late_is_refused(portal, monkeypatch):
    answer = answer_of(portal, "midori", "1234")
    later = clock.wall() + timedelta(minutes=4)
    monkeypatch.setattr(clock, "wall", lambda: later)

    status, body, _ = portal.call("POST", "/api/login/answer", answer)

    assert (status, problem(body)) == (401, "login-refused")


def test_the_cookie_renews_the_token_until_she_signs_out(portal):
    portal.log_in("midori", "1234")

    assert portal.call("POST", "/api/session")[0] == 200
    status, _, reply = portal.call("DELETE", "/api/session")

    assert (status, reply["body"]) == (204, "")
    assert "Max-Age=0" in reply["multiValueHeaders"]["Set-Cookie"][0]
    assert portal.call("POST", "/api/session")[0] == 401
    assert portal.call("GET", "/api/me")[0] == 401
    assert portal.call("DELETE", "/api/session")[0] == 204


def test_without_a_cookie_there_is_no_session(portal):
    status, body, _ = portal.call("POST", "/api/session")

    assert (status, problem(body)) == (401, "session-ended")


def test_signing_out_with_a_cookie_that_is_no_token_of_the_pool_is_no_error(portal):
    portal.cookie = "somebody.some-session.not-a-token"

    assert portal.call("DELETE", "/api/session")[0] == 204


def test_she_changes_her_wishes(portal):
    portal.log_in("midori", "1234")

    wishes = {"email": "midori@example.jp", "electronic_decision": True, "language": "en"}
    status, body, _ = portal.call("PATCH", "/api/me", wishes)

    assert status == 200
    assert {name: body[name] for name in wishes} == wishes
    assert portal.call("PATCH", "/api/me", {"account_id": "z" * 26})[0] == 400


def test_an_access_token_or_another_pools_token_opens_nothing(portal):
    portal.log_in("midori", "1234")

    for wrong in ({"token_use": "access"}, {"role": ""}):
        portal.claims = {**portal.claims, **wrong}
        assert portal.call("GET", "/api/me")[0] == 401


def test_no_name_serial_or_signature_reaches_the_logs(portal):
    with logged() as lines:
        portal.log_in("midori", "1234")
        show(portal, "midori")
        show(portal, "midori-lapsed")
        portal.begin(portal.card("izumi"))

    text = json.dumps(lines, ensure_ascii=False)
    serials = [row.serial for row in portal.world.state.issued()]
    assert {"trigger", "answered", "called"} <= {line["message"] for line in lines}
    assert not [word for word in ("みどり", "緑町", "1984-04-12", portal.cookie, *serials) if word in text]


def test_the_table_holds_no_pin_no_key_and_no_refresh_token(portal):
    portal.log_in("midori", "1234")

    from boto3 import client

    rows = json.dumps(client("dynamodb").scan(TableName=TABLE)["Items"])
    assert portal.cookie.split(".", 2)[2] not in rows


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (
            "multipart/form-data; boundary=x",
            '--x\r\nContent-Disposition: form-data; name="login"\r\n\r\n{login}\r\n'
            '--x\r\nContent-Disposition: form-data; name="signature"\r\n\r\n{signature}\r\n--x--\r\n',
        ),
        ("text/plain", '{{"login":"{login}","signature":"{signature}"}}'),
        ("application/x-www-form-urlencoded", "login={login}&signature={signature}"),
    ],
    ids=["multipart", "text", "urlencoded"],
)
def test_no_form_of_another_site_can_sign_a_visitor_in_under_its_own_name(portal, kind, body):
    card = portal.card("midori")
    asked = portal.begin(card)[1]
    signature = b64(card.unlock("1234").sign(unb64(asked["nonce"])))
    event = api_event("POST", "/api/login/answer", headers={"Content-Type": kind})
    event["body"] = body.format(login=asked["login"], signature=signature)

    reply = portal.login_door.handler(event, LambdaContext())

    assert (reply["statusCode"], problem(json.loads(reply["body"]))) == (415, "unsupported-media-type")
    assert "Set-Cookie" not in reply["multiValueHeaders"]
