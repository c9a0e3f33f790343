"""A town has published: bring its snapshot to where citizens read."""

from typing import Any

from madoguchi.procedures.model.published import ProcedurePublished
from madoguchi.queues import consumer
from madoguchi.wiring import procedures as wiring

publishing = wiring.publishing()


def receive(message: dict[str, Any]) -> None:
    publishing.receive(ProcedurePublished.model_validate(message["data"]).municipality)


handler = consumer(receive, give_up=wiring.give_up())
