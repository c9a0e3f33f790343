"""An application moved on: write its owner's notice and hand it to the carriers."""

from typing import Any

from madoguchi.kernel import clock
from madoguchi.notices.model.notice import occasion
from madoguchi.queues import consumer
from madoguchi.wiring import notices as wiring

composer = wiring.composer()


def compose(message: dict[str, Any]) -> None:
    composer.compose(occasion(message), wall=clock.wall())


handler = consumer(compose)
