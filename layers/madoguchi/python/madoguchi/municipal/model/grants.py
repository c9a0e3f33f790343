"""Who of a town may do what, in which affair and until when (職員の権限): a grant is given, never assumed."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from madoguchi.errors import NotAllowed
from madoguchi.kernel.value import Value
from madoguchi.procedures.model.charge import covers

CORE_SYSTEM, UNASSIGNED = "core-system", "unassigned"
ADMINISTRATION = "*"  # not an affair: it opens no case


class Role(StrEnum):
    EXAMINER = "examiner"  # sees the affair's cases, returns them, proposes decisions
    APPROVER = "approver"  # the same, and approves or declines what another proposed (決裁)
    AUTHOR = "author"  # the affair's procedures and standing rules
    ADMINISTRATOR = "administrator"  # officers and grants of the institution; no case


HANDLING = (Role.EXAMINER, Role.APPROVER)


class GrantMissing(NotAllowed):
    """She is an officer of the town, and nobody has granted her this."""

    type = "grant-missing"


class Grant(Value):
    """`since` and `until` are days in Japan, both included. A revoked grant is kept: it says who could see what."""

    grant_id: str
    municipality: str
    officer: str
    section: str
    affair: str
    role: Role
    since: date
    until: date | None = None
    granted_by: str
    granted_at: datetime
    revoked_by: str | None = None
    revoked_at: datetime | None = None
    version: int = 1

    def lives(self, on: date) -> bool:
        return self.revoked_at is None and self.since <= on and (self.until is None or on <= self.until)


class Reader(Value):
    """Who reads: an officer with her living grants, or a core system by its client id."""

    municipality: str
    name: str
    grants: tuple[Grant, ...] = ()
    role: Literal["officer", "system"]

    @property
    def section(self) -> str:
        if self.role == "system":
            return CORE_SYSTEM
        return self.grants[0].section if self.grants else UNASSIGNED

    def may(self, affair: str, *roles: Role) -> bool:
        return any(grant.role in roles and covers(grant.affair, affair) for grant in self.grants)

    def holds(self, *roles: Role) -> bool:
        return any(grant.role in roles for grant in self.grants)


def may_see(reader: Reader, affair: str) -> bool:
    """The tax section does not see what the child allowance fetched. A core system works for its whole town."""
    return reader.role == "system" or reader.may(affair, *HANDLING)


def demand(reader: Reader, *roles: Role) -> None:
    """GrantMissing, when none of her living grants has one of these roles."""
    if not (reader.role == "system" or reader.holds(*roles)):
        raise GrantMissing(f"none of her grants is {' or '.join(roles)}")
