"""What this capability tells the others: ids only."""

from madoguchi.kernel.events import Event
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.occasion import Occasion

SOURCE = "madoguchi.municipal"


class CaseDelivered(Value):
    """A revision arrived and is the current one."""

    municipality: str
    receipt: str
    revision: int


class CaseExamined(Value):
    """Formal examination (形式審査) of a revision is done; inquiries may be running."""

    municipality: str
    receipt: str
    revision: int


class CaseReturned(Value):
    """Items were returned for correction (補正)."""

    municipality: str
    receipt: str
    return_id: str


class CaseDecided(Value):
    """A person decided."""

    municipality: str
    receipt: str
    decision_id: str


class LookUpRecorded(Value):
    """A look-up (閲覧) was recorded, before or after the reading."""

    municipality: str
    entry_id: str
    phase: str


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
