"""An officer's log-in: password, then a code of her authenticator (RFC 6238); a core system's token request (RFC 6749)."""

from datetime import date
from typing import Literal
from urllib.parse import parse_qs, quote, unquote

from pydantic import Field

from madoguchi.kernel.canonical import unb64
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.grants import Grant, Role
from madoguchi.municipal.model.officers import Desk

USERNAME = Field(min_length=1, max_length=128)
PASSWORD = Field(min_length=1, max_length=256, repr=False)
ISSUER = "Madoguchi"


class LoginRequest(Value):
    username: str = USERNAME
    password: str = PASSWORD


class AnswerRequest(Value):
    """What the last step asked for: a code (`totp`, `enrol`) or a password (`new-password`)."""

    username: str = USERNAME
    session: str = Field(min_length=20, max_length=4000, repr=False)
    kind: Literal["totp", "enrol", "new-password"]
    code: str | None = Field(default=None, pattern=r"^[0-9]{6}$", repr=False)
    password: str | None = Field(default=None, min_length=1, max_length=256, repr=False)


class Tokens(Value):
    """What the pool gives at the end: after a code, never for a password alone."""

    id_token: str = Field(repr=False)
    expires_in: int
    username: str
    municipality: str


class Challenge(Value):
    """What the pool asks for next. `secret` of an authenticator that is being enrolled, in base32."""

    kind: Literal["totp", "enrol", "new-password"]
    session: str = Field(repr=False)
    secret: str | None = Field(default=None, repr=False)


class Town(Value):
    code: str
    name: str


class GrantLine(Value):
    section: str
    affair: str
    role: Role
    since: date = Field(alias="from")
    until: date | None


class OfficerView(Value):
    """Who she is, for whom she works, and what she may do today."""

    officer: str
    name: str
    municipality: Town
    grants: tuple[GrantLine, ...]


class In(Value):
    state: Literal["in"] = "in"
    id_token: str = Field(repr=False)
    expires_in: int
    officer: OfficerView


class CodeWanted(Value):
    state: Literal["totp"] = "totp"
    session: str = Field(repr=False)


class EnrolmentWanted(Value):
    """`uri` is what an authenticator reads as a QR code; both hold the secret, shown once."""

    state: Literal["enrol"] = "enrol"
    session: str = Field(repr=False)
    secret: str = Field(repr=False)
    uri: str = Field(repr=False)


class PasswordWanted(Value):
    state: Literal["new-password"] = "new-password"
    session: str = Field(repr=False)


Step = In | CodeWanted | EnrolmentWanted | PasswordWanted


def step_of(challenge: Challenge, username: str) -> Step:
    if challenge.kind == "new-password":
        return PasswordWanted(session=challenge.session)
    if challenge.kind == "enrol" and challenge.secret:
        uri = enrolment_uri(username, challenge.secret)
        return EnrolmentWanted(session=challenge.session, secret=challenge.secret, uri=uri)
    return CodeWanted(session=challenge.session)


def enrolment_uri(username: str, secret: str) -> str:
    """As authenticators read it: otpauth://totp/<issuer>:<account>?secret=…&issuer=…"""
    return f"otpauth://totp/{ISSUER}:{quote(username)}?secret={secret}&issuer={ISSUER}"


def view_of(desk: Desk, town_name: str) -> OfficerView:
    town = Town(code=desk.officer.municipality, name=town_name)
    lines = tuple(line_of(grant) for grant in desk.grants)
    return OfficerView(officer=desk.officer.officer, name=desk.officer.name, municipality=town, grants=lines)


def line_of(grant: Grant) -> GrantLine:
    shown = grant.model_dump(include={"section", "affair", "role", "until"})
    return GrantLine.model_validate({**shown, "from": grant.since})


class TokenAnswer(Value):
    """RFC 6749 section 5.1."""

    access_token: str = Field(repr=False)
    expires_in: int
    token_type: str


class TokenRefused(Value):
    """RFC 6749 section 5.2."""

    error: str


class TokenRequest(Value):
    """A token request: client credentials by HTTP Basic, or the OAuth error code that refuses it."""

    client_id: str = ""
    secret: str = Field(default="", repr=False)
    scopes: tuple[str, ...] = ()
    error: str | None = None

    @staticmethod
    def read(authorization: str, body: str) -> "TokenRequest":
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if form.get("grant_type") != "client_credentials":
            return TokenRequest(error="unsupported_grant_type" if form.get("grant_type") else "invalid_request")
        client_id, secret = _basic(authorization)
        return TokenRequest(client_id=client_id, secret=secret, scopes=tuple(form.get("scope", "").split()))


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
