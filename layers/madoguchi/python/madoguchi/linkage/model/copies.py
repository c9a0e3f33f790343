"""Copies for provision (副本): what an institution holds ready, keyed by its own code, answered without staff."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from madoguchi.errors import Unprocessable
from madoguchi.kernel.value import Value
from madoguchi.ledger.model.records import Mark

Plain = str | int | bool | None
Found = Literal["found", "no_copy", "no_automatic_answer", "provider_down"]


class PeriodMissing(Unprocessable):
    type = "copy-period-missing"


class Copy(Value):
    """`automatic` off (自動応答不可) sends every inquiry to the provider's staff. `mark` is the provider's."""

    item: str
    period: str
    layout: str = Field(max_length=80)
    as_of: datetime
    value: dict[str, Plain] = Field(repr=False)
    automatic: bool = True
    mark: Mark = "open"
    version: int = 1


class Result(Value):
    """What the asker receives."""

    item: str
    layout: str
    as_of: datetime
    value: dict[str, Plain] = Field(repr=False)


def period_of(item: str, value: dict[str, Plain], provider_rule: str) -> str:
    """The period a value is about: the tax year where the item has one; PeriodMissing when it does not say."""
    if provider_rule != "tax-january-1":
        return "current"
    year = value.get("tax_year")
    if not isinstance(year, int) or isinstance(year, bool):
        raise PeriodMissing(f"{item} states its tax_year", field="/value/tax_year")
    return str(year)


def superseding(new: Copy, held: Copy | None) -> Copy | None:
    """The copy to keep in place of `held`; None when an older state arrives late, or the same one again."""
    if held is None:
        return new
    if new.as_of < held.as_of or new.model_copy(update={"version": held.version}) == held:
        return None
    return new.model_copy(update={"version": held.version + 1})


def found(copy: Copy | None, *, provider_up: bool) -> Found:
    """What an inquiry meets at the provider. Down is waited for; a missing copy is an answer of its own."""
    if not provider_up:
        return "provider_down"
    if copy is None:
        return "no_copy"
    return "found" if copy.automatic else "no_automatic_answer"


def result_of(copy: Copy) -> Result:
    return Result(item=copy.item, layout=copy.layout, as_of=copy.as_of, value=copy.value)
