"""What the product refuses, on a really deployed stack: each refusal names its reason and changes nothing."""

import base64
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from sandbox.demo import family
from sandbox.demo.clients import CoreSystem, Http, Refused, b64
from sandbox.jpki.card import WrongPin
from sandbox.localcloud import deployment

SANJO, PROCEDURE = "152048", "child-allowance.claim"


@pytest.fixture(autouse=True)
def november(stage):
    """These tests run on the scenario's own day."""
    from sandbox.demo.journey import Journey

    Journey(None, stage, tell=lambda _text: None).set_clock("2026-11-04T20:00:00+09:00")


@pytest.fixture
def izumi(endpoints):
    return endpoints.citizen("izumi").login()


@pytest.fixture
def signed_in(izumi):
    """Somebody whose applications no other test touches."""
    izumi.check_signing_certificate()
    izumi.withdraw_open()
    return izumi


def draft(citizen, municipality="152021"):
    procedures = citizen.http.call("GET", f"/api/procedures?municipality={municipality}&q=児童手当")["items"]
    procedure = next(p for p in procedures if p["standard_id"] == PROCEDURE)
    body = {"municipality": municipality, "procedure_id": procedure["procedure_id"]}
    return citizen.http.call("POST", "/api/applications", body)


def problem(call, *args, **more):
    with pytest.raises(Refused) as refused:
        call(*args, **more)
    return refused.value


def test_a_wrong_pin_opens_nothing_and_says_how_many_tries_are_left(endpoints):
    card = endpoints.citizen("izumi").card

    with pytest.raises(WrongPin) as wrong:
        card.unlock("0000")
    assert wrong.value.tries_left == 2
    card.unlock("2468")


def test_a_replayed_answer_is_refused_when_it_is_another(endpoints):
    citizen = endpoints.citizen("izumi")
    asked = citizen.http.call("POST", "/api/login", {"certificate": b64(citizen.card.certificate("authentication"))})
    key = citizen.card.unlock(citizen.authentication_pin)
    good = {"login": asked["login"], "signature": b64(key.sign(base64.b64decode(asked["nonce"])))}
    citizen.http.call("POST", "/api/login/answer", good)

    other = {"login": asked["login"], "signature": b64(key.sign(b"another nonce"))}
    assert problem(citizen.http.call, "POST", "/api/login/answer", other).status == 401
    assert problem(citizen.http.call, "POST", "/api/login/answer", good).status == 401


def test_of_raced_answers_one_wins(endpoints):
    citizen = endpoints.citizen("izumi")
    asked = citizen.http.call("POST", "/api/login", {"certificate": b64(citizen.card.certificate("authentication"))})
    key = citizen.card.unlock(citizen.authentication_pin)
    bodies = [
        {"login": asked["login"], "signature": b64(key.sign(base64.b64decode(asked["nonce"])))},
        *({"login": asked["login"], "signature": b64(key.sign(str(n).encode()))} for n in range(4)),
    ]

    def answer(body):
        try:
            return "id_token" in Http(citizen.http.base).call("POST", "/api/login/answer", body)
        except Refused:
            return False

    with ThreadPoolExecutor(5) as pool:
        assert sum(pool.map(answer, bodies)) <= 1


def test_anothers_signing_card_is_refused(endpoints, izumi):
    other = endpoints.citizen("midori").card

    refused = problem(
        izumi.http.call, "POST", "/api/me/signing-certificate", {"certificate": b64(other.certificate("signing"))}
    )
    assert (refused.status, refused.slug) == (422, "another-persons-card")


def test_a_certificate_that_lapsed_by_moving_is_told_before_the_form(endpoints):
    """U1: login works, the form is not begun in vain, and she learns where to go."""
    midori = endpoints.citizen("midori-lapsed").login()

    refused = problem(midori.check_signing_certificate)
    assert (refused.status, refused.slug) == (422, "certificate-revoked")
    assert "窓口" in refused.problem["detail"]


def test_an_unknown_status_is_never_good(endpoints, izumi, stage):
    fault = {"target": "ocsp", "mode": "down"}
    requests.post(f"{stage.world}/_faults", json=fault, timeout=10).raise_for_status()
    try:
        refused = problem(izumi.check_signing_certificate)
    finally:
        requests.post(f"{stage.world}/_faults", json={**fault, "mode": "ok"}, timeout=10)
    assert (refused.status, refused.slug) == (503, "certificate-status-unknown")


def test_bytes_changed_after_signing_are_refused(signed_in):
    application = draft(signed_in)
    signed_in.fill(application, family.answers(application["answers"]))

    refused = problem(signed_in.sign_and_submit, application["application_id"], tamper=True)
    assert (refused.status, refused.slug) == (422, "signature-invalid")


def test_missing_unknown_and_oversize_fields_are_named(signed_in):
    application = draft(signed_in)
    answers = family.answers(application["answers"])
    saved = signed_in.fill(application, {k: v for k, v in answers.items() if k != "income_yen"})
    assert any(finding["field"] == "/income_yen" for finding in saved["findings"])

    unknown = problem(signed_in.fill, saved, {**answers, "favourite_colour": "blue"})
    assert unknown.status == 422 and any("favourite_colour" in e["field"] for e in unknown.problem["errors"])
    oversize = problem(signed_in.fill, saved, {**answers, "remarks": "あ" * 20000})
    assert oversize.status in (413, 422) and any("remarks" in e["field"] for e in oversize.problem["errors"])
    kept = signed_in.application(application["application_id"])["answers"]
    assert kept["spouse"] == answers["spouse"]


def test_another_citizens_application_does_not_exist(endpoints, signed_in):
    application = draft(signed_in)
    stranger = endpoints.citizen("makoto").login()

    assert problem(stranger.application, application["application_id"]).status == 404


def test_twenty_parallel_submits_make_one_application(signed_in):
    application = draft(signed_in)
    signed_in.fill(application, family.answers(application["answers"]))
    path, certificate = f"/api/applications/{application['application_id']}", b64(signed_in.card.certificate("signing"))
    prepared = signed_in.http.call("POST", f"{path}/signing", {"certificate": certificate})
    key = signed_in.card.unlock(signed_in.signing_pin, "signing")
    body = {"certificate": certificate, "signature": b64(key.sign(base64.b64decode(prepared["to_be_signed"])))}
    token = signed_in.http.token

    def submit(number):
        http = Http(signed_in.http.base, token=token)
        for _ in range(5):
            try:
                return http.call(
                    "POST", f"{path}/submit", body, Idempotency_Key=same if number % 2 else str(uuid.uuid4())
                )
            except Refused as refused:
                if refused.status not in (409, 503):
                    return {"receipt": None}
        return {"receipt": None}

    same = str(uuid.uuid4())
    with ThreadPoolExecutor(20) as pool:
        receipts = {told["receipt"] for told in pool.map(submit, range(20))} - {None}
    mine = [a for a in signed_in.http.call("GET", "/api/applications")["items"] if a["receipt"]]
    mine = [a for a in mine if a["status"] != "withdrawn"]
    assert len(receipts) == 1
    assert [a["receipt"] for a in mine] == list(receipts)


@pytest.mark.parametrize("path", ["/api/applications", "/api/me", "/api/notices", "/api/records"])
@pytest.mark.parametrize("token", ["", "garbage", "machine"])
def test_a_citizens_route_refuses_without_her_token(endpoints, path, token):
    shown = endpoints.core_system(SANJO).http.token if token == "machine" else token

    assert problem(Http(endpoints.data["portal"], token=shown).call, "GET", path).status in (401, 403)


def test_an_officer_of_another_town_finds_no_such_case(endpoints, journey):
    nagaoka = endpoints.officer("nagaoka-kosodate-1")

    assert problem(nagaoka.case, journey["receipt"]).status == 404


def test_a_machine_without_the_scope_reads_nothing(endpoints, stage):
    pool = deployment.client(stage, "cognito-idp")
    made = pool.create_user_pool_client(
        UserPoolId=endpoints.data["outputs"]["StaffPool"],
        ClientName="copies-only",
        GenerateSecret=True,
        AllowedOAuthFlows=["client_credentials"],
        AllowedOAuthFlowsUserPoolClient=True,
        AllowedOAuthScopes=["municipal/copies.write"],
    )["UserPoolClient"]
    weak = CoreSystem(Http(endpoints.data["municipal_api"])).login(made["ClientId"], made["ClientSecret"])
    assert problem(weak.http.call, "GET", "/applications?month=2026-11").status in (401, 403)


def test_an_expired_token_opens_nothing(endpoints, stage):
    pool = deployment.client(stage, "cognito-idp")
    made = pool.create_user_pool_client(
        UserPoolId=endpoints.data["outputs"]["StaffPool"],
        ClientName="short-lived",
        GenerateSecret=True,
        AllowedOAuthFlows=["client_credentials"],
        AllowedOAuthFlowsUserPoolClient=True,
        AllowedOAuthScopes=["municipal/applications.read"],
        AccessTokenValidity=2,
        TokenValidityUnits={"AccessToken": "seconds"},
    )["UserPoolClient"]
    brief = CoreSystem(Http(endpoints.data["municipal_api"])).login(made["ClientId"], made["ClientSecret"])

    young = problem(brief.http.call, "GET", "/applications?month=2026-11")
    time.sleep(3)
    old = problem(brief.http.call, "GET", "/applications?month=2026-11")

    assert (young.status, young.slug) == (403, "unknown-client"), "the token itself was good: no town stands behind it"
    assert (old.status, old.slug) == (401, "unauthenticated")


def test_a_signed_route_is_closed_to_the_unsigned(endpoints):
    outputs = endpoints.data["outputs"]
    for name in [key for key in outputs if key.endswith("Exchange") or key == "Sealed"]:
        base = f"{endpoints.data['aws']}/_aws/execute-api/{outputs[name]}/v1"
        assert requests.post(f"{base}/deliveries", json={}, timeout=30).status_code == 403
