"""The life of an application: each step gives the application as it is then, and what there is to announce.

draft -> received -> delivered -> formal -> (returned -> received ...) -> decided, or withdrawn on the way.
A step that has been made already gives None: to make it twice is harmless.
"""

from typing import Any

from madoguchi.applications.model import answers as answer_rules
from madoguchi.applications.model import events
from madoguchi.applications.model.application import (
    CLOSED,
    EDITABLE,
    SETTLED,
    UNDER_WAY,
    Answers,
    Application,
    Attachment,
    AttachmentStatus,
    Decision,
    Entry,
    NotNeeded,
    Procedure,
    Return,
    Status,
    Town,
)
from madoguchi.applications.model.document import digest, to_be_signed
from madoguchi.applications.model.occasion import Occasion
from madoguchi.applications.model.problems import AlreadySubmitted, NotEditable, NotWithdrawable
from madoguchi.errors import NotFound
from madoguchi.identity.model.problems import SignatureInvalid
from madoguchi.kernel.events import Event

Step = tuple[Application, Event]


def open_draft(
    *,
    account_id: str,
    town: Town,
    procedure: Procedure,
    answers: Answers,
    prefilled: dict[str, str],
    not_needed: tuple[NotNeeded, ...],
    occasion: Occasion,
) -> Application:
    return Application(
        application_id=occasion.new_id(),
        account_id=account_id,
        municipality=town,
        procedure=procedure,
        answers=answers,
        prefilled=prefilled,
        not_needed=not_needed,
        timeline=(Entry(at=occasion.now, status=Status.DRAFT, note_code="opened"),),
        opened_at=occasion.now,
        updated_at=occasion.now,
    )


def answer(application: Application, answers: Answers, occasion: Occasion) -> Application:
    """The application with these answers. Errors: NotEditable, naming the first answer that may not change."""
    demand_editable(application)
    moved = answer_rules.changed(application.answers, answers)
    if application.status is Status.RETURNED:
        closed = [pointer for pointer in moved if not answer_rules.covered(pointer, editable(application))]
        if closed:
            raise NotEditable("not among the returned items", field=f"/answers{closed[0]}")
    kept = {at: source for at, source in application.prefilled.items() if not answer_rules.covered(at, moved)}
    return _changed(application, occasion, answers=answers, prefilled=kept, prepared=None)


def attach(application: Application, attachment: Attachment, occasion: Occasion, *, owed: bool) -> Application:
    """The application with this attachment in place of what its slot held before.

    owed  the slot is of a paper that may be required: one still missing may always come
    """
    _demand_slot(application, attachment.slot, owed=owed)
    held = (*_beside(application, attachment.slot), attachment)
    return _changed(application, occasion, attachments=held, prepared=None)


def detach(application: Application, attachment_id: str, occasion: Occasion) -> Application:
    """The application without that attachment. Errors: NotFound; NotEditable."""
    found = next((held for held in application.attachments if held.attachment_id == attachment_id), None)
    if found is None:
        raise NotFound("no such attachment")
    _demand_slot(application, found.slot, owed=found.status not in SETTLED)
    return _changed(application, occasion, attachments=_beside(application, found.slot), prepared=None)


def _beside(application: Application, slot: str) -> tuple[Attachment, ...]:
    return tuple(other for other in application.attachments if other.slot != slot)


def _demand_slot(application: Application, slot: str, *, owed: bool) -> None:
    demand_editable(application)
    empty = all(held.slot != slot or held.status not in SETTLED for held in application.attachments)
    asked_for = answer_rules.covered(f"/attachments/{slot}", editable(application))
    if not (asked_for or (owed and empty)):
        raise NotEditable("this attachment was not asked for", field="/slot")


def editable(application: Application) -> tuple[str, ...]:
    """The pointers of the answers that may change; ("",) is all of them."""
    if application.status is Status.DRAFT:
        return ("",)
    return tuple(item.pointer for item in application.returned.items) if application.returned else ()


def demand_editable(application: Application) -> None:
    """Errors  AlreadySubmitted, naming the receipt, when the town has it; NotEditable when it is closed."""
    if application.status in UNDER_WAY:
        raise AlreadySubmitted(receipt=application.receipt or "")
    if application.status not in EDITABLE:
        raise NotEditable(f"it is {application.status}")


def prepare(application: Application, document: bytes, occasion: Occasion) -> Application:
    """The application whose `document` was given out to be signed; its attachments were seen in quarantine."""
    demand_editable(application)
    seen = tuple(_seen(attachment) for attachment in application.attachments)
    return _changed(application, occasion, prepared=digest(document), attachments=seen)


def _seen(attachment: Attachment) -> Attachment:
    if attachment.status is not AttachmentStatus.AWAITED:
        return attachment
    return attachment.model_copy(update={"status": AttachmentStatus.UPLOADED})


def submit(application: Application, document: bytes, receipt: str, occasion: Occasion) -> Step:
    """Arrival (到達): the receipt number is born with the first submission and kept through corrections, and so
    is the moment of arrival.

    Errors  SignatureInvalid, when `document` is not what the application says now.
    """
    demand_editable(application)
    if application.prepared != digest(document) or to_be_signed(application) != document:
        raise SignatureInvalid("changed since it was prepared for signing", field="/signature")
    arrived = _moved(
        application,
        Status.RECEIVED,
        "received" if application.revision == 0 else "corrected",
        occasion,
        revision=application.revision + 1,
        receipt=application.receipt or receipt,
        arrived_at=application.arrived_at or occasion.now,
        returned=None,
        prepared=None,
    )
    return arrived, events.received(arrived, occasion)


def deliver(
    application: Application,
    revision: int,
    scanned: frozenset[str],
    withheld: frozenset[str],
    occasion: Occasion,
) -> Step | None:
    """In the town's inbox; None when that was recorded, or a later revision or the end has come. A town that was faster than
    our own record has moved the status on: it stays.

    scanned   ids of the attachments of that revision; a file that came since, for the correction, waits for its own
    withheld  those of them that never leave quarantine
    """
    known = application.revision != revision or application.delivered_revision >= revision
    if known or application.status in CLOSED:
        return None
    settled = tuple(
        _settled(held, withheld) if held.attachment_id in scanned else held for held in application.attachments
    )
    status = Status.DELIVERED if application.status is Status.RECEIVED else application.status
    there = _moved(application, status, "delivered", occasion, attachments=settled, delivered_revision=revision)
    return there, events.delivered(there, occasion)


def _settled(attachment: Attachment, withheld: frozenset[str]) -> Attachment:
    found = AttachmentStatus.WITHHELD if attachment.attachment_id in withheld else AttachmentStatus.CLEAN
    return attachment.model_copy(update={"status": found})


def examine(application: Application, revision: int, occasion: Occasion) -> Step | None:
    """Formal examination (形式審査) of `revision` has begun; None when that is known or past."""
    if application.revision != revision or application.status not in {Status.RECEIVED, Status.DELIVERED}:
        return None
    begun = _moved(application, Status.FORMAL, "examined", occasion)
    return begun, events.examined(begun, occasion)


def give_back(application: Application, returned: Return, occasion: Occasion) -> Step | None:
    """Returned for correction (補正); None when this return is known, or another outcome has come since."""
    if returned.return_id in application.returns_seen or application.status not in UNDER_WAY:
        return None
    back = _moved(
        application,
        Status.RETURNED,
        "returned",
        occasion,
        returned=returned,
        returns_seen=(*application.returns_seen, returned.return_id),
    )
    return back, events.returned(back, occasion, returned.return_id)


def decide(application: Application, decision: Decision, occasion: Occasion) -> Step | None:
    """The town's decision, in the town's words; None when it is known.

    It stands although she has withdrawn: a town that hears of a withdrawal first decides no more.
    """
    if application.receipt is None or application.status is Status.DECIDED:
        return None
    closed = _moved(application, Status.DECIDED, "decided", occasion, decision=decision, returned=None, prepared=None)
    return closed, events.decided(closed, occasion, decision.decision_id)


def withdraw(application: Application, occasion: Occasion) -> tuple[Application, Event | None] | None:
    """Withdrawn (取下げ) by the applicant; None when it was. Errors: NotWithdrawable after a decision.

    A draft is withdrawn too: nothing of it was sent, so nothing is announced.
    """
    if application.status is Status.WITHDRAWN:
        return None
    if application.status in CLOSED:
        raise NotWithdrawable(f"it is {application.status}")
    closed = _moved(application, Status.WITHDRAWN, "withdrawn", occasion, returned=None, prepared=None)
    return closed, events.withdrawn(closed, occasion) if closed.receipt else None


def _moved(application: Application, status: Status, note: str, occasion: Occasion, **more: Any) -> Application:
    line = Entry(at=occasion.now, status=status, note_code=note)
    return _changed(application, occasion, status=status, timeline=(*application.timeline, line), **more)


def _changed(application: Application, occasion: Occasion, **more: Any) -> Application:
    version = application.version + 1
    return application.model_copy(update={"version": version, "updated_at": occasion.now, **more})
