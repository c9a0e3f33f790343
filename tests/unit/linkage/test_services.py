"""Two at once: the loser of a race finds what the winner wrote, or says so."""

from datetime import UTC, datetime, timedelta

import pytest

from madoguchi.errors import Conflict, NotFound
from madoguchi.ledger.model.records import NotPaired
from madoguchi.linkage.model.codes import KEY_BYTES, CodeBook
from madoguchi.linkage.model.inquiry import Asked
from madoguchi.linkage.model.pairing import PairedOtherwise
from madoguchi.linkage.rules_files import published
from madoguchi.linkage.service.answering import Answering
from madoguchi.linkage.service.asking import Asking
from madoguchi.linkage.service.pairings import Pairings
from tests.support.measures import Measured

NOW = datetime(2026, 11, 5, tzinfo=UTC)
MIDORI, MAKOTO = "a" * 26, "b" * 25 + "a"
BOOK = CodeBook({1: bytes(range(KEY_BYTES))})
QUESTION = Asked(
    request_id="r",
    asker="152048",
    affair="child-allowance.claim",
    item="residence.registration",
    addressee_number="3049001",
    case="RECEIPT",
    purpose="p",
    provider_hint={"registered_at": "151009"},
)


class Inquiries(dict):
    """Processing number -> inquiry. `rival` starts or releases just before the next write."""

    def __init__(self):
        super().__init__()
        self.requests, self.rival = {}, None

    def requested(self, asker, request_key):
        return self.requests.get((asker, request_key))

    def start(self, inquiry, request_key, digest, event):
        self._overtaken()
        if (inquiry.asker, request_key) in self.requests:
            raise Conflict("taken")
        self[inquiry.processing_number] = inquiry
        self.requests[inquiry.asker, request_key] = (digest, inquiry.processing_number)

    def get(self, processing_number):
        return self[processing_number]

    def release(self, release):
        self._overtaken()
        if self[release.inquiry.processing_number].version != release.inquiry.version - 1:
            raise Conflict("moved")
        self[release.inquiry.processing_number] = release.inquiry

    def result(self, inquiry):
        return None

    def provider_up(self, provider):
        return True

    def _overtaken(self):
        rival, self.rival = self.rival, None
        if rival:
            rival()


class Partitions(dict):
    """(institution, addressee) -> code."""

    rival = None

    def code_of(self, institution, addressee_number):
        return self.get((institution, addressee_number))

    def addressee_of(self, institution, code):
        return next((number for (town, number), held in self.items() if (town, held) == (institution, code)), None)

    def pair(self, pairing):
        rival, self.rival = self.rival, None
        if rival:
            rival()
        if (pairing.institution, pairing.addressee_number) in self or self.addressee_of(
            pairing.institution, pairing.code
        ):
            raise Conflict("taken")
        self[pairing.institution, pairing.addressee_number] = pairing.code

    def copy(self, institution, code, item, period):
        return None


class Register:
    def __init__(self, person_id):
        self.person_id = person_id

    def person(self, sealed):
        return self.person_id


@pytest.fixture
def ids():
    drawn = iter(f"id-{n}" for n in range(50))
    return lambda: next(drawn)


@pytest.fixture
def partitions():
    return Partitions({("152048", "3049001"): BOOK.code("152048", MIDORI)})


@pytest.fixture
def inquiries():
    return Inquiries()


@pytest.fixture
def asking(inquiries, partitions):
    return Asking(inquiries, partitions, published)


@pytest.fixture
def measured():
    return Measured()


@pytest.fixture
def answering(inquiries, partitions, measured):
    return Answering(inquiries, partitions, lambda: BOOK, published, measured)


def ask(asking, ids):
    return asking.ask(QUESTION, now=NOW, new_id=ids, correlation_id="c")


def test_of_two_requests_at_once_both_get_the_first_number(asking, inquiries, ids):
    first = []
    inquiries.rival = lambda: first.append(ask(asking, ids))

    second = ask(asking, ids)

    assert second == first[0]
    assert len(inquiries) == 1


def test_a_conflict_that_is_no_earlier_request_is_said(asking, inquiries, ids):
    def fail():
        raise Conflict("another number was taken")

    inquiries.rival = fail

    with pytest.raises(Conflict):
        ask(asking, ids)


def test_of_two_releases_at_once_one_is_made_and_both_are_content(asking, answering, inquiries, ids):
    number = ask(asking, ids).processing_number
    inquiries.rival = lambda: answering.release(number, now=NOW, new_id=ids)

    assert answering.release(number, now=NOW, new_id=ids) == "released"
    assert inquiries[number].version == 2


def test_a_release_that_lost_to_something_else_is_tried_again(asking, answering, inquiries, ids):
    number = ask(asking, ids).processing_number

    def wait():
        inquiries[number] = inquiries[number].moved(status="waiting")

    inquiries.rival = wait

    with pytest.raises(Conflict):
        answering.release(number, now=NOW, new_id=ids)


def test_an_inquiry_whose_pairing_is_gone_is_a_failure_not_an_answer(asking, answering, partitions, ids):
    number = ask(asking, ids).processing_number
    partitions.clear()

    with pytest.raises(NotFound):
        answering.find(number)


def pairings(partitions, person_id):
    return Pairings(partitions, Register(person_id), lambda: BOOK)


def test_two_equal_pairings_at_once_are_one(partitions):
    midori = pairings(partitions, MIDORI)
    partitions.rival = lambda: midori.pair("151009", "1000105", "sealed")

    assert midori.pair("151009", "1000105", "sealed") == MIDORI


def test_of_two_different_pairings_at_once_the_second_is_refused(partitions):
    partitions.rival = lambda: pairings(partitions, MAKOTO).pair("151009", "1000105", "sealed")

    with pytest.raises(PairedOtherwise):
        pairings(partitions, MIDORI).pair("151009", "1000105", "sealed")


def test_nobody_paired_is_nobody(partitions):
    with pytest.raises(NotPaired):
        pairings(partitions, MIDORI).person_of("152048", "unknown")


def test_an_answer_is_measured_once_whoever_releases_it(asking, answering, inquiries, measured, ids):
    number = ask(asking, ids).processing_number
    inquiries.rival = lambda: answering.release(number, now=NOW + timedelta(seconds=4), new_id=ids)

    answering.release(number, now=NOW + timedelta(seconds=5), new_id=ids)
    answering.release(number, now=NOW + timedelta(seconds=6), new_id=ids)

    assert measured == [("InquiryAnswered", 4.0)]
