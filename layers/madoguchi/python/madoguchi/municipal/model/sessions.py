"""An officer's log-in and the session it gives; a core system's request for a token (RFC 6749)."""

from urllib.parse import parse_qs, unquote

from pydantic import Field

from madoguchi.kernel.canonical import unb64
from madoguchi.kernel.value import Value


class LoginRequest(Value):
    username: str = Field(min_length=1, max_length=128)
    password: str = Field(min_length=1, max_length=256, repr=False)


class Session(Value):
    id_token: str = Field(repr=False)
    expires_in: int
    name: str
    municipality: str
    sections: tuple[str, ...]

    def answer(self) -> "SessionAnswer":
        officer = Officer(name=self.name, municipality=self.municipality, sections=self.sections)
        return SessionAnswer(id_token=self.id_token, expires_in=self.expires_in, officer=officer)


class Officer(Value):
    name: str
    municipality: str
    sections: tuple[str, ...]


class SessionAnswer(Value):
    id_token: str = Field(repr=False)
    expires_in: int
    officer: Officer


class TokenAnswer(Value):
    """RFC 6749 section 5.1."""

    access_token: str = Field(repr=False)
    expires_in: int
    token_type: str


class TokenRefused(Value):
    """RFC 6749 section 5.2."""

    error: str


class Grant(Value):
    """A token request: client credentials by HTTP Basic, or the OAuth error code that refuses it."""

    client_id: str = ""
    secret: str = Field(default="", repr=False)
    scopes: tuple[str, ...] = ()
    error: str | None = None

    @staticmethod
    def read(authorization: str, body: str) -> "Grant":
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if form.get("grant_type") != "client_credentials":
            return Grant(error="unsupported_grant_type" if form.get("grant_type") else "invalid_request")
        client_id, secret = _basic(authorization)
        return Grant(client_id=client_id, secret=secret, scopes=tuple(form.get("scope", "").split()))


def _basic(authorization: str) -> tuple[str, str]:
    """The pair of HTTP Basic, percent-decoded (RFC 6749 section 2.3.1) but a plus kept: clients send secrets as issued."""
    kind, _, encoded = authorization.partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        client_id, _, secret = unb64(encoded.strip()).decode().partition(":")
    except ValueError:
        return "", ""
    return unquote(client_id), unquote(secret)
