import base64

import pytest

from madoguchi.municipal.model.sessions import Grant, LoginRequest, Session
from madoguchi.municipal.service.sessions import LoginRefused, Sessions


def basic(pair):
    return "Basic " + base64.b64encode(pair.encode()).decode()


def test_a_core_systems_credentials_are_read_from_basic():
    grant = Grant.read(basic("client:s%3Aecret"), "grant_type=client_credentials&scope=municipal/a%20municipal/b")

    assert (grant.client_id, grant.secret, grant.error) == ("client", "s:ecret", None)
    assert grant.scopes == ("municipal/a", "municipal/b")


@pytest.mark.parametrize(
    ("body", "error"), [("", "invalid_request"), ("grant_type=password", "unsupported_grant_type")]
)
def test_other_grants_are_refused_in_oauths_words(body, error):
    assert Grant.read(basic("a:b"), body).error == error


@pytest.mark.parametrize("header", ["", "Bearer x", "Basic ???", "Basic w7/Dvw"])
def test_an_unreadable_header_is_nobody(header):
    grant = Grant.read(header, "grant_type=client_credentials")

    assert (grant.client_id, grant.secret) == ("", "")


def test_a_login_without_a_town_is_refused_like_a_wrong_password():
    session = Session(id_token="t", expires_in=1, name="n", municipality="", sections=())

    for found in (None, session):
        pool = type("Pool", (), {"log_in": lambda self, u, p, found=found: found})()
        with pytest.raises(LoginRefused):
            Sessions(pool, None).log_in(LoginRequest(username="u", password="p"))
