"""From the municipal bus to the citizen's side of an application: examined, returned, decided."""

from typing import Any

from madoguchi import queues
from madoguchi.wiring import applications as wiring

cases = wiring.cases()


def follow(message: dict[str, Any]) -> None:
    cases.follow(message, wiring.occasion())


handler = queues.consumer(follow, give_up=wiring.give_up())
