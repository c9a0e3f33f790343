"""Telling the town that an application was withdrawn (取下げ)."""

from dataclasses import dataclass
from typing import Any, Protocol


class Exchange(Protocol):
    def withdraw(self, withdrawal: dict[str, Any]) -> None:
        """Twice is once; in time before the delivery, too."""


@dataclass(frozen=True)
class Withdrawals:
    exchange: Exchange

    def report(self, message: dict[str, Any]) -> None:
        """A decision that the town made before it hears of this stands, and comes back as every decision does."""
        data, metadata = message["data"], message["metadata"]
        self.exchange.withdraw(
            {
                "municipality": data["municipality"],
                "receipt": data["receipt"],
                "withdrawn_at": metadata["occurred_at"],
                "correlation_id": metadata["correlation_id"],
            }
        )
