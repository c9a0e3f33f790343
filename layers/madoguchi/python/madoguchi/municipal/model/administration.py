"""What an administrator of a town asks for and is shown: officers, and the grants they hold."""

from datetime import date, datetime

from pydantic import Field

from madoguchi.errors import Conflict, NotAllowed, Unprocessable
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.grants import ADMINISTRATION, CORE_SYSTEM, UNASSIGNED, Grant, Role
from madoguchi.municipal.model.lookups import SECTIONS
from madoguchi.municipal.model.officers import NAME, Officer, Staff

AFFAIR = r"^([a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*(\.\*)?|\*)$"
GRANTED_TO = frozenset(SECTIONS) - {CORE_SYSTEM, UNASSIGNED}


class OwnGrant(NotAllowed):
    """Nobody grants to herself, nor takes her own grants away."""

    type = "own-grant"


class LastAdministrator(Conflict):
    type = "last-administrator"


class OfficerExists(Conflict):
    type = "officer-exists"


class UnknownOfficer(Unprocessable):
    type = "unknown-officer"


class UnknownSection(Unprocessable):
    type = "unknown-section"


class AffairOfRole(Unprocessable):
    """An administrator's affair is "*", which opens no case; every other role names its affair."""

    type = "affair-of-role"


class PeriodEndsFirst(Unprocessable):
    type = "period-ends-first"


class GrantRequest(Value):
    officer: str = Field(pattern=NAME)
    section: str = Field(max_length=40)
    affair: str = Field(pattern=AFFAIR, max_length=100)
    role: Role
    since: date = Field(alias="from")
    until: date | None = None


class OfficerRequest(Value):
    officer: str = Field(pattern=NAME)
    name: str = Field(min_length=1, max_length=100)


class GrantRow(Value):
    grant_id: str
    officer: str
    section: str
    affair: str
    role: Role
    since: date = Field(alias="from")
    until: date | None
    granted_by: str
    granted_at: datetime
    revoked_at: datetime | None


class Grants(Value):
    items: tuple[GrantRow, ...]


class OfficerRow(Value):
    """`enrolled`: she has logged in with a code of her own authenticator."""

    officer: str
    name: str
    enrolled: bool
    disabled: bool


class Officers(Value):
    items: tuple[OfficerRow, ...]


class NewOfficer(Value):
    """`password` is for one log-in, and shown this once."""

    officer: str
    name: str
    password: str = Field(repr=False)


def granted(asked: GrantRequest, staff: Staff, *, municipality: str, by: str, grant_id: str, at: datetime) -> Grant:
    """The grant as asked for. OwnGrant, UnknownOfficer, UnknownSection, AffairOfRole, PeriodEndsFirst."""
    if asked.officer == by:
        raise OwnGrant("she asked for herself", field="/officer")
    if asked.officer not in {officer.officer for officer in staff.officers}:
        raise UnknownOfficer("no such officer of this town", field="/officer")
    if asked.section not in GRANTED_TO:
        raise UnknownSection("no such section", field="/section")
    if (asked.role is Role.ADMINISTRATOR) != (asked.affair == ADMINISTRATION):
        raise AffairOfRole(f"{asked.role} of {asked.affair}", field="/affair")
    if asked.until and asked.until < asked.since:
        raise PeriodEndsFirst("it would end before it begins", field="/until")
    return Grant(**asked.model_dump(), grant_id=grant_id, municipality=municipality, granted_by=by, granted_at=at)


def revoked(grant: Grant, staff: Staff, *, by: str, on: date, at: datetime) -> Grant | None:
    """The grant revoked, None when it was before. OwnGrant, LastAdministrator."""
    if grant.revoked_at:
        return None
    if grant.officer == by:
        raise OwnGrant("her own")
    others = [g for g in administrating(staff, on) if g.grant_id != grant.grant_id]
    if grant.role is Role.ADMINISTRATOR and not others:
        raise LastAdministrator("the town would have nobody to grant anything")
    return grant.model_copy(update={"revoked_by": by, "revoked_at": at, "version": grant.version + 1})


def administrating(staff: Staff, on: date) -> tuple[Grant, ...]:
    """By which somebody administers the town that day; the grant of who was disabled administers nothing."""
    out = {officer.officer for officer in staff.officers if officer.disabled_at}
    return tuple(g for g in staff.grants if g.role is Role.ADMINISTRATOR and g.lives(on) and g.officer not in out)


def row_of(grant: Grant) -> GrantRow:
    shown = grant.model_dump(include=set(GrantRow.model_fields) - {"since"})
    return GrantRow.model_validate({**shown, "from": grant.since})


def officer_row(officer: Officer) -> OfficerRow:
    return OfficerRow(
        officer=officer.officer,
        name=officer.name,
        enrolled=officer.enrolled_at is not None,
        disabled=officer.disabled_at is not None,
    )
