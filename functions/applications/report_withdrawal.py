"""She has withdrawn: tell the town, however long it does not answer."""

from madoguchi import queues
from madoguchi.wiring import applications as wiring

handler = queues.consumer(wiring.withdrawals().report, give_up=wiring.give_up())
