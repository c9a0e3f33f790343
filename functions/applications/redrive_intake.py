"""For the operator: a failed intake again, as its next attempt. Takes the failed execution's own input."""

from madoguchi import steps
from madoguchi.wiring import applications as wiring

handler = steps.step(wiring.redrives().redrive)
