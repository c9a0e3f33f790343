"""An officer (職員) of a town as the town knows her; her password and her codes are the pool's alone."""

from datetime import datetime

from madoguchi.errors import Unauthenticated
from madoguchi.kernel.clock import jst_date
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.grants import Grant, Reader

NAME = r"^[a-z0-9][a-z0-9.-]{2,39}$"  # what she logs in with; never a "#", which parts our keys


class Ended(Unauthenticated):
    """The officer signed out after this token was made, was disabled, or never was the town's."""

    type = "officer-session-ended"


class Officer(Value):
    """`signed_out_at` is technical time, as the tokens' own; every token made before it opens nothing."""

    municipality: str
    officer: str
    name: str
    created_by: str
    created_at: datetime
    enrolled_at: datetime | None = None
    disabled_at: datetime | None = None
    signed_out_at: datetime | None = None
    version: int = 1


class Staff(Value):
    """Officers and grants, of one officer or of a whole town."""

    officers: tuple[Officer, ...] = ()
    grants: tuple[Grant, ...] = ()

    @property
    def officer(self) -> Officer | None:
        return self.officers[0] if self.officers else None


class Desk(Value):
    """An officer who is in, with the grants that live now."""

    officer: Officer
    grants: tuple[Grant, ...]

    @property
    def reader(self) -> Reader:
        return Reader(
            municipality=self.officer.municipality, name=self.officer.officer, grants=self.grants, role="officer"
        )


def at_her_desk(staff: Staff, *, logged_in_at: datetime, now: datetime) -> Desk:
    """Ended, unless she is the town's, enabled, and has not signed out since she logged in."""
    officer = staff.officer
    if officer is None or officer.disabled_at:
        raise Ended("no such officer, or disabled")
    if officer.signed_out_at and logged_in_at <= officer.signed_out_at:
        raise Ended("she signed out since")
    today = jst_date(now)
    return Desk(officer=officer, grants=tuple(grant for grant in staff.grants if grant.lives(today)))
