"""A login under way (one nonce, one answer), and the session that follows."""

import base64
import hashlib
import json
from datetime import datetime, timedelta

from madoguchi.kernel.value import Value

LASTS = timedelta(minutes=3)  # the pool's own challenge session lasts three minutes
SESSION_LASTS = timedelta(days=1)


class Challenge(Value):
    """The pool's question. `pool_session` is its own handle for the answer."""

    login_id: str
    nonce: bytes
    expires_at: datetime
    pool_session: str


class Login(Value):
    """Who is asked, and by which key the answer must be signed. Times here are technical time."""

    login_id: str
    account_id: str
    nonce: bytes
    certificate: bytes
    pool_session: str
    expires_at: datetime


class Tokens(Value):
    id_token: str
    refresh_token: str
    expires_in_seconds: int


class Session(Value):
    """A signed-in browser. Only a digest of its refresh token is kept."""

    account_id: str
    session_id: str
    token_digest: str
    started_at: datetime
    expires_at: datetime


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def new_session(account_id: str, tokens: Tokens, wall: datetime) -> Session:
    """Named as the pool names the family of tokens, so that an ID token tells its session (`origin_jti`)."""
    return Session(
        account_id=account_id,
        session_id=str(_claims(tokens.id_token)["origin_jti"]),
        token_digest=digest(tokens.refresh_token),
        started_at=wall,
        expires_at=wall + SESSION_LASTS,
    )


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
