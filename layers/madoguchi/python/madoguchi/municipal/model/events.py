"""What this capability tells the others: ids only."""

from typing import Annotated, Literal

from pydantic import Field

from madoguchi.kernel.events import Event
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.occasion import Occasion

SOURCE = "madoguchi.municipal"
Town = Annotated[str, Field(pattern=r"^[0-9]{6}$", description="the town's code (全国地方公共団体コード)")]
Receipt = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{8,20}$", description="the receipt number (受付番号)")]
Opaque = Annotated[str, Field(pattern=r"^[a-z0-9]{1,40}$")]


class CaseDelivered(Value):
    """A revision arrived and is the current one."""

    municipality: Town
    receipt: Receipt
    revision: Annotated[int, Field(ge=1)]


class CaseExamined(Value):
    """Formal examination (形式審査) of a revision is done; inquiries may be running."""

    municipality: Town
    receipt: Receipt
    revision: Annotated[int, Field(ge=1)]


class CaseReturned(Value):
    """Items were returned for correction (補正)."""

    municipality: Town
    receipt: Receipt
    return_id: Opaque


class CaseDecided(Value):
    """A person decided."""

    municipality: Town
    receipt: Receipt
    decision_id: Opaque


class LookUpRecorded(Value):
    """A look-up (閲覧) was recorded, before or after the reading."""

    municipality: Town
    entry_id: Opaque
    phase: Literal["before", "after"]


ALL = (CaseDelivered, CaseExamined, CaseReturned, CaseDecided, LookUpRecorded)


def event_of(payload: Value, at: Occasion) -> Event:
    return Event(
        type=type(payload).__name__,
        source=SOURCE,
        event_id=at.new_id(),
        occurred_at=at.now,
        correlation_id=at.correlation_id,
        data=payload.model_dump(mode="json"),
    )
