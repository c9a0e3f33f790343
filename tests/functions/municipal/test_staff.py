"""An officer logs in with a password and a code, and her administrator's door gives and takes what she may do."""

import dataclasses
import time

import pyotp
import pytest
from moto.cognitoidp import models as cognitoidp
from municipal import grants_api, session_api

from madoguchi import aws as our_clients
from madoguchi.municipal.officers_cognito import OfficersPool
from madoguchi.municipal.staff_pool_cognito import StaffPool
from tests.functions.municipal.test_doors import ADMINISTRATOR, EXAMINER, NOBODY, TAX, Town
from tests.support.events import LambdaContext, answer, api_event, staff_claims
from tests.unit.municipal.samples import RECEIPT, SANJO

STEP_SECONDS = 30
CHOSEN = "Sanjo-Kosodate-2026"
NEW = {"officer": "sanjo-shimin-2", "name": "窓口 花子"}
WISH = {"officer": NOBODY, "section": "kosodate", "affair": "child-allowance.claim", "role": "examiner"}
WISH |= {"from": "2020-04-01"}


@pytest.fixture
def town(aws, monkeypatch):
    monkeypatch.setenv("MOTO_COGNITO_IDP_USER_POOL_ENABLE_TOTP", "true")  # moto checks codes only when asked to
    monkeypatch.setattr(cognitoidp, "COGNITO_TOTP_MFA_SECRET", pyotp.random_base32())  # its own is 10 bytes short
    town = Town(monkeypatch)
    town.cognito = our_clients.client("cognito-idp")
    town.pool = town.cognito.create_user_pool(
        PoolName="staff", Schema=[{"Name": "municipality", "AttributeDataType": "String", "Mutable": True}]
    )["UserPool"]["Id"]
    town.cognito.set_user_pool_mfa_config(
        UserPoolId=town.pool, MfaConfiguration="ON", SoftwareTokenMfaConfiguration={"Enabled": True}
    )
    client = town.cognito.create_user_pool_client(
        UserPoolId=town.pool, ClientName="console", ExplicitAuthFlows=["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    )["UserPoolClient"]["ClientId"]
    pool = StaffPool(town.cognito, town.cognito, town.pool, client)
    monkeypatch.setattr(session_api, "sessions", dataclasses.replace(session_api.sessions, pool=pool))
    made = dataclasses.replace(grants_api.administration, pool=OfficersPool(town.cognito, town.pool))
    monkeypatch.setattr(grants_api, "administration", made)
    return town


def step(town, path, **body):
    return town.call("session_api", "POST", path, body)


def begin(town, password, username=NEW["officer"]):
    return step(town, "/staff/session", username=username, password=password)


def go_on(town, asked, kind, username=NEW["officer"], **shown):
    return step(town, "/staff/session/answer", username=username, session=asked["session"], kind=kind, **shown)


def administer(town, method, path, body=None, name=ADMINISTRATOR, **more):
    return town.officer(method, path, body, name=name, door="grants_api", **more)


def hired(town):
    return answer(administer(town, "POST", "/staff/officers", NEW))


def enrolled(town):
    """Her first log-in to the end; the secret of her authenticator."""
    asked = answer(begin(town, hired(town)["password"]))
    asked = answer(go_on(town, asked, "new-password", password=CHOSEN))
    secret = asked["secret"]
    assert go_on(town, asked, "enrol", code=code(secret))["statusCode"] == 200
    town.cognito.admin_set_user_mfa_preference(  # Cognito does this by itself where a code is required; moto does not
        UserPoolId=town.pool,
        Username=NEW["officer"],
        SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True},
    )
    return secret


def code(secret):
    """This moment's code, and not in the last seconds of its life: moto takes no neighbour's."""
    if time.time() % STEP_SECONDS > STEP_SECONDS - 3:
        time.sleep(3)
    return pyotp.TOTP(secret).now()


def wrong(secret):
    """Six digits that are no code of these minutes."""
    near = {pyotp.TOTP(secret).at(int(time.time()) + n * STEP_SECONDS) for n in range(-2, 4)}
    return next(six for six in (f"{n:06d}" for n in range(100)) if six not in near)


def type_of(response):
    return response["statusCode"], answer(response)["type"].rsplit("/", 1)[-1]


def test_a_new_officer_sets_a_password_and_an_authenticator_and_is_in_with_no_grant(town):
    first = hired(town)
    asked = answer(begin(town, first["password"]))
    assert asked["state"] == "new-password"
    asked = answer(go_on(town, asked, "new-password", password=CHOSEN))
    assert (asked["state"], asked["uri"].startswith("otpauth://totp/Madoguchi:")) == ("enrol", True)

    told = answer(go_on(town, asked, "enrol", code=code(asked["secret"])))

    assert told["state"] == "in"
    assert told["officer"] == {
        "officer": NEW["officer"],
        "name": NEW["name"],
        "municipality": {"code": SANJO, "name": "三条市"},
        "grants": [],
    }
    (row,) = [r for r in answer(administer(town, "GET", "/staff/officers"))["items"] if r["officer"] == NEW["officer"]]
    assert row["enrolled"] is True


def test_afterwards_a_password_asks_for_a_code_and_the_code_lets_her_in(town):
    secret = enrolled(town)

    asked = answer(begin(town, CHOSEN))
    refused = go_on(town, asked, "totp", code=wrong(secret))
    told = go_on(town, asked, "totp", code=code(secret))

    assert asked["state"] == "totp"
    assert type_of(refused) == (401, "login-refused")
    assert answer(told)["state"] == "in"
    assert told["multiValueHeaders"]["Cache-Control"] == ["no-store"]


def test_an_unknown_officer_and_a_wrong_password_are_one_answer(town):
    enrolled(town)

    unknown, wrong_password = begin(town, CHOSEN, "nobody-at-all"), begin(town, "Another-Password-1")

    assert type_of(unknown) == type_of(wrong_password) == (401, "login-refused")
    assert answer(unknown) | {"correlation_id": ""} == answer(wrong_password) | {"correlation_id": ""}


def test_a_wrong_first_code_enrols_no_authenticator(town):
    asked = answer(begin(town, hired(town)["password"]))
    asked = answer(go_on(town, asked, "new-password", password=CHOSEN))

    refused = go_on(town, asked, "enrol", code=wrong(asked["secret"]))

    assert type_of(refused) == (401, "login-refused")


def test_a_step_of_no_log_in_says_to_begin_again(town):
    enrolled(town)

    for kind, shown in (("totp", {"code": "123456"}), ("enrol", {"code": "123456"})):
        refused = go_on(town, {"session": "no-session-of-the-pool-at-all"}, kind, **shown)
        assert type_of(refused) == (401, "login-expired")


def test_a_weak_password_is_named_and_may_be_chosen_again(town):
    asked = answer(begin(town, hired(town)["password"]))

    weak = go_on(town, asked, "new-password", password="x")
    strong = go_on(town, asked, "new-password", password=CHOSEN)

    assert type_of(weak) == (422, "password-too-weak")
    assert answer(weak)["errors"][0]["field"] == "/password"
    assert answer(strong)["state"] == "enrol"


def test_a_pool_that_forgot_to_ask_for_a_code_lets_nobody_in(town):
    enrolled(town)
    town.cognito.admin_set_user_mfa_preference(
        UserPoolId=town.pool, Username=NEW["officer"], SoftwareTokenMfaSettings={"Enabled": False}
    )

    response = begin(town, CHOSEN)

    assert type_of(response) == (401, "login-refused")
    assert "id_token" not in response["body"]


def test_a_new_password_for_one_log_in_until_it_is_used(town):
    first, again = hired(town), hired(town)

    assert begin(town, first["password"])["statusCode"] == 401
    asked = answer(begin(town, again["password"]))
    go_on(town, asked, "new-password", password=CHOSEN)
    taken = administer(town, "POST", "/staff/officers", NEW)

    assert type_of(taken) == (409, "officer-exists")


def test_a_grant_counts_from_the_next_request_and_so_does_its_end(town):
    town.journey()
    see = lambda: town.officer("GET", f"/cases/{RECEIPT}", name=NOBODY)["statusCode"]  # noqa: E731
    before = see()

    given = answer(administer(town, "POST", "/staff/grants", WISH, headers={"Idempotency-Key": "grant-001"}))
    during = see()
    gone = administer(town, "DELETE", f"/staff/grants/{given['grant_id']}")

    assert (before, during, gone["statusCode"], see()) == (404, 200, 204, 404)
    (kept,) = [r for r in answer(administer(town, "GET", "/staff/grants"))["items"] if r["officer"] == NOBODY]
    assert kept["revoked_at"] is not None


def test_nobody_grants_to_herself_and_no_examiner_grants_at_all(town):
    own = {**WISH, "officer": ADMINISTRATOR}
    key = {"headers": {"Idempotency-Key": "grant-001"}}

    assert type_of(administer(town, "POST", "/staff/grants", own, **key)) == (403, "own-grant")
    assert type_of(administer(town, "POST", "/staff/grants", WISH, name=EXAMINER, **key)) == (403, "grant-missing")
    assert answer(administer(town, "POST", "/staff/grants", WISH))["errors"][0]["field"] == "/headers/Idempotency-Key"


def test_me_is_who_i_am_and_what_i_may_do(town):
    told = answer(administer(town, "GET", "/staff/me", name=TAX))

    assert (told["officer"], told["municipality"]["name"]) == (TAX, "三条市")
    assert [grant["affair"] for grant in told["grants"]] == ["local-tax.certificate"]


def test_signing_out_ends_her_token_at_every_door(town):
    town.journey()
    assert administer(town, "DELETE", "/staff/session", name=EXAMINER)["statusCode"] == 204

    again = town.officer("GET", f"/cases/{RECEIPT}", name=EXAMINER)
    me = administer(town, "GET", "/staff/me", name=EXAMINER)
    fresh = town.call(
        "staff_api", "GET", f"/cases/{RECEIPT}", claims=staff_claims(SANJO, EXAMINER, auth_time=4_000_000_000)
    )

    assert type_of(again) == type_of(me) == (401, "officer-session-ended")
    assert fresh["statusCode"] == 200


def test_a_disabled_officer_is_out_and_the_pool_knows_it(town):
    enrolled(town)

    gone = administer(town, "DELETE", f"/staff/officers/{NEW['officer']}")

    assert gone["statusCode"] == 204
    assert type_of(begin(town, CHOSEN)) == (401, "login-refused")
    assert type_of(administer(town, "GET", "/staff/me", name=NEW["officer"])) == (401, "officer-session-ended")


def test_another_towns_administrator_reaches_nobody_here(town):
    town.put(pk="STAFF#151009", sk="none", kind="other")
    claims = staff_claims("151009", ADMINISTRATOR)  # her name, but of no officer of that town

    response = grants_api.handler(api_event("GET", "/staff/grants", claims=claims), LambdaContext())

    assert type_of(response) == (401, "officer-session-ended")


@pytest.mark.parametrize("name", ["a", "Sanjo-1", "sanjo#1", "x" * 41])
def test_a_name_that_could_part_our_keys_is_refused(town, name):
    response = administer(town, "POST", "/staff/officers", {"officer": name, "name": "x"})

    assert (response["statusCode"], answer(response)["errors"][0]["field"]) == (400, "/officer")
