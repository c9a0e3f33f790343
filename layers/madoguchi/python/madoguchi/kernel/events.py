"""What a capability tells the others: an event is saved with the state it reports, and announced from there."""

from datetime import datetime, timedelta
from typing import Any

from pydantic import Field

from madoguchi.kernel.clock import rfc3339
from madoguchi.kernel.value import Value

KEPT_DAYS = 30  # long enough for any replay from the table; the stream itself keeps one day


class Event(Value):
    """A fact in the past tense. `data` carries ids and counts only: never a name, a code or an answer."""

    type: str = Field(pattern=r"^[A-Z][A-Za-z]+$")
    version: int = 1
    source: str = Field(pattern=r"^madoguchi\.[a-z]+$")
    event_id: str
    occurred_at: datetime
    correlation_id: str
    data: dict[str, str | int]

    def detail(self) -> dict[str, Any]:
        """The body a consumer sees on the bus."""
        return {
            "metadata": {
                "event_id": self.event_id,
                "version": self.version,
                "occurred_at": rfc3339(self.occurred_at),
                "correlation_id": self.correlation_id,
            },
            "data": self.data,
        }


def event_row(event: Event, *, pk: str, wall: datetime) -> dict[str, Any]:
    """The row that the announcer finds in the stream; put it in the transaction that changes the state."""
    return {
        "pk": pk,
        "sk": f"EVENT#{event.event_id}",
        "kind": "event",
        "event": event.model_dump_json(),
        "expires": int((wall + timedelta(days=KEPT_DAYS)).timestamp()),
    }
