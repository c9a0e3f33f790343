"""The first step of an inquiry: which gate is closed today, if any. Closed is an outcome, not an error."""

from typing import Any

from madoguchi import steps
from madoguchi.kernel import clock
from madoguchi.wiring import linkage as wiring

gatekeeping = wiring.gatekeeping()


def work(event: dict[str, Any]) -> dict[str, Any]:
    gate = gatekeeping.gate(event["processing_number"], now=clock.now())
    return {"outcome": "refused", "gate": gate} if gate else {"outcome": "accepted", "gate": ""}


handler = steps.step(work)
