"""When, in which chain of calls, and with which fresh ids something is done: given, never taken."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Occasion:
    now: datetime  # legal time, dates acts
    wall: datetime  # technical time, ends stored items and links
    correlation_id: str
    new_id: Callable[[], str]
