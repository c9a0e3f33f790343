"""From the portal's bus to intake: one execution for each receipt and revision."""

from madoguchi import queues
from madoguchi.wiring import applications as wiring

handler = queues.consumer(wiring.starts().start)
