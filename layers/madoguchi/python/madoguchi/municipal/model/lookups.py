"""Records of look-ups (閲覧記録): who of the town opened what for which purpose, written before the reading."""

import hashlib
from datetime import datetime
from enum import StrEnum
from typing import Literal

from madoguchi.kernel.value import Value

LINK_SECONDS = 60  # the longest life of a download link


class Purpose(StrEnum):
    LIST = "case.list"
    EXAMINE = "case.examine"
    PACKAGE = "case.package"
    EXTRACT = "application.extract"  # a core system fetches for its own records


class Reader(Value):
    """Who reads: an officer with her sections, or a core system by its client id."""

    municipality: str
    name: str
    sections: tuple[str, ...]
    role: Literal["officer", "system"]

    @property
    def section(self) -> str:
        return self.sections[0] if self.sections else "unassigned"


class Entry(Value):
    """One entry. A look-up has two: `before` the reading, and `after` with its outcome."""

    entry_id: str
    municipality: str
    section: str
    reader: str
    role: str
    purpose: Purpose
    receipt: str | None
    scope: str | None = None  # of a list: the month
    affair: str | None = None
    phase: Literal["before", "after"]
    outcome: str | None = None
    at: datetime


def before(
    reader: Reader,
    purpose: Purpose,
    *,
    receipt: str | None,
    scope: str | None = None,
    entry_id: str,
    at: datetime,
) -> Entry:
    return Entry(
        entry_id=entry_id,
        municipality=reader.municipality,
        section=reader.section,
        reader=reader.name,
        role=reader.role,
        purpose=purpose,
        receipt=receipt,
        scope=scope,
        phase="before",
        at=at,
    )


def after(entry: Entry, outcome: str, *, affair: str | None, at: datetime) -> Entry:
    """The second entry of the same look-up."""
    return entry.model_copy(
        update={
            "entry_id": f"{entry.entry_id}-outcome",
            "phase": "after",
            "outcome": outcome,
            "affair": affair,
            "at": at,
        }
    )


def report_id(entry: Entry, addressee_number: str) -> str:
    """One report per person shown; opaque, and the same at every retry."""
    raw = f"{entry.municipality}/{entry.entry_id}/{addressee_number}"
    return hashlib.sha256(raw.encode()).hexdigest()[:32]
