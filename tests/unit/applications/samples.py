"""An application of みどり's at every point of its life, without anything around it."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from madoguchi.applications.model import lifecycle
from madoguchi.applications.model.application import (
    Application,
    Attachment,
    AttachmentStatus,
    Decision,
    Procedure,
    Return,
    ReturnedItem,
    Town,
)
from madoguchi.applications.model.document import to_be_signed
from madoguchi.applications.model.occasion import Occasion

ARRIVAL = datetime(2026, 11, 4, 14, 59, 30, tzinfo=UTC)
RECEIPT = "ABCDEFGHJKLMNPQR"
PROOF = "/adult_children/0/proof"
ANSWERS: dict[str, Any] = {
    "claimant": {"name": "髙野　みどり"},
    "adult_children": [{"name": "髙野　葵", "proof": "later"}],
}
DECISION = Decision(decision_id="decision-1", outcome="granted", reason="児童手当法", monthly_yen=40_000)


def occasion(*, after: timedelta = timedelta(), name: str = "id") -> Occasion:
    numbers = count(1)
    return Occasion(
        now=ARRIVAL + after,
        wall=ARRIVAL + after,
        correlation_id="correlation-1",
        new_id=lambda: f"{name}-{next(numbers)}",
    )


def attachment(slot: str = "support-confirmation", **more: Any) -> Attachment:
    return Attachment(
        **{
            "attachment_id": f"file-{slot}",
            "slot": slot,
            "name": "確認書.pdf",
            "size": 1_000,
            "sha256": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "content_type": "application/pdf",
            "status": AttachmentStatus.UPLOADED,
            **more,
        }
    )


def draft(**more: Any) -> Application:
    opened = lifecycle.open_draft(
        account_id="midori",
        town=Town(code="152048", name="三条市"),
        procedure=Procedure(
            procedure_id="child-allowance.claim",
            standard_id="child-allowance.claim",
            version=1,
            name="児童手当の認定請求",
            kind="application",
        ),
        answers=ANSWERS,
        prefilled={"/claimant/name": "card.name"},
        not_needed=(),
        occasion=occasion(),
    )
    return opened.model_copy(update=more)


def submitted(application: Application) -> Application:
    document = to_be_signed(application)
    prepared = lifecycle.prepare(application, document, occasion())
    return lifecycle.submit(prepared, document, RECEIPT, occasion())[0]


def received(**more: Any) -> Application:
    return submitted(draft(**more))


def ids_of(application: Application) -> frozenset[str]:
    return frozenset(held.attachment_id for held in application.attachments)


def delivered(**more: Any) -> Application:
    there = received(**more)
    step = lifecycle.deliver(there, 1, ids_of(there), frozenset(), occasion())
    assert step is not None
    return step[0]


def returned(*pointers: str, return_id: str = "return-1", **more: Any) -> Application:
    step = lifecycle.give_back(delivered(**more), a_return(*pointers, return_id=return_id), occasion())
    assert step is not None
    return step[0]


def a_return(*pointers: str, return_id: str = "return-1") -> Return:
    items = tuple(
        ReturnedItem(pointer=pointer, label="確認書", reason="ありません。") for pointer in pointers or (PROOF,)
    )
    return Return(return_id=return_id, items=items)


def decided() -> Application:
    step = lifecycle.decide(delivered(), DECISION, occasion())
    assert step is not None
    return step[0]
