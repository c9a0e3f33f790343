import pytest

from madoguchi.errors import Conflict, Unprocessable
from madoguchi.municipal.model.case import Status
from madoguchi.municipal.model.delivery import DeliveryMismatch, DigestMismatch
from madoguchi.municipal.service.intake import Deliveries
from tests.unit.municipal.samples import (
    ARRIVED,
    RECEIPT,
    SANJO,
    Cases,
    Town,
    answers,
    corrected,
    delivery,
    unique,
)


def test_a_first_delivery_opens_a_case_and_tells_once():
    town = Town()

    kept = town.deliver()

    assert RECEIPT in town.store
    assert town.case.status is Status.DELIVERED
    assert town.case.arrived_at == ARRIVED
    assert town.store.told() == ["CaseDelivered"]
    assert kept.answer().receipt == RECEIPT


def test_a_replay_is_answered_as_the_first_time_and_tells_nothing():
    store = Cases()
    first = Deliveries(store).receive(delivery(), unique()).answer()
    later = unique(ARRIVED.replace(hour=20))

    again = Deliveries(store).receive(delivery(), later).answer()

    assert again == first
    assert len(store) == 1
    assert store.told() == ["CaseDelivered"]


def test_another_document_under_the_same_revision_is_refused():
    town = Town()
    town.deliver()

    with pytest.raises(Conflict) as refused:
        town.deliver(content=answers(income_yen=1))

    assert refused.value.type == "revision-taken"


def test_a_correction_becomes_current_and_keeps_the_arrival():
    town = Town()
    town.deliver()

    town.deliver(2, content=corrected(), arrived_at="2026-11-09T02:00:00+00:00")

    assert town.case.revision == 2
    assert town.case.arrived_at == ARRIVED
    assert town.store.told() == ["CaseDelivered", "CaseDelivered"]


def test_an_older_revision_after_a_newer_is_kept_but_not_current():
    town = Town()
    town.deliver(2)

    town.deliver(1)

    assert town.case.revision == 2
    assert town.store.revision(SANJO, RECEIPT, 1) is not None
    assert town.store.told() == ["CaseDelivered"]
    assert town.case.history[-1].code == "older-delivered"


def test_bytes_that_do_not_fit_the_digest_are_refused():
    with pytest.raises(DigestMismatch):
        Town().deliver(document_sha256="0" * 64)


def test_a_document_signed_for_another_town_is_refused():
    body = delivery(1, municipality="151009", receipt=RECEIPT)

    with pytest.raises(DeliveryMismatch) as refused:
        Deliveries(Cases()).receive(body.model_copy(update={"municipality": SANJO}), unique())

    assert refused.value.field == "/municipality"


def test_a_package_of_another_application_is_refused():
    with pytest.raises(Unprocessable):
        Town().deliver(package={"key": "151009/ZZZZZZZZ/1/package.zip", "sha256": "ab", "size": 1})


def test_the_outcome_tells_nothing_that_was_fetched():
    town = Town().journey()

    told = Deliveries(town.store).outcome(SANJO, RECEIPT).model_dump(mode="json")

    assert told["status"] == "substantive"
    assert "2364000" not in str(told)
    assert set(told) == {"municipality", "receipt", "revision", "status", "returned", "decision"}
