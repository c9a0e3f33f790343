import base64
from urllib.parse import parse_qs, urlsplit

import pytest

from madoguchi.errors import Conflict, Invalid
from madoguchi.municipal.model.officers import Staff
from madoguchi.municipal.model.sessions import AnswerRequest, Challenge, LoginRequest, TokenRequest, Tokens
from madoguchi.municipal.service.sessions import LoginRefused, Sessions
from tests.unit.municipal.samples import OFFICER, SANJO, officer, unique

SESSION = "s" * 40
TOKENS = Tokens(id_token="t", expires_in=3600, username=OFFICER.name, municipality=SANJO)


def basic(pair):
    return "Basic " + base64.b64encode(pair.encode()).decode()


def test_a_core_systems_credentials_are_read_from_basic():
    grant = TokenRequest.read(
        basic("client:s%3Aecret"), "grant_type=client_credentials&scope=municipal/a%20municipal/b"
    )

    assert (grant.client_id, grant.secret, grant.error) == ("client", "s:ecret", None)
    assert grant.scopes == ("municipal/a", "municipal/b")


@pytest.mark.parametrize(
    ("body", "error"), [("", "invalid_request"), ("grant_type=password", "unsupported_grant_type")]
)
def test_other_grants_are_refused_in_oauths_words(body, error):
    assert TokenRequest.read(basic("a:b"), body).error == error


@pytest.mark.parametrize("header", ["", "Bearer x", "Basic ???", "Basic w7/Dvw"])
def test_an_unreadable_header_is_nobody(header):
    grant = TokenRequest.read(header, "grant_type=client_credentials")

    assert (grant.client_id, grant.secret) == ("", "")


class Pool:
    """A pool that answers every step with the same."""

    def __init__(self, found):
        self.found, self.asked = found, []

    def begin(self, *asked):
        self.asked.append(asked)
        return self.found

    code = enrol = new_password = begin


class Store:
    def __init__(self, *officers, busy=False):
        self.officers, self.kept, self.busy = officers, [], busy

    def officer(self, municipality, name):
        mine = tuple(o for o in self.officers if (o.municipality, o.officer) == (municipality, name))
        return Staff(officers=mine, grants=OFFICER.grants)

    def keep(self, officer, was):
        if self.busy:
            raise Conflict("changed")
        self.kept.append(officer)


def sessions(found, *officers, **more):
    return Sessions(Pool(found), None, Store(*officers, **more), lambda code: "三条市")


def answer(kind="totp", code="123456", **more):
    return AnswerRequest(username=OFFICER.name, session=SESSION, kind=kind, code=code, **more)


def log_in(found):
    return sessions(found).log_in(LoginRequest(username="u", password="p"))


@pytest.mark.parametrize("found", [None, TOKENS])
def test_a_password_alone_lets_nobody_in_even_if_the_pool_would(found):
    with pytest.raises(LoginRefused):
        log_in(found)
    with pytest.raises(LoginRefused):
        sessions(TOKENS, officer()).go_on(answer("new-password", None, password="p"), unique())


def test_each_step_says_what_she_must_show_next():
    code = log_in(Challenge(kind="totp", session=SESSION))
    password = log_in(Challenge(kind="new-password", session=SESSION))
    enrol = log_in(Challenge(kind="enrol", session=SESSION, secret="JBSWY3DPEHPK3PXP"))

    assert [code.state, password.state, enrol.state] == ["totp", "new-password", "enrol"]
    uri = urlsplit(enrol.uri)
    assert (uri.scheme, uri.netloc, uri.path) == ("otpauth", "totp", "/Madoguchi:u")
    assert parse_qs(uri.query) == {"secret": ["JBSWY3DPEHPK3PXP"], "issuer": ["Madoguchi"]}


def test_no_step_prints_what_is_secret():
    step = log_in(Challenge(kind="enrol", session=SESSION, secret="JBSWY3DPEHPK3PXP"))

    assert "JBSWY" not in repr(step)
    assert SESSION not in repr(step)
    assert "hunter2" not in repr(LoginRequest.model_validate({"username": "u", "password": "hunter2"}))


def test_in_is_who_she_is_and_what_she_may_do_today():
    found = sessions(TOKENS, officer()).go_on(answer(), unique())

    shown = found.model_dump(mode="json", by_alias=True)
    assert (shown["state"], shown["officer"]["municipality"]) == ("in", {"code": SANJO, "name": "三条市"})
    assert shown["officer"]["grants"][0] == {
        "section": "kosodate",
        "affair": "child-allowance.claim",
        "role": "examiner",
        "from": "2026-04-01",
        "until": None,
    }


def test_who_signed_out_may_log_in_again_and_who_is_disabled_may_not():
    at = unique()

    assert sessions(TOKENS, officer(signed_out_at=at.now)).go_on(answer(), at).state == "in"
    for unknown in ((), (officer(disabled_at=at.now),), (officer("sanjo-kosodate-9"),)):
        with pytest.raises(LoginRefused):
            sessions(TOKENS, *unknown).go_on(answer(), at)


def test_her_first_code_is_remembered_and_a_race_does_not_keep_her_out():
    first, later = sessions(TOKENS, officer()), sessions(TOKENS, officer(enrolled_at=unique().now))

    first.go_on(answer(), unique())
    later.go_on(answer(), unique())

    assert first.officers.kept[0].enrolled_at is not None
    assert later.officers.kept == []
    assert sessions(TOKENS, officer(), busy=True).go_on(answer(), unique()).state == "in"


@pytest.mark.parametrize(("kind", "field"), [("totp", "/code"), ("enrol", "/code"), ("new-password", "/password")])
def test_a_step_without_its_answer_names_the_field(kind, field):
    with pytest.raises(Invalid) as refused:
        sessions(TOKENS, officer()).go_on(answer(kind, None), unique())

    assert refused.value.field == field
