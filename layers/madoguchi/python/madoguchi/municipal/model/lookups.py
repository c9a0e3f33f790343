"""Records of look-ups (閲覧記録): who of the town opened what for which purpose, written before the reading."""

import hashlib
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from madoguchi.kernel.clock import rfc3339
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.grants import CORE_SYSTEM, UNASSIGNED, Reader

REFUSED = "refused"  # the outcome of a look at what she may not see; she is told that there is nothing
LINK_SECONDS = 60  # the longest life of a download link


class Purpose(StrEnum):
    """Ids that the ledger has words for, in every language it speaks."""

    LIST = "case.list"
    EXAMINE = "case.examine"
    PACKAGE = "case.package"
    EXTRACT = "application.extract"  # a core system fetches for its own records


SECTIONS = {
    "kosodate": {"ja": "子育て支援課", "en": "Child Support Division"},
    "zeimu": {"ja": "税務課", "en": "Tax Division"},
    "shimin": {"ja": "市民課", "en": "Citizens Division"},
    "soumu": {"ja": "総務課", "en": "General Affairs Division"},
    "reception": {"ja": "受付", "en": "Reception"},
    CORE_SYSTEM: {"ja": "業務システム", "en": "Core system"},
    UNASSIGNED: {"ja": "所属の登録なし", "en": "No section registered"},
}


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
            "phase": "after",
            "outcome": outcome,
            "affair": affair,
            "at": at,
        }
    )


def report(entry: Entry, addressee_number: str, disclosure: str) -> dict[str, Any]:
    """What the ledger keeps for one person shown: its words are hers to read; its two phases share their id."""
    return {
        "entry_id": report_id(entry, addressee_number),
        "institution": entry.municipality,
        "section": SECTIONS.get(entry.section, entry.section),
        "officer_role": entry.role,
        "affair": entry.affair,
        "purpose": entry.purpose.value,
        "addressee_number": addressee_number,
        "receipt": entry.receipt,
        "at": rfc3339(entry.at),
        "phase": entry.phase,
        "outcome": entry.outcome,
        "disclosure": disclosure,
    }


def report_id(entry: Entry, addressee_number: str) -> str:
    """One per person shown; opaque, and the same at every retry."""
    raw = f"{entry.municipality}/{entry.entry_id}/{addressee_number}"
    return hashlib.sha256(raw.encode()).hexdigest()[:32]
