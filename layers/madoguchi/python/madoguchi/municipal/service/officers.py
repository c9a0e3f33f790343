"""Who is at the desk: an officer's grants, read for every request and never taken from her token."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.errors import Conflict
from madoguchi.municipal.model.grants import Reader, Role
from madoguchi.municipal.model.officers import Desk, Officer, Staff, at_her_desk

ATTEMPTS = 3


class Store(Protocol):
    def officer(self, municipality: str, officer: str) -> Staff: ...
    def keep(self, officer: Officer, was: int) -> None: ...


@dataclass(frozen=True)
class Officers:
    store: Store

    def desk(self, municipality: str, officer: str, logged_in_at: datetime, now: datetime) -> Desk:
        """Her living grants. Ended when her log-in no longer counts."""
        return at_her_desk(self.store.officer(municipality, officer), logged_in_at=logged_in_at, now=now)

    def reader(self, municipality: str, officer: str, logged_in_at: datetime, now: datetime) -> Reader:
        return self.desk(municipality, officer, logged_in_at, now).reader

    def authored(self, municipality: str, officer: str, logged_in_at: datetime, now: datetime) -> tuple[str, ...]:
        """The affairs whose procedures she may write."""
        desk = self.desk(municipality, officer, logged_in_at, now)
        return tuple(grant.affair for grant in desk.grants if grant.role is Role.AUTHOR)

    def sign_out(self, municipality: str, officer: str, wall: datetime) -> None:
        """Every token she has opens nothing from now on."""
        for attempt in range(ATTEMPTS):
            known = self.store.officer(municipality, officer).officer
            if known is None:
                return None
            gone = known.model_copy(update={"signed_out_at": wall, "version": known.version + 1})
            try:
                return self.store.keep(gone, known.version)
            except Conflict:
                if attempt == ATTEMPTS - 1:
                    raise
        return None
