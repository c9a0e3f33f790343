"""The life of an application: each step when it may be made, once, and what it announces."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.applications.model import lifecycle
from madoguchi.applications.model.application import AttachmentStatus, Status, natural_key, natural_key_of
from madoguchi.applications.model.document import to_be_signed
from madoguchi.applications.model.problems import AlreadySubmitted, NotEditable, NotWithdrawable
from madoguchi.errors import NotFound
from madoguchi.identity.model.problems import SignatureInvalid
from tests.unit.applications.samples import (
    ANSWERS,
    ARRIVAL,
    DECISION,
    RECEIPT,
    a_return,
    attachment,
    decided,
    delivered,
    draft,
    ids_of,
    occasion,
    received,
    returned,
    submitted,
)

LATER = timedelta(days=2)
CORRECTED = {**ANSWERS, "adult_children": [{"name": "髙野　葵", "proof": "attached"}]}


def test_arrival_is_the_moment_of_submission():
    application = received()

    assert (application.status, application.arrived_at, application.receipt) == (Status.RECEIVED, ARRIVAL, RECEIPT)
    assert application.revision == 1


def test_a_correction_keeps_arrival_and_receipt():
    corrected = lifecycle.answer(returned(), CORRECTED, occasion(after=LATER))
    document = to_be_signed(corrected)
    prepared = lifecycle.prepare(corrected, document, occasion(after=LATER))

    again, event = lifecycle.submit(prepared, document, "ANOTHER", occasion(after=LATER))

    assert (again.receipt, again.arrived_at, again.revision) == (RECEIPT, ARRIVAL, 2)
    assert event.data["revision"] == 2


def test_what_was_prepared_must_be_what_is_submitted():
    document = to_be_signed(draft())
    prepared = lifecycle.prepare(draft(), document, occasion())
    changed = lifecycle.answer(prepared, CORRECTED, occasion())

    with pytest.raises(SignatureInvalid):
        lifecycle.submit(changed, document, RECEIPT, occasion())
    with pytest.raises(SignatureInvalid):
        lifecycle.submit(prepared, b"other bytes", RECEIPT, occasion())


@pytest.mark.parametrize("application", [received(), delivered()], ids=["received", "delivered"])
def test_what_is_with_the_town_cannot_be_edited_and_its_receipt_is_told(application):
    with pytest.raises(AlreadySubmitted) as told:
        lifecycle.answer(application, CORRECTED, occasion())

    assert told.value.params == {"receipt": RECEIPT}


def test_what_is_decided_cannot_be_edited():
    with pytest.raises(NotEditable):
        lifecycle.answer(decided(), CORRECTED, occasion())


def test_a_returned_item_may_change_and_nothing_else():
    assert lifecycle.answer(returned(), CORRECTED, occasion()).answers == CORRECTED

    with pytest.raises(NotEditable) as refused:
        lifecycle.answer(returned(), {**CORRECTED, "claimant": {"name": "別人"}}, occasion())
    assert refused.value.field == "/answers/claimant/name"


def test_a_whole_branch_may_change_when_it_was_returned():
    more = {**ANSWERS, "adult_children": [*ANSWERS["adult_children"], {"name": "髙野　海"}]}

    assert lifecycle.answer(returned("/adult_children"), more, occasion()).answers == more


def test_a_missing_paper_may_always_come_but_not_in_the_place_of_one_that_was_sent():
    sent = returned(attachments=(attachment(),))

    with pytest.raises(NotEditable):
        lifecycle.attach(sent, attachment(), occasion(), owed=True)
    assert lifecycle.attach(returned(), attachment(), occasion(), owed=True).attachments == (attachment(),)
    with pytest.raises(NotEditable):
        lifecycle.attach(returned(), attachment("identity"), occasion(), owed=False)


def test_a_returned_attachment_may_be_replaced():
    sent = returned("/attachments/support-confirmation", attachments=(attachment(),))
    better = attachment(attachment_id="better")

    assert lifecycle.attach(sent, better, occasion(), owed=True).attachments == (better,)


def test_a_slot_holds_one_file():
    first = lifecycle.attach(draft(), attachment(attachment_id="first"), occasion(), owed=True)
    second = lifecycle.attach(first, attachment(attachment_id="second"), occasion(), owed=True)

    assert [held.attachment_id for held in second.attachments] == ["second"]


def test_what_is_not_attached_cannot_be_taken_away():
    with pytest.raises(NotFound):
        lifecycle.detach(draft(), "nothing", occasion())


def test_delivery_is_recorded_once_and_says_what_was_withheld():
    application = received(attachments=(attachment(), attachment("identity")))

    there, event = lifecycle.deliver(application, 1, ids_of(application), frozenset({"file-identity"}), occasion())

    assert {held.slot: held.status for held in there.attachments} == {
        "support-confirmation": AttachmentStatus.CLEAN,
        "identity": AttachmentStatus.WITHHELD,
    }
    assert event.type == "ApplicationDelivered"
    assert lifecycle.deliver(there, 1, ids_of(there), frozenset(), occasion()) is None


def test_a_town_faster_than_our_own_record_keeps_its_status():
    formal, _ = lifecycle.examine(received(), 1, occasion())

    there, _ = lifecycle.deliver(formal, 1, ids_of(formal), frozenset(), occasion())

    assert (there.status, there.delivered_revision) == (Status.FORMAL, 1)


def test_a_late_record_of_delivery_says_nothing_of_a_file_that_came_since():
    first = received(attachments=(attachment("identity"),))
    returned_before_recorded, _ = lifecycle.give_back(first, a_return(), occasion())
    corrected = lifecycle.attach(
        returned_before_recorded, attachment(status=AttachmentStatus.AWAITED), occasion(), owed=True
    )

    there, _ = lifecycle.deliver(corrected, 1, ids_of(first), frozenset(), occasion())

    assert {held.slot: held.status for held in there.attachments} == {
        "identity": AttachmentStatus.CLEAN,
        "support-confirmation": AttachmentStatus.AWAITED,
    }


def test_each_return_is_heard_once():
    back = returned()
    again = submitted(lifecycle.answer(back, CORRECTED, occasion()))

    assert lifecycle.give_back(back, a_return(), occasion()) is None
    assert lifecycle.give_back(again, a_return(), occasion()) is None
    assert lifecycle.give_back(again, a_return(return_id="return-2"), occasion()) is not None


def test_a_decision_is_final():
    assert lifecycle.decide(decided(), DECISION, occasion()) is None
    assert lifecycle.give_back(decided(), a_return(return_id="late"), occasion()) is None
    with pytest.raises(NotWithdrawable):
        lifecycle.withdraw(decided(), occasion())


@pytest.mark.parametrize("application", [received(), delivered(), returned()], ids=lambda a: a.status)
def test_everything_undecided_can_be_withdrawn_once(application):
    gone, event = lifecycle.withdraw(application, occasion())

    assert (gone.status, event.type) == (Status.WITHDRAWN, "ApplicationWithdrawn")
    assert lifecycle.withdraw(gone, occasion()) is None
    assert lifecycle.give_back(gone, a_return(return_id="late"), occasion()) is None


def test_a_draft_is_withdrawn_without_a_word_to_anybody():
    gone, event = lifecycle.withdraw(draft(), occasion())

    assert (gone.status, event) == (Status.WITHDRAWN, None)
    assert lifecycle.decide(gone, DECISION, occasion()) is None


def test_a_decision_made_before_the_town_heard_of_the_withdrawal_stands():
    gone, _ = lifecycle.withdraw(delivered(), occasion())

    stands, event = lifecycle.decide(gone, DECISION, occasion())

    assert (stands.status, event.type) == (Status.DECIDED, "ApplicationDecided")


STEPS = {
    "submit": submitted,
    "deliver": lambda a: _of(lifecycle.deliver(a, a.revision, ids_of(a), frozenset(), occasion())),
    "examine": lambda a: _of(lifecycle.examine(a, a.revision, occasion())),
    "return": lambda a: _of(lifecycle.give_back(a, a_return(return_id=f"return-{a.version}"), occasion())),
    "return again": lambda a: _of(lifecycle.give_back(a, a_return(), occasion())),
    "decide": lambda a: _of(lifecycle.decide(a, DECISION, occasion())),
    "withdraw": lambda a: _of(lifecycle.withdraw(a, occasion())),
    "answer": lambda a: lifecycle.answer(a, CORRECTED, occasion()),
}


def _of(step):
    return step and step[0]


@given(st.lists(st.sampled_from(sorted(STEPS)), max_size=12))
def test_whatever_happens_in_whatever_order_nothing_is_lost_or_taken_back(names):
    """The receipt and arrival never change once given, the timeline only grows, a closed application stays closed."""
    application = draft()
    for name in names:
        try:
            after = STEPS[name](application) or application
        except (AlreadySubmitted, NotEditable, NotWithdrawable):
            after = application
        assert application.receipt in (None, after.receipt)
        assert application.arrived_at in (None, after.arrived_at)
        assert after.revision - application.revision in (0, 1)
        assert after.timeline[: len(application.timeline)] == application.timeline
        assert after is application or after.version > application.version
        if application.status is Status.DECIDED:
            assert after.status is Status.DECIDED
        if application.status is Status.WITHDRAWN:
            assert after.status in {Status.WITHDRAWN, Status.DECIDED}
        application = after


def test_the_natural_key_is_person_town_and_procedure_and_names_nobody():
    assert natural_key_of(draft()) == natural_key("midori", "152048", "child-allowance.claim")
    assert natural_key_of(draft()) == natural_key_of(received())
    assert natural_key("midori", "151009", "child-allowance.claim") != natural_key_of(draft())
    assert "midori" not in natural_key_of(draft())


def test_events_hold_ids_only():
    application, event = lifecycle.deliver(received(), 1, frozenset(), frozenset(), occasion())

    assert set(event.data) == {
        *("application_id", "account_id", "receipt", "municipality", "revision", "procedure_id"),
    }
    assert application.answers["claimant"]["name"] not in event.model_dump_json()
