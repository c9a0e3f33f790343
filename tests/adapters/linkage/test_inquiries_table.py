"""Inquiries on DynamoDB: round trip, missing, lost races, and a release that is whole or nothing."""

import json

import boto3
import pytest

from madoguchi import dynamo
from madoguchi.errors import Conflict, NotFound
from madoguchi.linkage.model.inquiry import acknowledged, told, waiting
from madoguchi.linkage.model.views import WaitingView
from madoguchi.linkage.store import AnswersTable
from tests.support.tables import make_table
from tests.unit.linkage.test_inquiries import NOW, copy, inquiry, release

TABLE, PARTITIONS = "inquiries", "partitions"


@pytest.fixture
def store(aws):
    make_table(PARTITIONS)
    return AnswersTable(make_table(TABLE, stream=True), TABLE, PARTITIONS)


@pytest.fixture
def started(store):
    one = inquiry()
    store.start(one, "request", "digest", told(one, "InquiryAccepted", event_id="e", now=NOW))
    return store


def rows(table):
    return [dynamo.load(item) for item in boto3.client("dynamodb").scan(TableName=table)["Items"]]


def test_what_was_started_is_found_by_every_number(started):
    assert started.get("asker-number") == inquiry()
    assert started.by_provider_number("151009", "provider-number") == inquiry()
    assert started.requested("152048", "request") == ("digest", "asker-number")


def test_what_was_never_started_is_not_found(store):
    assert store.requested("152048", "request") is None
    for find in (lambda: store.get("none"), lambda: store.by_provider_number("151009", "none")):
        with pytest.raises(NotFound):
            find()


def test_a_taken_request_id_starts_nothing(started):
    other = inquiry(processing_number="other")

    with pytest.raises(Conflict):
        started.start(other, "request", "digest", None)

    with pytest.raises(NotFound):
        started.get("other")


def test_the_second_of_two_simultaneous_writers_conflicts(started):
    started.save(waiting(inquiry(), "provider"))

    with pytest.raises(Conflict):
        started.save(waiting(inquiry(), "provider"))


def test_a_release_that_loses_leaves_nothing(started):
    started.release(release(inquiry(), copy()))
    before = rows(TABLE), rows(PARTITIONS)

    with pytest.raises(Conflict):
        started.release(release(inquiry(), copy()))

    assert (rows(TABLE), rows(PARTITIONS)) == before


def test_a_result_is_there_until_it_is_acknowledged(started):
    whole = release(inquiry(), copy())
    started.release(whole)
    assert started.result(whole.inquiry) == whole.result

    started.acknowledge(acknowledged(whole.inquiry))

    assert started.result(whole.inquiry) is None
    assert started.get("asker-number").status == "acknowledged"


def test_the_stream_shows_events_and_records_by_their_kind(started):
    started.release(release(inquiry(), copy()))

    kinds = sorted(row.get("kind", "") for row in rows(TABLE))
    assert kinds == ["", "", "event", "event", "inquiry", "record"]


def test_rows_of_the_core_hold_no_value(started):
    started.release(release(inquiry(), copy()))

    assert "4812000" not in json.dumps(rows(TABLE))


def test_a_question_for_staff_disappears_with_its_answer(started):
    asked = WaitingView(
        processing_number="provider-number",
        asker="152048",
        affair="child-allowance.claim",
        item="local-tax.income",
        addressee_number="1000101",
        requested_at=NOW,
    )
    waits = waiting(inquiry(), "staff")
    started.leave_to_staff(waits, asked)
    assert started.asked_of_staff("151009") == (asked,)

    started.release(release(waits, copy()))

    assert started.asked_of_staff("151009") == ()


def test_a_provider_is_up_until_somebody_says_otherwise(store):
    assert store.provider_up("151009")

    store.switch("151009", "down")
    assert not store.provider_up("151009")

    store.switch("151009", "up")
    assert store.provider_up("151009")


def test_every_row_that_holds_a_person_expires(started):
    started.release(release(inquiry(), copy()))

    assert all(row.get("expires") for row in rows(TABLE) + rows(PARTITIONS))
