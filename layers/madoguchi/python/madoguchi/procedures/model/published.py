"""What the catalogue announces."""

from datetime import datetime
from typing import ClassVar

from pydantic import Field

from madoguchi.kernel.events import Event
from madoguchi.kernel.value import Value

SOURCE = "madoguchi.procedures"


class ProcedurePublished(Value):
    """A town has published: fetch its snapshot, which is at least this number."""

    type: ClassVar[str] = "ProcedurePublished"
    municipality: str = Field(pattern=r"^[0-9]{6}$")
    snapshot: int = Field(ge=1)

    def event(self, *, event_id: str, now: datetime, correlation_id: str) -> Event:
        return Event(
            type=self.type,
            source=SOURCE,
            event_id=event_id,
            occurred_at=now,
            correlation_id=correlation_id,
            data={"municipality": self.municipality, "snapshot": self.snapshot},
        )
