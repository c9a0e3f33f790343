"""Where a citizen is logged in, what her card must answer for, and what ends."""

from datetime import timedelta

import pytest

from madoguchi.errors import NotFound
from madoguchi.identity.model.account import new_account
from madoguchi.identity.model.device import Device, device_of
from madoguchi.identity.model.login import Session, is_confirmed, is_living, new_question
from madoguchi.identity.model.problems import (
    AnotherPersonsCard,
    CertificateRevoked,
    CertificateUntrusted,
    LoginRefused,
    ReauthenticationRequired,
    SessionEnded,
    SignatureInvalid,
)
from madoguchi.identity.model.revocation import RevocationAnswer
from madoguchi.identity.model.trust import JPKI_TEST
from madoguchi.identity.service.confirmation import Confirmation
from madoguchi.identity.service.login import CardLogin
from madoguchi.identity.service.sessions import MySessions
from tests.support import cards
from tests.support.cards import AT, card, trust
from tests.unit.identity.fakes import Accounts, Logins, Sessions, Trust

ME, OTHER = "a" * 26, "c" * 26
HERE, THERE = "family-1", "family-2"
LATER = AT + timedelta(minutes=5)


def session(session_id=HERE, account_id=ME, **more):
    given = {"started_at": AT, "expires_at": AT + timedelta(days=1), "seen_at": AT, "confirmed_at": AT, **more}
    return Session(account_id=account_id, session_id=session_id, token_digest="none", **given)


class Pool:
    def __init__(self):
        self.signed_out = []

    def revoke_all(self, account_id):
        self.signed_out.append(account_id)


@pytest.fixture
def mine():
    mine = MySessions(Sessions(), Pool())
    for each in (session(), session(THERE, seen_at=AT + timedelta(minutes=1)), session(HERE, OTHER)):
        mine.sessions.start(each)
    return mine


def kept(mine):
    return sorted(mine.sessions.rows)


@pytest.mark.parametrize(
    ("after", "living"),
    [(timedelta(minutes=29, seconds=59), True), (timedelta(minutes=30), False), (timedelta(days=1), False)],
)
def test_a_session_whose_page_is_gone_dies_by_itself(after, living):
    assert is_living(session(), AT + after) is living


def test_an_open_page_keeps_it_alive_for_a_day_and_no_longer():
    end = AT + timedelta(days=1)

    assert is_living(session(seen_at=end - timedelta(minutes=4)), end - timedelta(seconds=1))
    assert not is_living(session(seen_at=end - timedelta(minutes=4)), end)


def test_a_cards_answer_counts_for_five_minutes():
    assert is_confirmed(session(), LATER - timedelta(seconds=1))
    assert not is_confirmed(session(), LATER)


def test_she_sees_the_living_ones_the_last_seen_first(mine):
    mine.sessions.start(session("family-3", seen_at=AT - timedelta(minutes=31)))

    assert [each.session_id for each in mine.mine(ME, AT)] == [THERE, HERE]


def test_everywhere_means_everywhere_and_the_pool_too(mine):
    mine.end_everywhere(ME, HERE, AT)

    assert kept(mine) == [(OTHER, HERE)]
    assert mine.users.signed_out == [ME]


def test_the_others_end_and_the_one_that_asks_stays(mine):
    mine.end_others(ME, HERE, AT)

    assert kept(mine) == [(ME, HERE), (OTHER, HERE)]
    assert mine.users.signed_out == []


def test_one_of_them_ends(mine):
    mine.end(ME, HERE, THERE, AT)

    assert (ME, THERE) not in kept(mine)


def test_a_session_that_is_not_hers_and_one_that_never_was_look_alike(mine):
    mine.sessions.start(session("family-9", OTHER))

    for unknown in ("family-9", "family-10"):
        with pytest.raises(NotFound):
            mine.end(ME, HERE, unknown, AT)
    assert (OTHER, "family-9") in kept(mine)


@pytest.mark.parametrize(
    "act",
    [
        lambda mine: mine.end_everywhere(ME, HERE, LATER),
        lambda mine: mine.end_others(ME, HERE, LATER),
        lambda mine: mine.end(ME, HERE, THERE, LATER),
    ],
    ids=["everywhere", "others", "one other"],
)
def test_an_unattended_browser_ends_no_other(mine, act):
    before = kept(mine)

    with pytest.raises(ReauthenticationRequired):
        act(mine)

    assert kept(mine) == before


def test_it_may_always_end_itself(mine):
    mine.end(ME, HERE, HERE, LATER)

    assert (ME, HERE) not in kept(mine)


class Revocation:
    status = "good"

    def check(self, certificate):
        return RevocationAnswer(status=self.status, as_of=AT)


@pytest.fixture
def own():
    return card("authentication")


@pytest.fixture
def desk(own, mine):
    desk = Confirmation(Accounts(), Logins(), mine.sessions, Trust(trust()), Revocation(), JPKI_TEST)
    desk.accounts.open(new_account(ME, serial(own), AT))
    return desk


def serial(own):
    return format(cards.x509_of(own.certificate).serial_number, "x")


def begin(desk, own, session_id=HERE):
    question = new_question("b" * 26, b"n" * 32, LATER)
    return desk.begin(ME, session_id, own.certificate, question=question, now=AT)


def answer(desk, own, *, session_id=HERE, account_id=ME, nonce=b"n" * 32, wall=LATER):
    return desk.answer(account_id, session_id, "b" * 26, own.sign(nonce), wall=wall)


def test_her_card_answers_again_and_the_session_is_confirmed(desk, own):
    begin(desk, own)

    confirmed = answer(desk, own)

    assert confirmed.confirmed_at == LATER
    assert is_confirmed(desk.sessions.get(ME, HERE), LATER + timedelta(minutes=4))


def test_another_persons_card_confirms_nothing_and_becomes_no_account(desk):
    with pytest.raises(AnotherPersonsCard):
        begin(desk, card("authentication", cards.IZUMI))

    assert len(desk.accounts) == 1


def test_the_signing_card_is_not_asked(desk):
    with pytest.raises(CertificateUntrusted):
        begin(desk, card("signing"))


def test_a_card_revoked_since_the_login_confirms_nothing(desk, own):
    desk.revocation.status = "revoked"

    with pytest.raises(CertificateRevoked):
        begin(desk, own)


@pytest.mark.parametrize("whose", [{"session_id": THERE}, {"account_id": OTHER}], ids=["session", "account"])
def test_the_answer_serves_the_session_that_asked_and_no_other(desk, own, whose):
    begin(desk, own)

    with pytest.raises(LoginRefused):
        answer(desk, own, **whose)

    assert {each.confirmed_at for each in desk.sessions.rows.values()} == {AT}


def test_an_answer_works_once(desk, own):
    begin(desk, own)
    answer(desk, own)

    with pytest.raises(LoginRefused):
        answer(desk, own)


def test_a_signature_over_something_else_confirms_nothing_and_spends_the_question(desk, own):
    begin(desk, own)

    with pytest.raises(SignatureInvalid):
        answer(desk, own, nonce=b"m" * 32)
    with pytest.raises(LoginRefused):
        answer(desk, own)


def test_an_answer_after_three_minutes_is_refused(desk, own):
    begin(desk, own)

    with pytest.raises(LoginRefused):
        answer(desk, own, wall=LATER + timedelta(minutes=3))


def test_a_session_ended_meanwhile_is_not_revived(desk, own):
    begin(desk, own)
    desk.sessions.end(ME, HERE)

    with pytest.raises(SessionEnded):
        answer(desk, own)


def test_a_question_that_confirms_a_session_logs_nobody_in(desk, own):
    begin(desk, own)
    login = CardLogin(desk.accounts, desk.logins, desk.sessions, None, None, None, None, JPKI_TEST)

    with pytest.raises(LoginRefused):
        login.answer("b" * 26, "signature", device=Device(), wall=LATER)


AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 "
    "Edg/142.0.0.0": ("windows", "edge"),
    "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36": (
        "android",
        "chrome",
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 "
    "Mobile/15E148 Safari/604.1": ("iphone", "safari"),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:143.0) Gecko/20100101 Firefox/143.0": ("mac", "firefox"),
    "": ("other", "other"),
    "田中さんの端末 <script>": ("other", "other"),
}


@pytest.mark.parametrize(("agent", "device"), AGENTS.items(), ids=lambda each: str(each)[:12])
def test_of_a_browser_two_words_are_kept(agent, device):
    assert device_of(agent) == Device(system=device[0], browser=device[1])
