"""The applications table: what goes in comes out, and the second of two simultaneous writers conflicts."""

import pytest
from botocore.exceptions import ClientError

from madoguchi.applications import store as adapter
from madoguchi.applications.model import events, lifecycle
from madoguchi.applications.model.application import natural_key_of
from madoguchi.applications.model.document import to_be_signed
from madoguchi.applications.model.intake import Package, Scan, SignatureVerdict
from madoguchi.applications.model.submission import Prepared, Repeat, Submission, receipt_of
from madoguchi.errors import Conflict, NotFound, Unavailable
from tests.unit.applications.samples import ANSWERS, ARRIVAL, DECISION, RECEIPT, draft, occasion
from tests.unit.applications.test_intake import SUBMISSION

KEY = "first-key"


def opened(store, **more):
    application = draft(**more)
    store.open(application)
    return application


def prepared_of(application):
    given = {name: getattr(SUBMISSION, name) for name in Prepared.model_fields}
    about = {"application_id": application.application_id, "document": to_be_signed(application)}
    return Prepared(**{**given, **about})


def submit(store, application, *, key=KEY, receipt=RECEIPT):
    prepared = prepared_of(application)
    ready = lifecycle.prepare(application, prepared.document, occasion())
    store.save_prepared(ready, prepared)
    arrived, event = lifecycle.submit(ready, prepared.document, receipt, occasion())
    submission = Submission(
        **{**SUBMISSION.model_dump(), **prepared.model_dump(), "receipt": receipt, "revision": arrived.revision}
    )
    repeat = Repeat(body_hash="hash", answer=receipt_of(arrived))
    store.submit(arrived, submission, repeat, event, idempotency_key=key)
    return arrived


def test_what_is_saved_is_what_is_read(store):
    application = opened(store)

    assert store.get(application.application_id) == application
    assert store.of_account("midori") == [application]
    assert store.of_account("izumi") == []


def test_what_is_not_there_is_not_found(store, facts):
    for ask in (
        lambda: store.get("none"),
        lambda: store.of_receipt("none"),
        lambda: store.before("midori", "none", KEY),
        lambda: facts.submission("none", 1),
    ):
        with pytest.raises(NotFound):
            ask()
    assert store.open_receipt("none") is None


def test_the_second_of_two_simultaneous_writers_conflicts(store):
    application = opened(store)
    one, two = (lifecycle.answer(application, {**ANSWERS, "remarks": text}, occasion()) for text in "ab")
    store.save(one)

    with pytest.raises(Conflict):
        store.save(two)
    assert store.get(application.application_id) == one


def test_a_vanished_application_is_not_written_again(store):
    with pytest.raises(Conflict):
        store.save(lifecycle.answer(draft(), ANSWERS, occasion()))


def test_a_draft_is_opened_once(store):
    opened(store)

    with pytest.raises(Conflict):
        opened(store)


def test_a_submission_is_all_of_its_rows(store, client):
    arrived = submit(store, opened(store))

    before = store.before("midori", arrived.application_id, KEY)
    assert before.application == arrived == store.of_receipt(RECEIPT)
    assert before.repeat is not None
    assert before.repeat.answer.receipt == RECEIPT
    assert store.open_receipt(natural_key_of(arrived)) == RECEIPT
    kinds = sorted(item["kind"]["S"] for item in client.scan(TableName=store.table)["Items"])
    assert kinds == ["application", "event", "natural", "prepared", "receipt", "repeat", "submission"]


@pytest.mark.parametrize("which", ["key", "natural", "receipt"])
def test_any_part_that_was_there_first_stops_the_whole_submission(store, which):
    submit(store, opened(store))
    other = opened(
        store,
        application_id="second",
        **({} if which == "natural" else {"procedure": draft().procedure.model_copy(update={"procedure_id": "other"})}),
    )

    with pytest.raises(Conflict):
        submit(
            store,
            other,
            key=KEY if which == "key" else "second-key",
            receipt=RECEIPT if which == "receipt" else "ANOTHERRECEIPT22",
        )
    assert store.get("second").status == "draft"


def test_closing_frees_the_natural_key(store):
    arrived = submit(store, opened(store))

    store.close(*lifecycle.decide(arrived, DECISION, occasion(name="decision")))

    assert store.open_receipt(natural_key_of(arrived)) is None


def test_a_busy_item_is_tried_again_and_then_said_to_be_busy(store, monkeypatch):
    cancelled = {
        "Error": {"Code": "TransactionCanceledException"},
        "CancellationReasons": [{"Code": "TransactionConflict"}],
    }
    tried = []

    def busy(**_given):
        tried.append(1)
        raise ClientError(cancelled, "TransactWriteItems")

    monkeypatch.setattr(store.client, "transact_write_items", busy)
    monkeypatch.setattr(adapter, "PAUSE_SECONDS", 0)

    with pytest.raises(Unavailable):
        store.open(draft())
    assert len(tried) == adapter.TRIES


def test_a_throttled_transaction_is_no_conflict(store, monkeypatch):
    cancelled = {
        "Error": {"Code": "TransactionCanceledException"},
        "CancellationReasons": [{"Code": "ThrottlingError"}],
    }

    def throttled(**_given):
        raise ClientError(cancelled, "TransactWriteItems")

    monkeypatch.setattr(store.client, "transact_write_items", throttled)

    with pytest.raises(ClientError):
        store.open(draft())


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        (
            "verdict",
            SignatureVerdict(outcome="good", checked_at=ARRIVAL, evidence=b"\x30\xff"),
            SignatureVerdict(outcome="invalid", reason="x", checked_at=ARRIVAL),
        ),
        ("scan", Scan(), Scan(withheld=({"attachment_id": "f", "slot": "s", "reason": "attachment-infected"},))),
        ("package", Package(key="k", sha256="a", size=1), Package(key="k", sha256="b", size=2)),
    ],
)
def test_a_fact_once_established_stands(facts, kind, first, second):
    keep, read = getattr(facts, f"keep_{kind}"), getattr(facts, kind)

    assert read("a", 1) is None
    assert keep("a", 1, first) == first
    assert keep("a", 1, second) == first
    assert read("a", 1) == first
    assert read("a", 2) is None


def test_attempts_count_from_two(facts):
    assert [facts.next_attempt("a", 1) for _ in range(3)] == [2, 3, 4]
    assert facts.next_attempt("a", 2) == 2


def test_an_event_lies_beside_its_state(store, client):
    application = opened(store)
    step = lifecycle.withdraw(application.model_copy(update={"receipt": RECEIPT, "revision": 1}), occasion())
    assert step is not None

    store.save(*step)

    items = client.scan(TableName=store.table)["Items"]
    (event,) = [item for item in items if item["kind"]["S"] == "event"]
    assert events.WITHDRAWN in event["event"]["S"]
