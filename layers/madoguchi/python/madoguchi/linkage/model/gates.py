"""The two gates of an inquiry (番号法 第19条第8号, 第21条, 第28条): the permission table and both assessments (PIA).

Closed unless a row of the day opens it; a refusal is a value that names the gate. Whether the item is needed at all
is the asker's question and comes before.
"""

from datetime import date
from typing import Literal

from madoguchi.linkage.model.rules import Permission, Rules

Gate = Literal["permission", "pia-asker", "pia-provider"]
NATIONAL = "national"


def permission_for(rules: Rules, *, asker: str, affair: str, provider: str, item: str, on: date) -> Permission | None:
    """The row that allows it: a national one, or one of the asker's own ordinance (条例事務)."""
    asks, gives = rules.organisation(asker, on), rules.organisation(provider, on)
    if asks is None or gives is None:
        return None
    for row in rules.permissions:
        combination = (row.asker_kind, row.affair, row.provider_kind, row.item)
        if combination == (asks.kind, affair, gives.kind, item) and row.owner in (NATIONAL, asker) and row.holds_on(on):
            return row
    return None


def assessed(rules: Rules, institution: str, subject: str, on: date) -> bool:
    """Whether `institution` has a published assessment in force that covers the affair or the item."""
    return any(
        one.institution == institution and subject in one.covers and one.holds_on(on) for one in rules.assessments
    )


def closed_gate(rules: Rules, *, asker: str, affair: str, provider: str, item: str, on: date) -> Gate | None:
    """The first gate that is closed on that day, None when the way is open."""
    if permission_for(rules, asker=asker, affair=affair, provider=provider, item=item, on=on) is None:
        return "permission"
    if not assessed(rules, asker, affair, on):
        return "pia-asker"
    return None if assessed(rules, provider, item, on) else "pia-provider"
