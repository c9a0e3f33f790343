from datetime import timedelta

import pytest

from madoguchi.errors import Conflict, NotFound, Unavailable
from madoguchi.identity.model import challenge as pool_challenge
from madoguchi.identity.model.account import Account
from madoguchi.identity.model.device import Device
from madoguchi.identity.model.login import Challenge, Tokens
from madoguchi.identity.model.problems import (
    CertificateRevoked,
    CertificateStatusUnknown,
    CertificateUntrusted,
    LoginRefused,
)
from madoguchi.identity.model.revocation import RevocationAnswer
from madoguchi.identity.model.trust import JPKI_TEST
from madoguchi.identity.service.login import Answers, CardLogin
from madoguchi.kernel.canonical import b64
from tests.support import cards
from tests.support.cards import AT, card, trust
from tests.unit.identity.fakes import Accounts, Logins, Sessions, Trust, id_token

WALL = AT + timedelta(days=19)
DEVICE = Device(system="windows", browser="edge")


class Users:
    """The pool, with our own triggers behind it."""

    def __init__(self, logins):
        self.known, self.ensured, self.answers, self.asked = set(), 0, Answers(logins), 0

    def ensure(self, account_id):
        self.ensured += 1
        self.known.add(account_id)

    def challenge(self, account_id):
        if account_id not in self.known:
            raise NotFound
        self.asked += 1
        return Challenge(
            login_id=f"{'b' * 25}{'abcdefg'[self.asked]}",
            nonce=bytes([self.asked]) * 32,
            expires_at=WALL + timedelta(minutes=3),
            pool_session="pool-session-0000000000",
        )

    def answer(self, login, answer):
        if not self.answers.right(login.login_id, b64(login.nonce), answer, WALL):
            raise LoginRefused
        return Tokens(id_token=id_token("family-1"), refresh_token="refresh", expires_in_seconds=300)


class Revocation:
    def __init__(self, status="good"):
        self.status = status

    def check(self, certificate):
        return RevocationAnswer(status=self.status)


class Persons:
    def __init__(self):
        self.pairs, self.silent = [], False

    def pair(self, account_id, serial):
        if self.silent:
            raise Unavailable
        self.pairs.append((account_id, serial))


@pytest.fixture
def desk():
    logins = Logins()
    return CardLogin(Accounts(), logins, Sessions(), Users(logins), Trust(trust()), Revocation(), Persons(), JPKI_TEST)


NEW = iter(f"{'a' * 24}{x}{y}" for x in "abcdefg" for y in "abcdefg")


def begin(desk, own=None):
    return desk.begin((own or card("authentication")).certificate, new_id=next(NEW), now=AT)


def log_in(desk, own=None):
    own = own or card("authentication")
    asked = begin(desk, own)
    return desk.answer(asked.login_id, b64(own.sign(asked.nonce)), device=DEVICE, wall=WALL)


def test_a_card_opens_a_session_and_the_core_learns_whose_account_it_is(desk):
    own = card("authentication")

    done = log_in(desk, own)

    assert done.session in desk.sessions
    assert done.session.session_id == "family-1"
    assert done.paired
    assert desk.persons.pairs == [(done.session.account_id, serial(own))]


def test_the_same_card_returns_to_the_same_account(desk):
    own = card("authentication")

    first = log_in(desk, own)
    desk.sessions.rows.clear()
    second = log_in(desk, own)

    assert first.session.account_id == second.session.account_id
    assert len(desk.accounts) == 1
    assert desk.users.ensured == 1


def test_another_card_is_another_account(desk):
    midori, izumi = begin(desk), begin(desk, card("authentication", cards.IZUMI))

    assert midori.login_id != izumi.login_id
    assert len(desk.accounts) == 2


def test_the_same_new_card_at_two_readers_makes_one_account(desk):
    own = card("authentication")
    other = Account(account_id="c" * 26, version=1, authentication_serial=serial(own), created_at=AT)
    raced = desk.accounts.open

    def beaten(account):
        raced(other)
        raise Conflict

    desk.accounts.open = beaten
    begin(desk, own)

    assert len(desk.accounts) == 1


def serial(own):
    return format(cards.x509_of(own.certificate).serial_number, "x")


def test_a_pool_made_anew_learns_its_users_again(desk):
    own = card("authentication")
    log_in(desk, own)
    desk.sessions.rows.clear()
    desk.users.known.clear()

    assert log_in(desk, own).session.account_id


def test_a_silent_core_keeps_nobody_out_and_is_told_at_the_next_login(desk):
    own = card("authentication")
    desk.persons.silent = True
    assert not log_in(desk, own).paired

    desk.persons.silent = False
    desk.sessions.rows.clear()
    assert log_in(desk, own).paired
    assert len(desk.persons.pairs) == 1


def test_a_signature_by_another_card_is_refused(desk):
    asked = begin(desk)

    with pytest.raises(LoginRefused):
        desk.answer(
            asked.login_id, b64(card("authentication", cards.IZUMI).sign(asked.nonce)), device=DEVICE, wall=WALL
        )
    assert len(desk.sessions) == 0


@pytest.mark.parametrize("answer", ["", "not base64!", b64(b"short"), b64(b"x" * 256)])
def test_what_is_no_signature_is_refused(desk, answer):
    asked = begin(desk)

    with pytest.raises(LoginRefused):
        desk.answer(asked.login_id, answer, device=DEVICE, wall=WALL)


def test_an_answer_works_once(desk):
    own = card("authentication")
    asked = begin(desk, own)
    answer = b64(own.sign(asked.nonce))
    desk.answer(asked.login_id, answer, device=DEVICE, wall=WALL)

    with pytest.raises(LoginRefused):
        desk.answer(asked.login_id, answer, device=DEVICE, wall=WALL)


def test_an_answer_after_three_minutes_is_refused(desk):
    own = card("authentication")
    asked = begin(desk, own)

    with pytest.raises(LoginRefused):
        desk.answer(
            asked.login_id, b64(own.sign(asked.nonce)), device=DEVICE, wall=WALL + timedelta(minutes=3, seconds=1)
        )


def test_an_unknown_login_is_refused(desk):
    with pytest.raises(LoginRefused):
        desk.answer("z" * 26, b64(b"x" * 256), device=DEVICE, wall=WALL)


def test_the_trigger_gives_the_same_answer_the_same_verdict_and_refuses_another(desk):
    own = card("authentication")
    asked = begin(desk, own)
    right, nonce = b64(own.sign(asked.nonce)), b64(asked.nonce)
    answers = desk.users.answers

    assert [answers.right(asked.login_id, nonce, right, WALL) for _ in range(3)] == [True] * 3
    assert not answers.right(asked.login_id, nonce, b64(b"x" * 256), WALL)


def test_after_a_wrong_answer_the_right_one_comes_too_late(desk):
    own = card("authentication")
    asked = begin(desk, own)
    answers, nonce = desk.users.answers, b64(asked.nonce)

    assert not answers.right(asked.login_id, nonce, b64(b"x" * 256), WALL)
    assert not answers.right(asked.login_id, nonce, b64(own.sign(asked.nonce)), WALL)


def test_a_signature_over_another_nonce_is_wrong(desk):
    own = card("authentication")
    asked, other = begin(desk, own), begin(desk, own)

    assert not desk.users.answers.right(asked.login_id, b64(asked.nonce), b64(own.sign(other.nonce)), WALL)
    assert not desk.users.answers.right(asked.login_id, b64(other.nonce), b64(own.sign(other.nonce)), WALL)


def test_a_revoked_card_cannot_log_in(desk):
    desk.revocation.status = "revoked"

    with pytest.raises(CertificateRevoked):
        begin(desk)
    assert len(desk.accounts) == 0


def test_an_unknown_status_is_its_own_problem(desk):
    desk.revocation.status = "unknown"

    with pytest.raises(CertificateStatusUnknown):
        begin(desk)


def test_the_signing_certificate_cannot_log_in(desk):
    with pytest.raises(CertificateUntrusted):
        begin(desk, card("signing"))


def test_the_pool_asks_once_and_issues_tokens_for_a_right_answer_only():
    done = {"challengeName": "CUSTOM_CHALLENGE", "challengeResult": True}

    assert pool_challenge.next_step([])["challengeName"] == "CUSTOM_CHALLENGE"
    assert pool_challenge.next_step([done]) == {"issueTokens": True, "failAuthentication": False}
    assert pool_challenge.next_step([{**done, "challengeResult": False}])["failAuthentication"]
    assert pool_challenge.next_step([{**done, "challengeName": "PASSWORD_VERIFIER"}])["failAuthentication"]
    assert pool_challenge.next_step([], known=False)["failAuthentication"]
