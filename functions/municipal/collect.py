"""An inquiry has its answer: fetch it into the town's partition and acknowledge."""

from typing import Any

from madoguchi.queues import consumer
from madoguchi.wiring import municipal as wiring

collection = wiring.collection()


def collect(message: dict[str, Any]) -> None:
    ids = message["data"]
    collection.collect(ids["asker"], ids["case"], ids["processing_number"], wiring.occasion())


handler = consumer(collect, give_up=wiring.give_up())
