"""Whom to ask: the institution that holds an item about a person on a date, or nobody but ourselves or an officer."""

from datetime import date
from typing import Literal

from pydantic import Field

from madoguchi.kernel.identifiers import municipality_code
from madoguchi.kernel.value import Value
from madoguchi.linkage.model.rules import Item, Rules


class PersonFacts(Value):
    """What the asker's own register says: where the person lived on a day, and where she is registered now."""

    municipality_on: dict[date, str] = Field(default_factory=dict)
    registered_at: str | None = None


class Destination(Value):
    """`period` tells apart what the provider holds by year; "current" where it holds one state."""

    kind: Literal["ask", "internal", "officer"]
    provider: str | None = None
    period: str = "current"


OFFICER = Destination(kind="officer")


def tax_year(item: Item, applied_on: date) -> int:
    """The year whose tax decides: until June the municipal tax of the new year is not set, so the year before."""
    starts = item.tax_year_starts_in_month or 1
    return applied_on.year if applied_on.month >= starts else applied_on.year - 1


def provider_of(item: Item, asker: str, person: PersonFacts, applied_on: date, rules: Rules) -> Destination:
    """Whom `asker` asks for `item`: the town of 1 January of the tax year, or the town of registration.

    A provider that is the asker is internal (庁内連携): no exchange. What cannot be resolved goes to an officer.
    """
    if item.provider_rule == "tax-january-1":
        year = tax_year(item, applied_on)
        return _to(person.municipality_on.get(date(year, 1, 1)), asker, str(year), applied_on, rules)
    return _to(person.registered_at, asker, "current", applied_on, rules)


def _to(provider: str | None, asker: str, period: str, on: date, rules: Rules) -> Destination:
    if not provider:
        return OFFICER.model_copy(update={"period": period})
    municipality_code(provider, field="/provider_hint")
    if provider == asker:
        return Destination(kind="internal", provider=provider, period=period)
    if rules.organisation(provider, on) is None:
        return OFFICER.model_copy(update={"period": period})
    return Destination(kind="ask", provider=provider, period=period)
