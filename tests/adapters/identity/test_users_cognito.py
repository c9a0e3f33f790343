import boto3
import pytest
from moto import mock_aws

from madoguchi.errors import NotFound, Unavailable
from madoguchi.identity.model.problems import LoginRefused, SessionEnded
from madoguchi.identity.users_cognito import CognitoUsers
from tests.adapters.identity.test_store import LOGIN, ME
from tests.support.identity import Pool, Refused


@pytest.fixture
def pool():
    return Pool()


@pytest.fixture
def users(pool):
    with mock_aws():
        client = boto3.client("cognito-idp")
        with pool.answering(client):
            yield CognitoUsers(client, "ap-northeast-1_Citizens", "portal-app")


def test_a_user_is_made_once_and_confirmed(users, pool):
    users.ensure(ME)
    users.ensure(ME)

    assert pool.users == {ME: "CONFIRMED"}


def test_an_unknown_user_is_not_found(users):
    with pytest.raises(NotFound):
        users.challenge(ME)


def test_every_challenge_has_its_own_nonce(users):
    users.ensure(ME)

    first, second = users.challenge(ME), users.challenge(ME)

    assert len(first.nonce) == 32
    assert first.nonce != second.nonce
    assert first.login_id != second.login_id


def test_an_unknown_pool_session_is_a_refused_login(users):
    with pytest.raises(LoginRefused):
        users.answer(LOGIN, "answer")


def test_a_revoked_refresh_token_ends_the_session(users):
    assert users.refresh(f"refresh.{ME}.family").refresh_token == f"refresh.{ME}.family"

    users.revoke(f"refresh.{ME}.family")

    with pytest.raises(SessionEnded):
        users.refresh(f"refresh.{ME}.family")


@pytest.mark.parametrize("code", ["TooManyRequestsException", "UnexpectedLambdaException"])
def test_a_busy_pool_is_no_verdict_about_the_card(users, pool, code):
    def busy(_asked):
        raise Refused(code)

    pool.admin_respond_to_auth_challenge = busy

    with pytest.raises(Unavailable):
        users.answer(LOGIN, "answer")
