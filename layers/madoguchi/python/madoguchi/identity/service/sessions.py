"""A signed-in browser: kept by a cookie, checked before everything personal, ended by signing out here or elsewhere."""

import hmac
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.identity.model.login import Session, Tokens, digest, is_confirmed, is_living, read_cookie
from madoguchi.identity.model.problems import ReauthenticationRequired, SessionEnded


class Kept(Protocol):
    def get(self, account_id: str, session_id: str) -> Session:
        """SessionEnded when there is none."""
        ...

    def seen(self, account_id: str, session_id: str, wall: datetime) -> None:
        """SessionEnded when it was ended meanwhile."""
        ...

    def end(self, account_id: str, session_id: str) -> None: ...


class Users(Protocol):
    def refresh(self, refresh_token: str) -> Tokens:
        """SessionEnded when the pool no longer honours it."""
        ...

    def revoke(self, refresh_token: str) -> None:
        """What the pool does not know as a token is none: that is no fault."""
        ...


@dataclass(frozen=True)
class Browser:
    sessions: Kept
    users: Users

    def renew(self, cookie: str, wall: datetime) -> Tokens:
        """A fresh ID token for a living session, which is thereby seen."""
        session, refresh_token = self._living(cookie, wall)
        tokens = self.users.refresh(refresh_token)
        self.sessions.seen(session.account_id, session.session_id, wall)
        return tokens

    def sign_out(self, cookie: str, wall: datetime) -> None:
        """End the session; again, or without one, is not an error.

        The pool forgets the token also when the session has ended already: whoever signs out again may have been
        cut off between the two.
        """
        parts = read_cookie(cookie)
        if parts is None:
            return
        with suppress(SessionEnded):
            session, _ = self._living(cookie, wall)
            self.sessions.end(session.account_id, session.session_id)
        self.users.revoke(parts[2])

    def _living(self, cookie: str, wall: datetime) -> tuple[Session, str]:
        parts = read_cookie(cookie)
        if parts is None:
            raise SessionEnded
        account_id, session_id, refresh_token = parts
        session = self.sessions.get(account_id, session_id)
        if not hmac.compare_digest(session.token_digest, digest(refresh_token)):
            raise SessionEnded
        demand_living(session, wall)
        return session, refresh_token


class All(Protocol):
    def get(self, account_id: str, session_id: str) -> Session:
        """SessionEnded when there is none."""
        ...

    def of(self, account_id: str) -> tuple[Session, ...]: ...

    def end_known(self, account_id: str, session_id: str) -> None:
        """NotFound when she has no such session."""
        ...

    def end(self, account_id: str, session_id: str) -> None: ...


class Everywhere(Protocol):
    def revoke_all(self, account_id: str) -> None:
        """No refresh token of hers is honoured any more."""
        ...


@dataclass(frozen=True)
class MySessions:
    """Where she is logged in, and ending it: here, there, or everywhere."""

    sessions: All
    users: Everywhere

    def mine(self, account_id: str, wall: datetime) -> tuple[Session, ...]:
        """The living ones, the one seen last first."""
        living = [session for session in self.sessions.of(account_id) if is_living(session, wall)]
        return tuple(sorted(living, key=lambda session: session.seen_at, reverse=True))

    def end(self, account_id: str, asking: str, session_id: str, wall: datetime) -> None:
        """Errors: NotFound; ReauthenticationRequired to end another than the one that asks."""
        if session_id != asking:
            self._confirmed(account_id, asking, wall)
        self.sessions.end_known(account_id, session_id)

    def end_others(self, account_id: str, asking: str, wall: datetime) -> None:
        """Every session but the one that asks. Its token alone still opens a door."""
        self._confirmed(account_id, asking, wall)
        for session in self.sessions.of(account_id):
            if session.session_id != asking:
                self.sessions.end(account_id, session.session_id)

    def end_everywhere(self, account_id: str, asking: str, wall: datetime) -> None:
        """Every session, the one that asks last: it may ask again if this fails halfway."""
        self.end_others(account_id, asking, wall)
        self.users.revoke_all(account_id)
        self.sessions.end(account_id, asking)

    def _confirmed(self, account_id: str, asking: str, wall: datetime) -> None:
        demand_confirmed(self.sessions.get(account_id, asking), wall)


def demand_living(session: Session, wall: datetime) -> Session:
    if not is_living(session, wall):
        raise SessionEnded
    return session


def demand_confirmed(session: Session, wall: datetime) -> Session:
    """A living session for which her card answered within five minutes."""
    if not is_confirmed(demand_living(session, wall), wall):
        raise ReauthenticationRequired
    return session
