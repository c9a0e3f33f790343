"""Keeping an institution's copies (副本) by the code of the person they are about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.ledger.model.records import NotPaired
from madoguchi.linkage.model.copies import Copy, period_of, superseding
from madoguchi.linkage.model.rules import Rules
from madoguchi.linkage.model.views import PutCopy


class Partitions(Protocol):
    def code_of(self, institution: str, addressee_number: str) -> str | None: ...
    def copy(self, institution: str, code: str, item: str, period: str) -> Copy | None: ...
    def save_copy(self, institution: str, code: str, copy: Copy) -> None: ...


@dataclass(frozen=True)
class Copying:
    partitions: Partitions
    rules: Callable[[], Rules]

    def keep(self, put: PutCopy, as_of: datetime) -> None:
        """Keep a provider's copy; an older state that arrives late changes nothing. NotPaired."""
        item = self.rules().item(put.item)
        code = self.partitions.code_of(put.provider, put.addressee_number)
        if code is None:
            raise NotPaired("the addressee number is not paired yet", field="/addressee_number")
        new = Copy(
            item=item.id,
            period=period_of(item.id, put.value, item.provider_rule),
            layout=put.layout,
            as_of=as_of,
            value=put.value,
            automatic=put.automatic,
            mark=put.disclosure,
        )
        kept = superseding(new, self.partitions.copy(put.provider, code, new.item, new.period))
        if kept is not None:
            self.partitions.save_copy(put.provider, code, kept)
