"""Linkage's stream to the ledger: each record once, in the order it was released."""

import secrets
from typing import Any

from madoguchi import streams
from madoguchi.ledger.model.records import SALT_BYTES, Exchange
from madoguchi.wiring import ledger as wiring

ledger = wiring.service()


def keep(row: dict[str, Any]) -> None:
    exchange = Exchange.model_validate_json(row["record"])
    ledger.record(exchange, row["marks"], salt=lambda: secrets.token_bytes(SALT_BYTES))


handler = streams.reader(keep, park_poison=wiring.park_poison(), kind="record")
