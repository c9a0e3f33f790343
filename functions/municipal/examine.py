"""A revision was delivered: examine it, and ask other institutions as the town's standing rule says."""

from typing import Any

from madoguchi.queues import consumer
from madoguchi.wiring import municipal as wiring

examination = wiring.examination()


def examine(message: dict[str, Any]) -> None:
    ids = message["data"]
    examination.examine(ids["municipality"], ids["receipt"], ids["revision"], wiring.occasion())


handler = consumer(examine, give_up=wiring.give_up())
