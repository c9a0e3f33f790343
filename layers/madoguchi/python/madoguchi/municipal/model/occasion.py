"""When, in which chain of calls, and with which fresh ids something is done: given, never taken."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Occasion:
    """`now` is legal time and dates acts; `wall` is technical time and ends stored items and links."""

    now: datetime
    wall: datetime
    correlation_id: str
    new_id: Callable[[], str]
