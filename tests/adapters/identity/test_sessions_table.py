"""Sessions in identity's table, on moto."""

from datetime import timedelta

import pytest
from moto import mock_aws

from madoguchi.errors import Conflict, NotFound
from madoguchi.identity.model.device import Device
from madoguchi.identity.model.login import Session
from madoguchi.identity.model.problems import ReauthenticationRequired, SessionEnded
from madoguchi.identity.sessions_table import SessionsTable, confirmed, living
from tests.support.cards import AT
from tests.support.identity import TABLE, make_table

ME, OTHER = "a" * 26, "b" * 26
SESSION = Session(
    account_id=ME,
    session_id="family-1",
    token_digest="digest",
    started_at=AT,
    expires_at=AT + timedelta(days=1),
    seen_at=AT,
    confirmed_at=AT,
    device=Device(system="mac", browser="safari"),
)


@pytest.fixture
def client():
    with mock_aws():
        yield make_table()


@pytest.fixture
def sessions(client):
    table = SessionsTable(client, TABLE)
    table.start(SESSION)
    return table


def test_a_session_comes_back_as_it_began(sessions):
    assert sessions.get(ME, "family-1") == SESSION
    assert sessions.of(ME) == (SESSION,)


def test_a_session_begins_once(sessions):
    with pytest.raises(Conflict):
        sessions.start(SESSION)


def test_all_of_hers_and_none_of_anothers(sessions):
    for account_id, name in ((ME, "family-2"), (OTHER, "family-3")):
        sessions.start(SESSION.model_copy(update={"account_id": account_id, "session_id": name}))

    assert [each.session_id for each in sessions.of(ME)] == ["family-1", "family-2"]


def test_what_is_seen_and_what_is_confirmed_are_two_times(sessions):
    sessions.seen(ME, "family-1", AT + timedelta(minutes=4))
    told = sessions.confirm(ME, "family-1", AT + timedelta(minutes=6))

    assert told == sessions.get(ME, "family-1")
    assert told.seen_at - AT == timedelta(minutes=4)
    assert told.confirmed_at - AT == timedelta(minutes=6)


@pytest.mark.parametrize("act", [SessionsTable.seen, SessionsTable.confirm])
def test_an_ended_session_is_not_revived_by_a_late_writer(sessions, client, act):
    sessions.end(ME, "family-1")

    with pytest.raises(SessionEnded):
        act(sessions, ME, "family-1", AT)
    assert client.scan(TableName=TABLE)["Count"] == 0


@pytest.mark.parametrize("act", [SessionsTable.seen, SessionsTable.confirm])
def test_nor_is_one_past_its_end_that_the_table_still_has(sessions, act):
    with pytest.raises(SessionEnded):
        act(sessions, ME, "family-1", SESSION.expires_at)


def test_only_what_is_there_ends(sessions):
    for account_id, name in ((ME, "family-2"), (OTHER, "family-1")):
        with pytest.raises(NotFound):
            sessions.end_known(account_id, name)
    sessions.end_known(ME, "family-1")

    assert sessions.of(ME) == ()


def test_the_doors_question_is_answered_by_the_row(sessions, client):
    living(client, TABLE)(ME, "family-1", AT)
    confirmed(client, TABLE)(ME, "family-1", AT)

    living(client, TABLE)(ME, "family-1", AT + timedelta(minutes=10))
    with pytest.raises(ReauthenticationRequired):
        confirmed(client, TABLE)(ME, "family-1", AT + timedelta(minutes=10))
    with pytest.raises(SessionEnded):
        living(client, TABLE)(ME, "family-1", AT + timedelta(minutes=30))
    sessions.end(ME, "family-1")
    with pytest.raises(SessionEnded):
        living(client, TABLE)(ME, "family-1", AT)
