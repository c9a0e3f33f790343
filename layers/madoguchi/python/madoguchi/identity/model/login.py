"""A login under way: one nonce, one answer."""

import hashlib
from datetime import datetime, timedelta

from madoguchi.kernel.value import Value

LASTS = timedelta(minutes=3)  # the pool's own challenge session lasts three minutes
SESSION_LASTS = timedelta(days=1)


class Login(Value):
    """`pool_session` is the user pool's own handle; `expires_at` is technical time."""

    login_id: str
    account_id: str
    nonce: bytes
    certificate: bytes
    serial: str
    pool_session: str
    expires_at: datetime


class Session(Value):
    """A signed-in browser. Only a digest of its refresh token is kept."""

    account_id: str
    session_id: str
    token_digest: str
    started_at: datetime
    expires_at: datetime


class Tokens(Value):
    id_token: str
    refresh_token: str
    expires_in_seconds: int


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def expired(expires_at: datetime, wall: datetime) -> bool:
    return wall >= expires_at


def cookie_value(session: Session, refresh_token: str) -> str:
    return f"{session.account_id}.{session.session_id}.{refresh_token}"


def read_cookie(value: str) -> tuple[str, str, str] | None:
    """(account id, session id, refresh token); None when it is not ours."""
    parts = value.split(".", 2)
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 and all(parts) else None
