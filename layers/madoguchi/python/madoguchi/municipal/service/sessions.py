"""Tokens for officers and for core systems; both pools' secrets stay in the pool."""

from dataclasses import dataclass
from typing import Any, Protocol

from madoguchi.errors import Unauthenticated
from madoguchi.municipal.model.sessions import LoginRequest, Session


class LoginRefused(Unauthenticated):
    """Unknown officer or wrong password: the answer does not say which."""

    type = "staff-login-refused"


class Pool(Protocol):
    def log_in(self, username: str, password: str) -> Session | None: ...


class Tokens(Protocol):
    def token(self, client_id: str, secret: str, scopes: tuple[str, ...]) -> dict[str, Any] | None: ...


@dataclass(frozen=True)
class Sessions:
    pool: Pool
    tokens: Tokens

    def log_in(self, asked: LoginRequest) -> Session:
        session = self.pool.log_in(asked.username, asked.password)
        if session is None or not session.municipality:
            raise LoginRefused("the pool refused")
        return session

    def token(self, client_id: str, secret: str, scopes: tuple[str, ...]) -> dict[str, Any] | None:
        """The OAuth answer (RFC 6749 section 5.1), None when client or scope is refused."""
        return self.tokens.token(client_id, secret, scopes) if client_id and secret else None
