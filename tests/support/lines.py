"""What the product logs while a test looks: every line as the JSON it is."""

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from madoguchi import telemetry


@contextmanager
def logged() -> Iterator[list[dict[str, Any]]]:
    """The lines of everything that happens inside; the list is filled when it ends."""
    handler = telemetry.logger.registered_handler
    before, lines = handler.stream, list[dict[str, Any]]()
    handler.stream = kept = io.StringIO()
    try:
        yield lines
    finally:
        handler.stream = before
        lines += [json.loads(text) for text in kept.getvalue().splitlines()]
