"""Submitting: one arrival whatever is repeated, raced or changed, and never without a signature that fits."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from madoguchi.kernel.canonical import b64, unb64
from madoguchi.wiring import applications as wiring
from tests.functions.applications.surroundings import sha256
from tests.unit.procedures.claims import ANSWERS, changed

PARALLEL = 20


@pytest.fixture
def draft(portal):
    draft = portal.open()
    portal.answer(draft, ANSWERS)
    return draft


def slug(problem):
    return problem["type"].rsplit("/", 1)[-1]


def test_arrival_gives_a_receipt_and_the_moment_at_once(portal, draft):
    receipt = portal.arrived(draft)

    seen = portal.see(draft)
    assert receipt["revision"] == 1
    assert receipt["arrived_at"].startswith("2026-11-04T14:59:30")
    assert len(receipt["receipt"]) <= 20
    assert (seen["status"], seen["receipt"]) == ("received", receipt["receipt"])
    assert [event["data"]["receipt"] for event in portal.events_of("ApplicationReceived")] == [receipt["receipt"]]


def test_the_same_request_again_has_the_same_answer(portal, draft):
    body = portal.signed(draft)

    first = portal.submit(draft, body)
    again = portal.submit(draft, body)

    assert first == again
    assert len(portal.events_of("ApplicationReceived")) == 1


def test_the_same_key_for_another_body_is_refused(portal, draft):
    body = portal.signed(draft)
    portal.submit(draft, body)

    status, problem = portal.submit(draft, {**body, "signature": b64(b"another")})

    assert (status, slug(problem)) == (422, "idempotency-key-reused")


def test_another_key_is_told_that_it_has_arrived(portal, draft):
    body = portal.signed(draft)
    _, receipt = portal.submit(draft, body)

    status, problem = portal.submit(draft, body, key="second-key")

    assert (status, slug(problem)) == (409, "already-submitted")
    assert receipt["receipt"] in problem["detail"]


def test_a_signature_over_other_bytes_is_refused_and_nothing_arrives(portal, draft):
    body = portal.signed(draft)
    tampered = {**body, "signature": b64(portal.card.sign(b"something else"))}

    status, problem = portal.submit(draft, tampered)

    assert (status, slug(problem)) == (422, "signature-invalid")
    assert portal.see(draft)["status"] == "draft"
    assert portal.events() == []


def test_answers_changed_after_signing_make_the_signature_worthless(portal, draft):
    body = portal.signed(draft)
    portal.answer(draft, changed("/account/number", "0000002"))

    status, problem = portal.submit(draft, body)

    assert (status, slug(problem)) == (422, "signature-invalid")
    assert portal.see(draft)["status"] == "draft"


def test_a_file_brought_after_signing_makes_the_signature_worthless(portal, draft):
    body = portal.signed(draft)
    portal.upload(draft, b"%PDF-1.4 late")

    assert slug(portal.submit(draft, body)[1]) == "signature-invalid"


def test_what_was_not_prepared_cannot_be_submitted(portal, draft):
    body = {"certificate": b64(portal.card.certificate), "signature": b64(b"s")}

    assert slug(portal.submit(draft, body)[1]) == "signature-invalid"


def test_the_signed_document_holds_all_that_she_declares(portal, draft):
    portal.upload(draft, b"%PDF-1.4")
    _, prepared = portal.prepare(draft)

    document = unb64(prepared["document"]).decode()
    assert '"municipality":"152048"' in document
    assert '"revision":1' in document
    assert b64(sha256(b"%PDF-1.4")) in document


def test_a_second_application_for_the_same_is_refused_with_the_first_receipt(portal, draft):
    second = portal.open()
    portal.answer(second, ANSWERS)
    body = portal.signed(second)
    receipt = portal.arrived(draft)

    status, problem = portal.submit(second, body, key="second-key")
    opening = portal.call(
        "POST", "/api/applications", {"municipality": "152048", "procedure_id": "child-allowance.claim"}
    )

    assert (status, slug(problem)) == (409, "already-applied")
    assert receipt["receipt"] in problem["detail"]
    assert (opening[0], slug(opening[1])) == (409, "already-applied")


def test_twenty_at_once_with_one_key_are_one_application_and_one_answer(portal, draft, serialized):
    body = portal.signed(draft)

    with ThreadPoolExecutor(PARALLEL) as pool:
        answers = list(pool.map(lambda _: portal.submit(draft, body), range(PARALLEL)))

    assert {status for status, _ in answers} == {201}
    assert len({str(answer) for _, answer in answers}) == 1
    assert len(portal.events_of("ApplicationReceived")) == 1
    assert len(portal.rows("submission")) == len(portal.rows("receipt")) == 1


def test_twenty_at_once_with_their_own_keys_are_one_application(portal, draft, serialized):
    body = portal.signed(draft)

    with ThreadPoolExecutor(PARALLEL) as pool:
        answers = list(pool.map(lambda n: portal.submit(draft, body, key=f"key-number-{n}"), range(PARALLEL)))

    statuses = sorted(status for status, _ in answers)
    assert statuses == [201, *[409] * (PARALLEL - 1)]
    assert len(portal.events_of("ApplicationReceived")) == 1


def test_a_submission_takes_at_most_four_calls(portal, draft):
    body, calls = portal.signed(draft), []
    wiring._dynamodb().meta.events.register("before-call", lambda model, **_more: calls.append(model.name))

    portal.submit(draft, body)

    assert calls == ["GetItem", "TransactGetItems", "TransactWriteItems"]
