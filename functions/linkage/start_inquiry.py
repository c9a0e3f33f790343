"""InquiryAccepted from the queue: starts the process of that attempt."""

from typing import Any

from madoguchi import queues
from madoguchi.kernel import correlation
from madoguchi.wiring import linkage as wiring

process = wiring.process()


def start(message: dict[str, Any]) -> None:
    data = message["data"]
    process.start(data["processing_number"], data["attempt"], correlation.current())


handler = queues.consumer(start)
