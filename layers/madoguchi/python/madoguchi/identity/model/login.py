"""A login under way (one nonce, one answer), and the session that follows."""

import base64
import hashlib
import json
from datetime import datetime, timedelta

from madoguchi.identity.model.device import Device
from madoguchi.kernel.value import Value

LASTS = timedelta(minutes=3)  # the pool's own challenge session lasts three minutes
SESSION_LASTS = timedelta(days=1)
IDLE_LASTS = timedelta(minutes=30)  # an open page renews its token every four minutes; a page that is gone does not
CONFIRMED_LASTS = timedelta(minutes=5)


class Challenge(Value):
    """The pool's question. `pool_session` is its own handle for the answer."""

    login_id: str
    nonce: bytes
    expires_at: datetime
    pool_session: str


class Login(Value):
    """Who is asked, and by which key the answer must be signed. Times here are technical time.

    `session_id` is empty for a login; a question put to somebody who is logged in names the session it confirms,
    so that the answer to one can never serve as the other's.
    """

    login_id: str
    account_id: str
    nonce: bytes
    certificate: bytes
    pool_session: str
    expires_at: datetime
    session_id: str = ""


class Tokens(Value):
    id_token: str
    refresh_token: str
    expires_in_seconds: int


class Session(Value):
    """A signed-in browser. Only a digest of its refresh token is kept.

    `seen_at`: its page last asked for a token. `confirmed_at`: her card last answered for it.
    """

    account_id: str
    session_id: str
    token_digest: str
    started_at: datetime
    expires_at: datetime
    seen_at: datetime
    confirmed_at: datetime
    device: Device = Device()


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def new_question(login_id: str, nonce: bytes, wall: datetime) -> Challenge:
    """One of our own, for somebody who is logged in: the pool has no part in it."""
    return Challenge(login_id=login_id, nonce=nonce, expires_at=wall + LASTS, pool_session="")


def new_session(account_id: str, tokens: Tokens, wall: datetime, device: Device) -> Session:
    """Named as the pool names the family of tokens, so that an ID token tells its session (`origin_jti`)."""
    return Session(
        account_id=account_id,
        session_id=str(_claims(tokens.id_token)["origin_jti"]),
        token_digest=digest(tokens.refresh_token),
        started_at=wall,
        expires_at=wall + SESSION_LASTS,
        seen_at=wall,
        confirmed_at=wall,
        device=device,
    )


def is_living(session: Session, wall: datetime) -> bool:
    """Until its end, while its page is open somewhere."""
    return wall < session.expires_at and wall < session.seen_at + IDLE_LASTS


def is_confirmed(session: Session, wall: datetime) -> bool:
    """Her card answered for it within the last five minutes: at the login itself, or again since."""
    return wall < session.confirmed_at + CONFIRMED_LASTS


def cookie_value(session: Session, refresh_token: str) -> str:
    return f"{session.account_id}.{session.session_id}.{refresh_token}"


def read_cookie(value: str) -> tuple[str, str, str] | None:
    """(account id, session id, refresh token); None when it is not ours."""
    parts = value.split(".", 2)
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 and all(parts) else None


def _claims(token: str) -> dict[str, object]:
    """Of a token that the pool handed to us this moment: nothing to verify."""
    body = token.split(".")[1]
    claims: dict[str, object] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims
