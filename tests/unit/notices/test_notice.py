"""A notice is made once for each event and account, and keeps its place in time."""

from datetime import UTC, datetime, timedelta

import pytest

from madoguchi.errors import Unprocessable
from madoguchi.notices.model.notice import KIND_OF_EVENT, OF_CORRECTION, Kind, notice_id, occasion
from tests.support.events import metadata

AT = datetime(2026, 11, 4, 14, 59, 30, tzinfo=UTC)
DATA = {
    "application_id": "application-1",
    "account_id": "account-1",
    "receipt": "ABCD2345EFGH6789",
    "revision": 1,
    "municipality": "152048",
    "procedure_id": "child-allowance",
}


def test_the_same_event_and_account_is_the_same_notice():
    assert notice_id("e1", "account-1", AT) == notice_id("e1", "account-1", AT)


def test_another_event_or_another_account_is_another_notice():
    made = {notice_id("e1", "account-1", AT), notice_id("e2", "account-1", AT), notice_id("e1", "account-2", AT)}

    assert len(made) == 3


def test_notices_sort_by_time():
    later = [notice_id("e", "account-1", AT + timedelta(milliseconds=step)) for step in (0, 1, 40, 90_000_000)]

    assert later == sorted(later)
    assert {len(each) for each in later} == {26}


def test_a_notice_id_tells_nothing_of_the_account():
    assert "account" not in notice_id("e1", "account-1", AT)


@pytest.mark.parametrize(("event", "kind"), KIND_OF_EVENT.items())
def test_an_event_becomes_an_occasion_without_what_a_notice_does_not_need(event, kind):
    told = occasion({"type": event, "metadata": metadata(), "data": {**DATA, "decision_id": "d1"}})

    assert told.kind is kind
    assert told.at == AT
    assert "decision_id" not in told.model_dump()


@pytest.mark.parametrize(("event", "kind"), KIND_OF_EVENT.items())
def test_a_later_revision_is_told_as_a_correction_never_as_something_new(event, kind):
    told = occasion({"type": event, "metadata": metadata(), "data": {**DATA, "revision": 2}})

    assert told.kind is OF_CORRECTION.get(kind, kind)
    assert told.kind not in (Kind.RECEIVED, Kind.DELIVERED, Kind.EXAMINED)


def test_an_event_that_does_not_say_its_revision_is_the_first():
    data = {name: value for name, value in DATA.items() if name != "revision"}

    assert occasion({"type": "ApplicationExamined", "metadata": metadata(), "data": data}).kind is Kind.EXAMINED


def test_an_event_that_nobody_tells_of_is_refused_and_so_reaches_the_dead_letter_queue():
    with pytest.raises(Unprocessable):
        occasion({"type": "ApplicationEaten", "metadata": metadata(), "data": DATA})


def test_an_event_without_a_procedure_is_an_occasion():
    data = {name: value for name, value in DATA.items() if name != "procedure_id"}

    told = occasion({"type": "ApplicationDecided", "metadata": metadata(), "data": data})

    assert (told.kind, told.procedure_id) == (Kind.DECIDED, None)
