"""Log-ins of officers and tokens for core systems; passwords, codes and secrets stay in the pool."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from madoguchi.errors import Conflict, Invalid, Unauthenticated
from madoguchi.municipal.model.occasion import Occasion
from madoguchi.municipal.model.officers import Officer, Staff, at_her_desk
from madoguchi.municipal.model.sessions import (
    AnswerRequest,
    Challenge,
    In,
    LoginRequest,
    Step,
    Tokens,
    step_of,
    view_of,
)


class LoginRefused(Unauthenticated):
    """Unknown officer, wrong password or wrong code: the answer does not say which."""

    type = "login-refused"


class Pool(Protocol):
    """Each step is a challenge, or the tokens at the end. None when the pool refuses.

    Errors  LoginExpired, when the step came too late or out of order; PasswordTooWeak.
    """

    def begin(self, username: str, password: str) -> Challenge | Tokens | None: ...
    def code(self, username: str, session: str, code: str) -> Challenge | Tokens | None: ...
    def enrol(self, username: str, session: str, code: str) -> Challenge | Tokens | None: ...
    def new_password(self, username: str, session: str, password: str) -> Challenge | Tokens | None: ...


class MachineTokens(Protocol):
    def token(self, client_id: str, secret: str, scopes: tuple[str, ...]) -> dict[str, Any] | None: ...


class Store(Protocol):
    def officer(self, municipality: str, officer: str) -> Staff: ...
    def keep(self, officer: Officer, was: int) -> None: ...


@dataclass(frozen=True)
class Sessions:
    """`town_name`: the name of the town with this code."""

    pool: Pool
    tokens: MachineTokens
    officers: Store
    town_name: Callable[[str], str]

    def log_in(self, asked: LoginRequest) -> Step:
        """What she must show next. A token for a password alone is thrown away: nobody is in without a code."""
        found = self.pool.begin(asked.username, asked.password)
        if not isinstance(found, Challenge):
            raise LoginRefused("the pool refused, or asked for no code")
        return step_of(found, asked.username)

    def go_on(self, asked: AnswerRequest, at: Occasion) -> Step:
        found = self._answered(asked)
        if found is None or (isinstance(found, Tokens) and asked.kind == "new-password"):
            raise LoginRefused("the pool refused, or asked for no code")
        return step_of(found, asked.username) if isinstance(found, Challenge) else self._in(found, at)

    def _answered(self, asked: AnswerRequest) -> Challenge | Tokens | None:
        if asked.kind == "new-password":
            password = _needed(asked.password, "/password")
            return self.pool.new_password(asked.username, asked.session, password)
        step = self.pool.enrol if asked.kind == "enrol" else self.pool.code
        return step(asked.username, asked.session, _needed(asked.code, "/code"))

    def _in(self, tokens: Tokens, at: Occasion) -> In:
        staff = self.officers.officer(tokens.municipality, tokens.username)
        if staff.officer is None or staff.officer.disabled_at:
            raise LoginRefused("the town has no such officer")
        desk = at_her_desk(_afresh(staff), logged_in_at=at.wall, now=at.now)
        self._remember(staff.officer, at)
        view = view_of(desk, self.town_name(tokens.municipality))
        return In(id_token=tokens.id_token, expires_in=tokens.expires_in, officer=view)

    def _remember(self, officer: Officer, at: Occasion) -> None:
        """That she has an authenticator; lost in a race it is written at her next log-in."""
        if officer.enrolled_at is None:
            enrolled = officer.model_copy(update={"enrolled_at": at.now, "version": officer.version + 1})
            try:
                self.officers.keep(enrolled, officer.version)
            except Conflict:
                return

    def token(self, client_id: str, secret: str, scopes: tuple[str, ...]) -> dict[str, Any] | None:
        """The OAuth answer (RFC 6749 section 5.1), None when client or scope is refused."""
        return self.tokens.token(client_id, secret, scopes) if client_id and secret else None


def _afresh(staff: Staff) -> Staff:
    """She has just logged in: an earlier sign-out is over."""
    officer = staff.officer
    fresh = (officer.model_copy(update={"signed_out_at": None}),) if officer else ()
    return staff.model_copy(update={"officers": fresh})


def _needed(value: str | None, field: str) -> str:
    if value is None:
        raise Invalid("this step asks for it", field=field)
    return value
