from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from moto import mock_aws

from madoguchi.errors import Conflict, NotFound
from madoguchi.identity.logins_table import LoginsTable
from madoguchi.identity.model.account import hold, new_account
from madoguchi.identity.model.device import Device
from madoguchi.identity.model.login import Login, Tokens, new_session
from madoguchi.identity.model.problems import LoginRefused, SessionEnded
from madoguchi.identity.sessions_table import SessionsTable
from madoguchi.identity.store import AccountsTable, TrustTable, load_trust
from tests.support import cards
from tests.support.cards import AT, authority
from tests.support.identity import TABLE, make_table
from tests.unit.identity.fakes import id_token

ME = "a" * 26
LOGIN = Login(
    login_id="b" * 26,
    account_id=ME,
    nonce=b"n" * 32,
    certificate=b"certificate",
    pool_session="pool-session-0000000000",
    expires_at=AT + timedelta(minutes=3),
)


@pytest.fixture
def client():
    with mock_aws():
        yield make_table()


@pytest.fixture
def accounts(client):
    return AccountsTable(client, TABLE)


@pytest.fixture
def logins(client):
    table = LoginsTable(client, TABLE)
    table.begin(LOGIN)
    return table


def test_an_account_comes_back_as_it_was_saved(accounts):
    accounts.open(new_account(ME, "5e41a1", AT))
    attributes = cards.checked("signing").attributes

    accounts.save(hold(accounts.get(ME), "516e", attributes, AT))

    found = accounts.of_serial("5e41a1")
    assert found.version == 2
    assert found.attributes == attributes
    assert found.certificate_valid_until == AT


def test_an_unknown_account_or_serial_is_not_found(accounts):
    with pytest.raises(NotFound):
        accounts.get(ME)
    with pytest.raises(NotFound):
        accounts.of_serial("5e41a1")


def test_a_serial_has_one_account(accounts):
    accounts.open(new_account(ME, "5e41a1", AT))

    with pytest.raises(Conflict):
        accounts.open(new_account("c" * 26, "5e41a1", AT))
    with pytest.raises(NotFound):
        accounts.get("c" * 26)


def test_the_second_of_two_simultaneous_writers_conflicts(accounts):
    accounts.open(new_account(ME, "5e41a1", AT))
    first = second = accounts.get(ME)
    accounts.save(first)

    with pytest.raises(Conflict):
        accounts.save(second)


def test_a_vanished_account_is_not_written_again(accounts, client):
    accounts.open(new_account(ME, "5e41a1", AT))
    account = accounts.get(ME)
    client.delete_item(TableName=TABLE, Key={"pk": {"S": f"ACCOUNT#{ME}"}, "sk": {"S": "ACCOUNT"}})

    with pytest.raises(Conflict):
        accounts.save(account)


def test_the_first_who_answers_takes_the_login(logins):
    assert logins.take(LOGIN.login_id, AT) == LOGIN
    with pytest.raises(LoginRefused):
        logins.take(LOGIN.login_id, AT)


@pytest.mark.parametrize(("login_id", "late"), [("z" * 26, 0), (LOGIN.login_id, 180)])
def test_an_unknown_or_late_login_is_refused(logins, login_id, late):
    with pytest.raises(LoginRefused):
        logins.take(login_id, AT + timedelta(seconds=late))
    with pytest.raises(LoginRefused):
        logins.consume(login_id, LOGIN.nonce, "answer", AT + timedelta(seconds=late))


def test_a_nonce_takes_one_answer_however_often_it_comes(logins):
    for _ in range(3):
        assert logins.consume(LOGIN.login_id, LOGIN.nonce, "answer", AT) == LOGIN
    with pytest.raises(LoginRefused):
        logins.consume(LOGIN.login_id, LOGIN.nonce, "another answer", AT)


def test_a_nonce_of_another_login_is_refused(logins):
    with pytest.raises(LoginRefused):
        logins.consume(LOGIN.login_id, b"m" * 32, "answer", AT)


def test_a_refused_login_leaves_no_row_behind(logins, client):
    with pytest.raises(LoginRefused):
        logins.take("z" * 26, AT)

    assert client.scan(TableName=TABLE)["Count"] == 1


def test_a_session_keeps_no_refresh_token_and_ends(client):
    sessions = SessionsTable(client, TABLE)
    tokens = Tokens(id_token=id_token("family"), refresh_token="the-refresh-token", expires_in_seconds=300)
    session = new_session(ME, tokens, AT, Device())

    sessions.start(session)

    assert sessions.get(ME, "family") == session
    assert "the-refresh-token" not in str(client.scan(TableName=TABLE))
    sessions.end(ME, "family")
    sessions.end(ME, "family")
    with pytest.raises(SessionEnded):
        sessions.get(ME, "family")


def test_anchors_are_separate_by_use_and_generations_live_side_by_side(client):
    for kind, generation in (("signing", 1), ("signing", 2), ("authentication", 1)):
        root = authority(kind, generation).certificate.public_bytes(Encoding.PEM)
        load_trust(client, TABLE, kind, root)
        load_trust(client, TABLE, kind, root)
    trust = TrustTable(client, TABLE)

    assert set(trust.anchors("signing")) == {cards.anchor(authority("signing", n)) for n in (1, 2)}
    assert trust.anchors("authentication") == (cards.anchor(authority("authentication")),)


def test_anchors_are_read_once_for_a_while(client):
    load_trust(client, TABLE, "signing", authority("signing").certificate.public_bytes(Encoding.PEM))
    trust = TrustTable(client, TABLE)
    first = trust.anchors("signing")
    client.delete_table(TableName=TABLE)

    assert trust.anchors("signing") is first


def test_an_end_entity_is_not_loaded_as_trust(client):
    leaf = cards.x509_of(cards.card("signing").certificate)

    with pytest.raises(ValueError, match="self-signed"):
        load_trust(client, TABLE, "signing", leaf.public_bytes(Encoding.PEM))
