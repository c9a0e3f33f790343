"""A signed-in browser: kept by a cookie, checked before personal reads, ended by signing out."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.identity.model.login import Session, Tokens, digest, read_cookie
from madoguchi.identity.model.problems import SessionEnded


class Sessions(Protocol):
    def get(self, account_id: str, session_id: str) -> Session:
        """SessionEnded when there is none."""
        ...

    def end(self, account_id: str, session_id: str) -> None: ...


class Users(Protocol):
    def refresh(self, refresh_token: str) -> Tokens:
        """SessionEnded when the pool no longer honours it."""
        ...

    def revoke(self, refresh_token: str) -> None: ...


@dataclass(frozen=True)
class Browser:
    sessions: Sessions
    users: Users

    def renew(self, cookie: str, wall: datetime) -> Tokens:
        """A fresh ID token for a living session."""
        _, refresh_token = self._living(cookie, wall)
        return self.users.refresh(refresh_token)

    def sign_out(self, cookie: str, wall: datetime) -> None:
        """End the session; again, or without one, is not an error."""
        try:
            session, refresh_token = self._living(cookie, wall)
        except SessionEnded:
            return
        self.sessions.end(session.account_id, session.session_id)
        self.users.revoke(refresh_token)

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


def demand_living(session: Session, wall: datetime) -> Session:
    if wall >= session.expires_at:
        raise SessionEnded
    return session
