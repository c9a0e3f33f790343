"""An inquiry's life: every move once, and an answer only together with its records."""

from datetime import UTC, date, datetime, timedelta

import pytest

from madoguchi.errors import Conflict
from madoguchi.ledger.model.records import Text
from madoguchi.linkage.model.copies import Copy, PeriodMissing, found, period_of, superseding
from madoguchi.linkage.model.inquiry import (
    Asked,
    Inquiry,
    ResultExpired,
    Settled,
    acknowledged,
    again,
    refused,
    waiting,
)
from madoguchi.linkage.model.release import released
from madoguchi.linkage.model.views import inquiry_view
from madoguchi.linkage.rules_files import published

NOW = datetime(2026, 11, 5, 1, tzinfo=UTC)
WORDS = Text(ja="目的", en="purpose")


def inquiry(**update):
    return Inquiry(
        processing_number="asker-number",
        provider_number="provider-number",
        asker="152048",
        provider="151009",
        affair="child-allowance.claim",
        item="local-tax.income",
        period="2026",
        addressee_number="3040001",
        case="RECEIPT",
        status="accepted",
        asked_on=date(2026, 11, 5),
        requested_at=NOW,
        rules_version="1",
        legal_basis=WORDS,
        purpose=WORDS,
        correlation_id="c",
    ).model_copy(update=update)


def copy(**update):
    value = {"tax_year": 2026, "total_income_yen": 4_812_000, "filed": True}
    return Copy(item="local-tax.income", period="2026", layout="ours", as_of=NOW, value=value).model_copy(update=update)


def release(one, its_copy):
    return released(
        one,
        its_copy,
        person_id="person",
        provider_addressee="1000101",
        rules=published(),
        now=NOW + timedelta(minutes=1),
        record_id="record",
        event_id="event",
    )


def test_an_answer_carries_result_three_records_and_an_event_that_says_nothing():
    whole = release(inquiry(), copy())

    assert whole.result is not None
    assert whole.result.value["total_income_yen"] == 4_812_000
    assert whole.record.person_id == "person"
    assert [(own.institution, own.processing_number) for own in whole.own_records] == [
        ("152048", "asker-number"),
        ("151009", "provider-number"),
    ]
    assert whole.event.data == {"asker": "152048", "processing_number": "asker-number", "case": "RECEIPT"}


def test_no_record_holds_a_value():
    whole = release(inquiry(), copy())

    kept = [whole.record.model_dump_json(), *(own.model_dump_json() for own in whole.own_records)]
    assert not any("4812000" in one for one in kept)


def test_neither_party_learns_the_others_number_of_the_person():
    asker, provider = release(inquiry(), copy()).own_records

    assert (asker.addressee_number, provider.addressee_number) == ("3040001", "1000101")


def test_no_copy_is_an_answer_in_which_nothing_was_provided():
    whole = release(inquiry(), None)

    assert (whole.inquiry.outcome, whole.result, whole.record.provided_at) == ("no_copy", None, None)


def test_either_party_marks_its_record():
    whole = release(inquiry(disclosure="suppressed"), copy(mark="suppressed"))

    assert whole.marks == {"asker": "suppressed", "provider": "suppressed"}


@pytest.mark.parametrize("status", ["answered", "refused", "acknowledged"])
def test_what_is_settled_stays_settled(status):
    settled = inquiry(status=status)

    for move in (
        lambda: release(settled, copy()),
        lambda: refused(settled, "permission", now=NOW, event_id="e"),
        lambda: waiting(settled, "provider"),
        lambda: again(settled, event_id="e", now=NOW),
    ):
        with pytest.raises(Settled):
            move()


def test_a_result_can_be_fetched_until_it_is_acknowledged_or_expired():
    answered = release(inquiry(), copy()).inquiry
    until = answered.result_until

    assert inquiry_view(answered, None, None, until).status == "answered"
    with pytest.raises(ResultExpired):
        inquiry_view(answered, None, None, until + timedelta(seconds=1))
    assert acknowledged(answered).status == "acknowledged"
    assert acknowledged(acknowledged(answered)) is None


def test_nothing_can_be_acknowledged_before_it_is_answered():
    with pytest.raises(Conflict):
        acknowledged(inquiry())


@pytest.mark.parametrize(
    ("its_copy", "up", "said"),
    [
        (copy(), True, "found"),
        (None, True, "no_copy"),
        (copy(automatic=False), True, "no_automatic_answer"),
        (copy(), False, "provider_down"),
        (None, False, "provider_down"),
    ],
)
def test_what_the_provider_says(its_copy, up, said):
    assert found(its_copy, provider_up=up) == said


def test_a_late_older_copy_changes_nothing():
    older = copy(as_of=NOW - timedelta(days=1))

    assert superseding(older, copy()) is None
    assert superseding(copy(), older).version == older.version + 1
    assert superseding(copy(), None).version == 1


def test_a_tax_copy_says_its_year():
    assert period_of("local-tax.income", {"tax_year": 2026}, "tax-january-1") == "2026"
    assert period_of("residence.registration", {}, "registered-at") == "current"
    for value in ({}, {"tax_year": "2026"}, {"tax_year": True}):
        with pytest.raises(PeriodMissing):
            period_of("local-tax.income", value, "tax-january-1")


def test_the_request_id_is_not_part_of_the_question():
    asked = {
        "asker": "152048",
        "affair": "a",
        "item": "i",
        "addressee_number": "1",
        "case": "c",
        "purpose": "p",
    }

    one, other = Asked(**asked, request_id="one"), Asked(**asked, request_id="other")

    assert one.digest() == other.digest()
    assert Asked(**asked).request_key() == one.digest()
    assert Asked(**{**asked, "item": "another"}).digest() != one.digest()
