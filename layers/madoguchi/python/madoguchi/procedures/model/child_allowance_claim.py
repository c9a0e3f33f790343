"""What the answers of a child allowance claim mean: which children, and what the town must ask others for."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from madoguchi.kernel.value import Value
from madoguchi.procedures.model.child_allowance import Child
from madoguchi.procedures.model.child_allowance_rules import rule_on
from madoguchi.procedures.model.months import month_of

LOCAL_TAX = "local-tax.income"
RESIDENCE = "residence.registration"


class Need(Value):
    """One item that the town needs about one person: the necessity gate, before any question of permission.

    about   JSON pointer of the person in the answers.
    """

    item: str
    about: str
    reason: Literal["higher-earner", "income-cap", "lives-elsewhere"]


def needs(answers: Mapping[str, Any], *, at: date) -> list[Need]:
    """What must be fetched for a claim made on `at` (a date in Japan).

    Since 2024-10 income decides only which of two parents claims, so a single parent needs no tax record;
    before, it also capped the allowance. Residence is asked only for persons registered elsewhere.
    """
    return [*_tax_needs(answers, at), *_residence_needs(answers)]


def _tax_needs(answers: Mapping[str, Any], at: date) -> list[Need]:
    couple = bool(_part(answers, "spouse").get("exists"))
    if not couple and not rule_on(month_of(at)).income_capped:
        return []
    reason: Literal["higher-earner", "income-cap"] = "higher-earner" if couple else "income-cap"
    people = ["/claimant", "/spouse"] if couple else ["/claimant"]
    return [Need(item=LOCAL_TAX, about=person, reason=reason) for person in people]


def _residence_needs(answers: Mapping[str, Any]) -> list[Need]:
    spouse = _part(answers, "spouse")
    apart = ["/spouse"] if spouse.get("exists") and spouse.get("living") == "apart" else []
    apart += [f"/children/{at}" for at, child in _rows(answers, "children") if child.get("living") == "apart"]
    return [Need(item=RESIDENCE, about=person, reason="lives-elsewhere") for person in apart]


def children_of(answers: Mapping[str, Any], *, proven: frozenset[str] | None = None) -> list[Child]:
    """The children of a claim for `amount` and `estimate`; unreadable rows are left out.

    proven  pointers of the adult children ("/adult_children/0") whose confirmation has been seen; None takes the
            claimant's word that it is attached.
    """
    minors = [_child(row, f"/children/{at}", False) for at, row in _rows(answers, "children")]
    adults = [
        _child(row, pointer, row.get("proof") == "attached" if proven is None else pointer in proven)
        for at, row in _rows(answers, "adult_children")
        if (pointer := f"/adult_children/{at}")
    ]
    return [child for child in [*minors, *adults] if child is not None]


def event_date_of(answers: Mapping[str, Any]) -> date | None:
    """The planned move-out date, from which the 15 days run; None without a move."""
    return _date(_part(answers, "moved").get("out_on"))


def _child(row: Mapping[str, Any], pointer: str, proof: bool) -> Child | None:
    birth_date = _date(row.get("birth_date"))
    if birth_date is None:
        return None
    living: Literal["together", "apart"] = "apart" if row.get("living") == "apart" else "together"
    supported = row.get("supported") is True
    return Child(birth_date=birth_date, about=pointer, living=living, supported=supported, proof=proof)


def _date(text: Any) -> date | None:
    try:
        return date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _part(answers: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = answers.get(name)
    return value if isinstance(value, Mapping) else {}


def _rows(answers: Mapping[str, Any], name: str) -> list[tuple[int, Mapping[str, Any]]]:
    value = answers.get(name)
    rows = value if isinstance(value, list) else []
    return [(at, row) for at, row in enumerate(rows) if isinstance(row, Mapping)]
