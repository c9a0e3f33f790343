"""The claim's answers as examination reads them. A form half filled is read as far as it goes, never refused here."""

from datetime import date
from typing import Any

from madoguchi.kernel.value import Value


class Child(Value):
    """A declared child, or a child between 18 and 22 (adult) who counts only when supported and proved."""

    pointer: str
    name: str
    birth_date: date
    sex: str = ""
    apart: bool = False
    address: str | None = None
    supported: bool = True
    adult: bool = False
    proof: str | None = None  # adult only: "attached" | "later"


class Form(Value):
    name: str = ""
    kana: str = ""
    occupation: str = ""
    has_spouse: bool = False
    spouse_name: str = ""
    spouse_kana: str = ""
    spouse_birth_date: date | None = None
    spouse_living: str = "together"
    income_yen: int | None = None
    spouse_income_yen: int | None = None
    address_on_jan1: str | None = None
    spouse_address_on_jan1: str | None = None
    moved_out_on: date | None = None
    moved_in_on: date | None = None
    moved_from: str | None = None
    children: tuple[Child, ...] = ()
    adult_children: tuple[Child, ...] = ()
    holder_kana: str = ""
    texts: tuple[tuple[str, str], ...] = ()

    @property
    def everybody(self) -> tuple[Child, ...]:
        return (*self.children, *self.adult_children)


def read(answers: dict[str, Any]) -> Form:
    """The form of `child-allowance.claim`. Missing or unreadable answers stay empty: findings name them."""
    claimant, spouse = _object(answers, "claimant"), _object(answers, "spouse")
    moved = _object(answers, "moved")
    return Form(
        name=_text(claimant, "name"),
        kana=_text(claimant, "kana"),
        occupation=_text(claimant, "occupation"),
        has_spouse=spouse.get("exists") is True,
        spouse_name=_text(spouse, "name"),
        spouse_kana=_text(spouse, "kana"),
        spouse_birth_date=_date(spouse, "birth_date"),
        spouse_living=_text(spouse, "living") or "together",
        income_yen=_yen(answers, "income_yen"),
        spouse_income_yen=_yen(spouse, "income_yen"),
        address_on_jan1=_text(answers, "address_on_jan1") or None,
        spouse_address_on_jan1=_text(spouse, "address_on_jan1") or None,
        moved_out_on=_date(moved, "out_on"),
        moved_in_on=_date(moved, "in_on"),
        moved_from=_text(moved, "from_municipality") or None,
        children=_children(answers, "children", adult=False),
        adult_children=_children(answers, "adult_children", adult=True),
        holder_kana=_text(_object(answers, "account"), "holder_kana"),
        texts=tuple(_texts(answers)),
    )


def _children(answers: dict[str, Any], name: str, *, adult: bool) -> tuple[Child, ...]:
    rows = answers.get(name)
    found = (_child(row, f"/{name}/{n}", adult) for n, row in enumerate(rows if isinstance(rows, list) else ()))
    return tuple(child for child in found if child)


def _child(row: Any, pointer: str, adult: bool) -> Child | None:
    born = _date(row, "birth_date") if isinstance(row, dict) else None
    if born is None:
        return None
    return Child(
        pointer=pointer,
        name=_text(row, "name"),
        birth_date=born,
        sex=_text(row, "sex"),
        apart=_text(row, "living") == "apart",
        address=_text(row, "address") or None,
        supported=row.get("supported", True) is not False,
        adult=adult,
        proof=_text(row, "proof") or None,
    )


def _texts(value: Any, pointer: str = "") -> list[tuple[str, str]]:
    """Every text of the answers with its pointer."""
    if isinstance(value, str):
        return [(pointer, value)]
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [text for name, child in pairs for text in _texts(child, f"{pointer}/{name}")]


def _object(source: dict[str, Any], name: str) -> dict[str, Any]:
    found = source.get(name)
    return found if isinstance(found, dict) else {}


def _text(source: dict[str, Any], name: str) -> str:
    found = source.get(name)
    return found if isinstance(found, str) else ""


def _yen(source: dict[str, Any], name: str) -> int | None:
    found = source.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _date(source: dict[str, Any], name: str) -> date | None:
    try:
        return date.fromisoformat(_text(source, name))
    except ValueError:
        return None
