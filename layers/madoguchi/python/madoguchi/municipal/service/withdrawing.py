"""Hearing of withdrawals, exactly once, before or after the delivery."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.errors import Conflict, NotFound
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.case import Case, Status, withdrawn
from madoguchi.municipal.model.occasion import Occasion
from madoguchi.municipal.model.withdrawal import Heard, Withdrawal

ATTEMPTS = 3


class Store(Protocol):
    def case(self, municipality: str, receipt: str) -> Case: ...
    def save(self, case: Case, was: int, event: Value | None, at: Occasion) -> None: ...
    def withdrawal(self, municipality: str, receipt: str) -> datetime | None: ...
    def remember_withdrawal(self, municipality: str, receipt: str, withdrawn_at: datetime) -> None:
        """Conflict when the case was delivered meanwhile."""


@dataclass(frozen=True)
class Withdrawing:
    store: Store

    def withdraw(self, told: Withdrawal, at: Occasion) -> Heard:
        """The case withdrawn; of one that is not here yet it is remembered, for its delivery must not revive it."""
        for attempt in range(ATTEMPTS):
            try:
                return Heard(municipality=told.municipality, receipt=told.receipt, status=self._withdraw(told, at))
            except Conflict:
                if attempt == ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable")

    def _withdraw(self, told: Withdrawal, at: Occasion) -> Status | None:
        try:
            case = self.store.case(told.municipality, told.receipt)
        except NotFound:
            if self.store.withdrawal(told.municipality, told.receipt) is None:
                self.store.remember_withdrawal(told.municipality, told.receipt, told.withdrawn_at)
            return None
        after = withdrawn(case, told.withdrawn_at)
        if after:
            self.store.save(after, case.version, None, at)
        return (after or case).status
