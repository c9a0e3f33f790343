"""A notice waits in the e-mail queue: send it to its owner, once."""

from typing import Any

from madoguchi.kernel import clock
from madoguchi.queues import consumer
from madoguchi.wiring import notices as wiring

sender = wiring.email_sender()


def send(message: dict[str, Any]) -> None:
    ids = message["data"]
    sender.send(ids["account_id"], ids["notice_id"], wall=clock.wall())


handler = consumer(send)
