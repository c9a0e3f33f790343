"""The municipal table: what is stored comes back, another town's is not found, one of two writers wins."""

import base64
import json
from datetime import date, timedelta
from itertools import count

import pytest
from botocore.exceptions import ClientError

from madoguchi import dynamo
from madoguchi.errors import Conflict, Invalid, NotFound, Unavailable
from madoguchi.municipal.model.case import Status, with_inquiry
from madoguchi.municipal.model.events import CaseExamined
from madoguchi.municipal.model.inquiries import InquiryStatus
from madoguchi.municipal.model.lookups import Purpose, after, before
from madoguchi.municipal.model.once import Answered, Once
from madoguchi.municipal.store import CasesTable
from tests.support.tables import make_table
from tests.unit.municipal.samples import (
    ARRIVED,
    NIIGATA,
    OFFICER,
    RECEIPT,
    RULE,
    SANJO,
    Town,
    delivery,
    unique,
)

TABLE = "municipal-table"
KEYS = count(1)


@pytest.fixture
def client(aws):
    return make_table(TABLE, [("by_month", "inbox", "arrived_at")])


@pytest.fixture
def table(client):
    return CasesTable(client, TABLE)


@pytest.fixture
def town(table):
    """The services of the unit tests, on the real table."""
    table.publish(RULE, unique(), answered())
    return TownOnTable(table)


def answered(key=None, digest="d"):
    once = Once(municipality=SANJO, officer=OFFICER.name, key=key or f"key-{next(KEYS):08d}", digest=digest)
    return Answered(once=once, answer='{"done": true}')


class TownOnTable(Town):
    def __init__(self, table):
        super().__init__(store=table)

    @property
    def case(self):
        return self.store.case(SANJO, RECEIPT)

    @property
    def current(self):
        return self.store.revision(SANJO, RECEIPT, self.case.revision)


def rows(client, kind):
    found = [dynamo.load(item) for item in client.scan(TableName=TABLE)["Items"]]
    return [row for row in found if row.get("kind") == kind]


def test_the_whole_journey_comes_back_as_it_was(town, client):
    town.journey()

    assert town.case.status == "substantive"
    assert [i.status for i in town.case.inquiries] == [InquiryStatus.ACKNOWLEDGED] * 3
    assert town.case.applicant.attributes.name == "髙野　みどり"
    assert town.current.answers["income_yen"] == 4_812_000
    assert len(rows(client, "record")) == 3
    assert {row["asker"] for row in rows(client, "record")} == {SANJO}


def test_a_name_keeps_its_variation_selector(town):
    body = delivery()
    attributes = body.applicant.attributes.model_copy(update={"name": "葛\U000e0100城　髙子"})
    signer = body.applicant.model_copy(update={"attributes": attributes})

    from madoguchi.municipal.service.intake import Deliveries

    Deliveries(town.store).receive(body.model_copy(update={"applicant": signer}), unique())

    assert town.case.applicant.attributes.name == "葛\U000e0100城　髙子"


def test_state_and_event_are_written_together_and_the_event_holds_ids_only(town, client):
    town.journey()

    events = rows(client, "event")
    assert sorted("CaseExamined" in row["event"] for row in events) == [False, True]
    text = "".join(row["event"] for row in events)
    assert "髙野" not in text
    assert "3040001" not in text
    assert all(row["expires"] > ARRIVED.timestamp() for row in events)


def test_another_towns_case_is_not_found(town, table):
    town.deliver()

    with pytest.raises(NotFound):
        table.case(NIIGATA, RECEIPT)


def test_the_second_of_two_simultaneous_writers_conflicts(town, table):
    town.deliver()
    case = town.case
    first = case.changed(examined_revision=1)
    table.save(first, case.version, None, unique())

    with pytest.raises(Conflict):
        table.save(case.changed(examined_revision=1), case.version, None, unique())


def test_a_second_opening_and_a_second_revision_conflict(town, table):
    town.deliver()

    with pytest.raises(Conflict):
        table.open(town.case, town.current, CaseExamined(municipality=SANJO, receipt=RECEIPT, revision=1), unique())
    with pytest.raises(Conflict):
        table.add(town.case.changed(), town.case.version, town.current, None, unique())


def test_a_withdrawal_before_the_delivery_and_an_open_case_exclude_each_other(town, table):
    assert town.withdraw() is None
    assert table.withdrawal(SANJO, RECEIPT) == ARRIVED + timedelta(hours=1)
    other = Town()
    other.deliver()
    event = CaseExamined(municipality=SANJO, receipt=RECEIPT, revision=1)

    with pytest.raises(Conflict):
        table.open(other.case, other.current, event, unique())
    town.deliver()

    assert town.case.status is Status.WITHDRAWN
    with pytest.raises(Conflict):
        table.remember_withdrawal(SANJO, RECEIPT, ARRIVED)


def test_a_withdrawal_is_not_remembered_beside_a_case(town, table):
    town.deliver()

    with pytest.raises(Conflict):
        table.remember_withdrawal(SANJO, RECEIPT, ARRIVED)


def test_a_vanished_case_is_not_written_again(town, table, client):
    town.deliver()
    case = town.case
    client.delete_item(TableName=TABLE, Key=dynamo.key(f"TOWN#{SANJO}", f"CASE#{RECEIPT}"))

    with pytest.raises(Conflict):
        table.save(case.changed(), case.version, None, unique())


def test_a_fetched_value_is_received_with_its_record_once(town, table):
    town.deliver()
    town.examine()
    case = town.case
    inquiry = case.inquiries[0]
    table.receive(with_inquiry(case, inquiry), case.version, inquiry, unique())

    with pytest.raises(Conflict):
        table.receive(with_inquiry(town.case, inquiry), town.case.version, inquiry, unique())


def test_decision_number_and_event_stand_or_fall_together(town, table, client):
    town.journey()
    case = town.case
    event = CaseExamined(municipality=SANJO, receipt=RECEIPT, revision=1)
    table.decide(case.changed(), case.version, event, unique(), year=2026, number=1, answered=answered())
    assert table.last_number(SANJO, 2026) == 1
    told = len(rows(client, "event"))

    with pytest.raises(Conflict):
        table.decide(town.case.changed(), town.case.version, event, unique(), year=2026, number=1, answered=answered())

    assert table.last_number(SANJO, 2026) == 1
    assert len(rows(client, "event")) == told
    table.decide(town.case.changed(), town.case.version, event, unique(), year=2026, number=2, answered=answered())
    assert table.last_number(SANJO, 2026) == 2


def test_both_entries_of_a_look_are_kept_and_never_written_over(table, client):
    at = unique()
    entry = before(OFFICER, Purpose.EXAMINE, receipt=RECEIPT, entry_id="entry1", at=at.now)
    table.record(entry, at)
    table.record(after(entry, "shown", affair="child-allowance.claim", at=at.now), at)

    with pytest.raises(Conflict):
        table.record(entry, at)

    assert table.entry(SANJO, "entry1", "before") == entry
    assert table.entry(SANJO, "entry1", "after").outcome == "shown"
    assert len(rows(client, "event")) == 2
    with pytest.raises(NotFound):
        table.entry(NIIGATA, "entry1", "before")


def page(table, municipality=SANJO, **asked):
    return table.inbox(municipality, "2026-11", **{"status": None, "cursor": None, "limit": 2, **asked})


def deliver(town, receipt, at):
    town.deliver(receipt=receipt, arrived_at=at)


def test_a_month_is_listed_by_arrival_in_japan_page_by_page(town, table):
    deliver(town, "CCCCCCCC", "2026-11-03T00:00:00+00:00")
    deliver(town, "AAAAAAAA", "2026-11-01T00:00:00+00:00")
    deliver(town, "BBBBBBBB", "2026-11-02T00:00:00+00:00")
    deliver(town, "DDDDDDDD", "2026-11-30T15:00:00+00:00")  # 1 December in Japan
    town.deliver(receipt="EEEEEEEE", municipality=NIIGATA)

    first, cursor = page(table)
    second, end = page(table, cursor=cursor)

    assert [case.receipt for case in (*first, *second)] == ["AAAAAAAA", "BBBBBBBB", "CCCCCCCC"]
    assert end is None


def test_a_cursor_of_one_town_leads_into_no_other(town, table):
    for number in range(3):
        deliver(town, f"AAAAAAA{number}", f"2026-11-0{number + 1}T00:00:00+00:00")
    town.deliver(receipt="NNNNNNNN", municipality=NIIGATA)
    _, cursor = page(table)

    found, _ = page(table, NIIGATA, cursor=cursor)

    assert {case.municipality for case in found} <= {NIIGATA}


def test_a_cursor_that_the_index_never_gave_is_named_too(table):
    long = base64.urlsafe_b64encode(json.dumps(["2026-11-04", "R" * 2000]).encode()).decode()

    class Strict:
        """moto takes any key; the real index refuses one that is too long."""

        def query(self, **_asked):
            raise ClientError({"Error": {"Code": "ValidationException", "Message": "key too long"}}, "Query")

    with pytest.raises(Invalid) as refused:
        CasesTable(Strict(), "cases").inbox(SANJO, "2026-11", status=None, cursor=long, limit=2)
    assert refused.value.field == "/query/cursor"


@pytest.mark.parametrize("cursor", ["???", "bm90LWpzb24", "WzFd"])
def test_a_forged_cursor_is_named(table, cursor):
    with pytest.raises(Invalid) as refused:
        page(table, cursor=cursor)

    assert refused.value.field == "/query/cursor"


def test_a_status_narrows_the_list(town, table):
    town.journey()

    assert [c.receipt for c in page(table, status="substantive")[0]] == [RECEIPT]
    assert page(table, status="returned")[0] == ()


def test_the_newest_rule_in_force_counts_and_a_version_is_published_once(table):
    table.publish(RULE, unique(), answered())
    later = RULE.model_copy(update={"version": 2, "effective_from": date(2026, 12, 1), "enabled": False})
    table.publish(later, unique(), answered())

    assert table.rule(SANJO, RULE.affair, date(2026, 11, 30)) == RULE
    assert table.rule(SANJO, RULE.affair, date(2026, 12, 1)) == later
    assert table.rule(SANJO, RULE.affair, date(2026, 9, 30)) is None
    assert table.rule(NIIGATA, RULE.affair, date(2026, 12, 1)) is None
    with pytest.raises(Conflict):
        table.publish(RULE, unique(), answered())


def test_a_client_stands_for_the_town_that_an_operator_wrote(table, client):
    row = {"pk": "CLIENT#abc", "sk": "CLIENT", "kind": "client", "municipality": SANJO}
    client.put_item(TableName=TABLE, Item=dynamo.dump(row))

    assert table.municipality_of("abc") == SANJO
    assert table.municipality_of("abd") is None


def test_a_commit_and_its_answer_stand_or_fall_together(town, table):
    town.journey()
    case, kept = town.case, answered("key-000-1")
    table.save(case.changed(), case.version, None, unique(), kept)

    with pytest.raises(Conflict):
        table.save(town.case.changed(), town.case.version, None, unique(), kept)
    with pytest.raises(Conflict):
        table.save(case.changed(), case.version, None, unique(), answered("key-000-2"))

    assert town.case.version == case.version + 1
    assert table.answered(kept.once) == kept
    assert table.answered(answered("key-000-2").once) is None


@pytest.mark.parametrize(
    ("reason", "refusal"),
    [("TransactionConflict", Unavailable), ("ConditionalCheckFailed", Conflict), ("ThrottlingError", ClientError)],
)
def test_who_comes_while_another_writes_the_case_is_told_to_come_again_and_not_that_we_broke(
    town, table, client, monkeypatch, reason, refusal
):
    """The emulator runs one transaction after the other: what DynamoDB says of two at once is said here."""
    town.journey()
    cancelled = {
        "Error": {"Code": "TransactionCanceledException"},
        "CancellationReasons": [{"Code": "None"}, {"Code": reason}],
    }

    def refused(**_given):
        raise ClientError(cancelled, "TransactWriteItems")

    monkeypatch.setattr(client, "transact_write_items", refused)

    with pytest.raises(refusal):
        table.save(town.case.changed(), town.case.version, None, unique())
