"""Who looked at whose data: records of information provision (情報提供等記録) and look-up records (閲覧記録).

The first are the law's (番号法 第23条): exchanges between institutions. The second are ours: looks by an
institution's own staff. Neither holds a value. A record is shown only while every party's mark says "open":
a suppressed record, one without a mark and one that cannot be read all look like a record that never was.
"""

import hashlib
from datetime import date, datetime, timedelta
from typing import Any, Literal

from pydantic import Field, ValidationError

from madoguchi.errors import Unprocessable
from madoguchi.kernel.canonical import canonical
from madoguchi.kernel.value import Value

RETENTION_YEARS = 7  # 番号法施行令 第29条, article text not seen: one setting, here
SALT_BYTES = 32
Mark = Literal["open", "suppressed"]
Relation = Literal["self", "child"]


class NotPaired(Unprocessable):
    """The institution has not told linkage who this addressee is."""

    type = "not-paired"


class Text(Value):
    """Plain words for the citizen, in both languages."""

    ja: str
    en: str


class Named(Value):
    id: str
    name: Text


class Exchange(Value):
    """One exchange as the core keeps it; the person is whose data moved, not who applied."""

    record_id: str
    person_id: str = Field(repr=False)
    asker: Named
    provider: Named
    affair: Named
    items: tuple[Named, ...]
    legal_basis: Text
    purpose: Text
    requested_at: datetime
    provided_at: datetime | None


class LookUp(Value):
    """One phase of a look by staff: written before the look, and again after it with its outcome."""

    entry_id: str
    phase: Literal["before", "after"]
    person_id: str = Field(repr=False)
    institution: Named
    section: Text | str  # a name in one language as the institution told it, or in both
    officer_role: str
    affair: str | None = None
    purpose: str  # an id of purposes.py, or an institution's own words
    receipt: str | None = None
    at: datetime
    outcome: str | None = None


Record = Exchange | LookUp


class Kept(Value):
    """A record as the ledger holds it; `marks` by party ("asker", "provider", "institution")."""

    record: Record
    marks: dict[str, Mark] | None
    salt: bytes = Field(repr=False)
    leaf: str


class Representation(Value):
    """A statutory agent (法定代理人): she sees the records of the represented from `since` to `until`."""

    representative: str = Field(repr=False)
    represented: str = Field(repr=False)
    kind: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Subject(Value):
    """Whose records are shown, and what she is to the one who asks."""

    person_id: str = Field(repr=False)
    relation: Relation
    label: Text


def leaf(salt: bytes, record: Record) -> str:
    """SHA-256(salt ‖ canonical record), hex: without the salt nobody can guess a record from it."""
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt is 32 bytes")
    return hashlib.sha256(salt + canonical(record.model_dump(mode="json"))).hexdigest()


def kept(record: Record, marks: dict[str, Mark], salt: bytes) -> Kept:
    return Kept(record=record, marks=marks, salt=salt, leaf=leaf(salt, record))


def shown(one: Kept) -> bool:
    """Only what every party left open; no mark, an empty one or a suppressed one is silence."""
    return bool(one.marks) and all(mark == "open" for mark in (one.marks or {}).values())


def readable(row: dict[str, Any]) -> Kept | None:
    """The record in a stored row, None when any part of it, marks included, does not read."""
    try:
        return Kept.model_validate(row)
    except ValidationError:
        return None


def subjects(person_id: str, representations: tuple[Representation, ...], today: date) -> tuple[Subject, ...]:
    """Herself, then the children she legally represents today. Never a spouse."""
    children = sorted((r for r in representations if r.holds_on(today)), key=lambda r: (r.since, r.represented))
    herself = Subject(person_id=person_id, relation="self", label=Text(ja="あなた", en="You"))
    named = (
        Subject(person_id=child.represented, relation="child", label=Text(ja=f"お子さま（{n}）", en=f"Child {n}"))
        for n, child in enumerate(children, 1)
    )
    return (herself, *named)


def retained_until(moment: datetime) -> datetime:
    return moment + timedelta(days=366 * RETENTION_YEARS)
