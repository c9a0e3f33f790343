from datetime import timedelta

import pytest
from pydantic import ValidationError

from madoguchi.errors import Conflict, Unavailable
from madoguchi.identity.messages import LOGIN_MESSAGES, MESSAGES
from madoguchi.identity.model import problems
from madoguchi.identity.model.account import Preferences, new_account
from madoguchi.identity.model.device import Device
from madoguchi.identity.model.login import Tokens, cookie_value, new_session
from madoguchi.identity.model.problems import (
    AnotherPersonsCard,
    CertificateStatusUnknown,
    ReauthenticationRequired,
    SessionEnded,
    SigningCertificateLapsed,
)
from madoguchi.identity.model.revocation import RevocationAnswer
from madoguchi.identity.model.trust import JPKI_TEST
from madoguchi.identity.service.me import MyAccount
from madoguchi.identity.service.sessions import Browser
from tests.support import cards
from tests.support.cards import AT, card, trust
from tests.unit.identity.fakes import Accounts, Sessions, Trust, id_token

ME, SERIAL = "a" * 26, "5e41a1"
TOKENS = Tokens(id_token=id_token("family-1"), refresh_token="first.refresh.token", expires_in_seconds=300)


class Revocation:
    status = "good"

    def check(self, certificate):
        return RevocationAnswer(status=self.status, as_of=AT)


class Persons:
    def __init__(self, holder_of=SERIAL):
        self.holder_of, self.silent = holder_of, False

    def same(self, serials):
        if self.silent:
            raise Unavailable
        return self.holder_of in serials


class Users:
    def __init__(self):
        self.revoked = []

    def refresh(self, token):
        if token in self.revoked:
            raise SessionEnded
        return TOKENS

    def revoke(self, token):
        self.revoked.append(token)


@pytest.fixture
def mine():
    desk = MyAccount(Accounts(), Sessions(), Trust(trust()), Revocation(), Persons(), JPKI_TEST)
    desk.accounts.open(new_account(ME, SERIAL, AT))
    desk.sessions.start(new_session(ME, TOKENS, AT, Device()))
    return desk


def show(desk, own=None):
    own = own or card("signing")
    return desk.show_signing_certificate(ME, own.certificate, now=AT)


def test_showing_the_signing_certificate_fills_the_account(mine):
    shown = show(mine)

    account = mine.accounts.get(ME)
    assert shown.answer.as_of == AT
    assert account.attributes == shown.attributes
    assert account.signing_serial
    assert account.certificate_valid_until == shown.valid_until


def test_after_a_move_she_is_told_and_the_account_stays(mine):
    show(mine)
    before = mine.accounts.get(ME)
    mine.revocation.status = "revoked"

    with pytest.raises(SigningCertificateLapsed):
        show(mine)
    assert mine.accounts.get(ME) == before


def test_the_same_certificate_shown_again_is_no_other_version_of_her_account(mine):
    own = card("signing")
    show(mine, own)
    before = mine.accounts.get(ME)

    show(mine, own)

    assert mine.accounts.get(ME) == before


def test_with_the_new_certificate_the_same_account_goes_on(mine):
    show(mine)
    first = mine.accounts.get(ME).signing_serial

    show(mine, card("signing"))

    assert mine.accounts.get(ME).signing_serial != first


@pytest.mark.parametrize(
    "wishes",
    [Preferences(email="midori@example.jp"), Preferences(electronic_decision=True), Preferences(email="")],
    ids=["address", "consent", "no address"],
)
def test_where_and_how_she_is_told_changes_only_after_her_card_answered(mine, wishes):
    mine.change(ME, "family-1", Preferences(email="old@example.jp"), AT)
    later = AT + timedelta(minutes=5)

    with pytest.raises(ReauthenticationRequired):
        mine.change(ME, "family-1", wishes, later)
    assert mine.accounts.get(ME).email == "old@example.jp"

    mine.sessions.confirm(ME, "family-1", later)
    mine.change(ME, "family-1", wishes, later + timedelta(minutes=4, seconds=59))


def test_what_leaves_both_as_they_are_asks_for_no_card(mine):
    mine.change(ME, "family-1", Preferences(email="old@example.jp"), AT)

    same = Preferences(email="old@example.jp", electronic_decision=False, language="en")

    assert mine.change(ME, "family-1", same, AT + timedelta(hours=8)).language == "en"


def test_another_persons_card_is_refused(mine):
    mine.persons.holder_of = "another serial"

    with pytest.raises(AnotherPersonsCard):
        show(mine, card("signing", cards.IZUMI))
    assert mine.accounts.get(ME).attributes is None


def test_a_silent_core_is_not_a_verdict(mine):
    mine.persons.silent = True

    with pytest.raises(Unavailable):
        show(mine)


def test_an_unknown_status_is_not_good(mine):
    mine.revocation.status = "unknown"

    with pytest.raises(CertificateStatusUnknown):
        show(mine)


def test_she_changes_what_is_hers_to_change(mine):
    wishes = Preferences(email="midori@example.jp", electronic_decision=True)

    changed = mine.change(ME, "family-1", wishes, AT)
    removed = mine.change(ME, "family-1", Preferences(email=""), AT)

    assert (changed.email, changed.electronic_decision, changed.language) == ("midori@example.jp", True, "ja")
    assert (removed.email, removed.electronic_decision) == (None, True)


@pytest.mark.parametrize("email", ["no address", "a@b\r\nBcc: c@d", "@example.jp", "a@" + "x" * 260])
def test_what_is_no_address_is_refused_without_repeating_it(email):
    with pytest.raises(ValidationError) as refused:
        Preferences(email=email)
    assert email not in str(refused.value)


def test_a_change_that_was_overtaken_is_made_on_the_newer_version(mine):
    saves, true_save = [], mine.accounts.save

    def overtaken(account):
        saves.append(account)
        if len(saves) == 1:
            true_save(mine.accounts.get(ME).model_copy(update={"language": "en"}))
        return true_save(account)

    mine.accounts.save = overtaken
    mine.change(ME, "family-1", Preferences(electronic_decision=True), AT)

    account = mine.accounts.get(ME)
    assert (account.language, account.electronic_decision) == ("en", True)


def test_a_change_that_is_always_overtaken_says_so(mine):
    def always(_account):
        raise Conflict

    mine.accounts.save = always
    with pytest.raises(Conflict):
        mine.change(ME, "family-1", Preferences(language="en"), AT)


@pytest.fixture
def browser(mine):
    return Browser(mine.sessions, Users())


def cookie():
    return cookie_value(new_session(ME, TOKENS, AT, Device()), TOKENS.refresh_token)


def test_the_cookie_renews_the_token(browser):
    assert browser.renew(cookie(), AT) == TOKENS


@pytest.mark.parametrize(
    "value", ["", "a.b", "..", f"{ME}.family-1.forged", f"{'z' * 26}.family-1.first.refresh.token"]
)
def test_a_forged_cookie_renews_nothing(browser, value):
    with pytest.raises(SessionEnded):
        browser.renew(value, AT)


def test_signing_out_ends_the_session_at_once_and_for_good(browser, mine):
    browser.sign_out(cookie(), AT)
    browser.sign_out(cookie(), AT)

    assert set(browser.users.revoked) == {TOKENS.refresh_token}
    with pytest.raises(SessionEnded):
        browser.renew(cookie(), AT)
    assert len(mine.sessions) == 0


def test_signing_out_again_finishes_what_was_cut_off(browser, mine):
    browser.sessions.end(ME, "family-1")  # and then the function died

    browser.sign_out(cookie(), AT)

    assert browser.users.revoked == [TOKENS.refresh_token]


def test_every_problem_has_its_words_in_both_languages():
    said_by_every_door = {SessionEnded.type, ReauthenticationRequired.type}  # http has their words
    own = {error.type for error in vars(problems).values() if getattr(error, "__module__", "") == problems.__name__}

    for catalogue in (MESSAGES, LOGIN_MESSAGES):
        assert own - said_by_every_door <= set(catalogue)
        assert all(set(texts) == {"ja", "en"} for texts in catalogue.values())


def test_the_lapsed_certificate_says_why_where_to_go_and_that_nothing_is_lost():
    text = MESSAGES["certificate-revoked"]["ja"]

    assert all(words in text for words in ("引越し", "窓口", "ログインはこれまでどおり", "残っています"))
