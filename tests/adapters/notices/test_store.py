"""The notices table: what is stored comes back, what is absent or another's is not found, one of two writers wins."""

from datetime import UTC, datetime, timedelta

import pytest

from madoguchi.errors import Conflict, NotFound
from madoguchi.notices.model.delivery import Channel, State, first_claim, sent
from madoguchi.notices.model.notice import Kind, Text, compose
from madoguchi.notices.store import DeliveriesTable, NoticesTable, ProceduresTable
from tests.support.tables import make_table
from tests.unit.notices.test_texts import occasion

WALL = datetime(2026, 11, 4, 15, 0, tzinfo=UTC)


@pytest.fixture
def client(aws):
    return make_table("notices")


@pytest.fixture
def notices(client):
    return NoticesTable(client, "notices")


@pytest.fixture
def deliveries(client):
    return DeliveriesTable(client, "notices")


def notice(number=1, account_id="account-1"):
    told = occasion(Kind.RECEIVED).model_copy(
        update={
            "event_id": f"e{number}",
            "account_id": account_id,
            "at": WALL + timedelta(seconds=number),
        }
    )
    return compose(told, Text(title="題", body="髙野\U000e0100様"), Text(title="Subject", body="Body"))


def test_a_notice_comes_back_code_point_for_code_point(notices):
    notices.add(notice(), wall=WALL)

    assert notices.get("account-1", notice().notice_id) == notice()


def test_a_notice_is_stored_once(notices):
    notices.add(notice(), wall=WALL)

    with pytest.raises(Conflict):
        notices.add(notice(), wall=WALL)


def test_a_missing_notice_is_not_found(notices):
    with pytest.raises(NotFound):
        notices.get("account-1", "missing")


def test_the_newest_come_first_and_are_the_accounts_own(notices):
    for number in (1, 3, 2):
        notices.add(notice(number), wall=WALL)
    notices.add(notice(4, "account-2"), wall=WALL)

    shown = notices.latest("account-1")

    assert [each.at.second for each in shown] == [3, 2, 1]


def test_deliveries_are_not_notices(notices, deliveries):
    notices.add(notice(), wall=WALL)
    deliveries.save(first_claim("account-1", notice().notice_id, Channel.EMAIL, WALL), wall=WALL)

    assert len(notices.latest("account-1")) == 1


def test_the_first_reading_is_noted(notices):
    notices.add(notice(), wall=WALL)

    notices.mark_read("account-1", notice().notice_id, WALL)
    notices.mark_read("account-1", notice().notice_id, WALL + timedelta(hours=1))

    assert notices.get("account-1", notice().notice_id).read_at == WALL


def test_reading_what_is_absent_makes_no_row(notices, client):
    with pytest.raises(NotFound):
        notices.mark_read("account-1", "missing", WALL)

    assert client.scan(TableName="notices")["Count"] == 0


def test_a_delivery_comes_back(deliveries):
    claim = first_claim("account-1", "n1", Channel.EMAIL, WALL)
    deliveries.save(claim, wall=WALL)

    assert deliveries.find("account-1", "n1", Channel.EMAIL) == claim
    assert deliveries.find("account-1", "n2", Channel.EMAIL) is None


def test_the_second_of_two_simultaneous_claims_conflicts(deliveries):
    claim = first_claim("account-1", "n1", Channel.EMAIL, WALL)
    deliveries.save(claim, wall=WALL)

    with pytest.raises(Conflict):
        deliveries.save(claim, wall=WALL)


def test_the_second_of_two_simultaneous_writers_conflicts(deliveries):
    claim = first_claim("account-1", "n1", Channel.EMAIL, WALL)
    deliveries.save(claim, wall=WALL)
    deliveries.save(sent(claim, "carrier-1"), wall=WALL)

    with pytest.raises(Conflict):
        deliveries.save(sent(claim, "carrier-2"), wall=WALL)

    assert deliveries.find("account-1", "n1", Channel.EMAIL).state is State.SENT


def test_a_vanished_delivery_is_not_written_again(deliveries):
    claim = first_claim("account-1", "n1", Channel.EMAIL, WALL)

    with pytest.raises(Conflict):
        deliveries.save(sent(claim, "carrier-1"), wall=WALL)


def test_an_application_keeps_the_procedure_it_first_said(client):
    procedures = ProceduresTable(client, "notices")

    procedures.remember("account-1", "a1", "child-allowance", wall=WALL)
    procedures.remember("account-1", "a1", "another", wall=WALL)

    assert procedures.recall("account-1", "a1") == "child-allowance"
    assert procedures.recall("account-1", "a2") is None


def test_every_row_expires(notices, deliveries, client):
    notices.add(notice(), wall=WALL)
    deliveries.save(first_claim("account-1", "n1", Channel.EMAIL, WALL), wall=WALL)

    rows = client.scan(TableName="notices")["Items"]

    assert all(int(row["expires"]["N"]) > WALL.timestamp() for row in rows)
