"""A look-up was recorded: tell the ledger, once for each person whose data was shown."""

from typing import Any

from madoguchi.queues import consumer
from madoguchi.wiring import municipal as wiring

reporting = wiring.reporting()


def report(message: dict[str, Any]) -> None:
    ids = message["data"]
    reporting.report(ids["municipality"], ids["entry_id"], ids["phase"])


handler = consumer(report, give_up=wiring.give_up())
