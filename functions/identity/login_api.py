"""The open door of identity: log in by card, renew and end a session."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body
from aws_lambda_powertools.shared.cookies import Cookie, SameSite
from pydantic import Field

from madoguchi import http
from madoguchi.errors import Invalid
from madoguchi.identity.messages import LOGIN_MESSAGES
from madoguchi.identity.model.device import device_of
from madoguchi.identity.model.login import Challenge, Tokens, cookie_value
from madoguchi.identity.service.login import SignedIn
from madoguchi.kernel import clock, ids
from madoguchi.kernel.canonical import b64, unb64
from madoguchi.kernel.value import Value
from madoguchi.wiring import identity as wiring

REFRESH = "__Host-refresh"
http.register(LOGIN_MESSAGES)
app = http.door("identity: login")
login, browser = wiring.login(), wiring.browser()
origin = wiring.origin()
gate = http.portal_gate(origin.demand)


class BeginLogin(Value):
    certificate: str = Field(max_length=12_000, description="base64 DER of the authentication certificate")


class ToSign(Value):
    login: str
    nonce: str
    expires_at: str


class AnswerLogin(Value):
    login: str = Field(pattern=r"^[a-z2-7]{26}$")
    signature: str = Field(max_length=1_024, description="base64 RSASSA-PKCS1-v1_5 SHA-256 over the nonce's bytes")


class SignedInView(Value):
    id_token: str
    expires_in: int
    account_id: str


class Renewed(Value):
    id_token: str
    expires_in: int


@app.post("/api/login")
def begin(body: Annotated[BeginLogin, Body()]) -> ToSign:
    return _to_sign(login.begin(_bytes(body.certificate), new_id=ids.new_id(), now=clock.now()))


@app.post("/api/login/answer")
def answer(body: Annotated[AnswerLogin, Body()]) -> Response[SignedInView]:
    signed_in = login.answer(body.login, body.signature, device=device_of(http.user_agent()), wall=clock.wall())
    if not signed_in.paired:
        http.logger.warning("not yet paired", account_id=signed_in.session.account_id)
    return _with_cookie(_signed_in(signed_in), cookie_value(signed_in.session, signed_in.tokens.refresh_token))


@app.post("/api/session")
def renew() -> Renewed:
    return _renewed(browser.renew(http.cookie(REFRESH), clock.wall()))


@app.delete("/api/session", status_code=204)
def sign_out() -> Response[None]:
    browser.sign_out(http.cookie(REFRESH), clock.wall())
    return Response(status_code=204, cookies=[_cookie("", 0)])


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context, gate=gate)


def _bytes(text: str) -> bytes:
    try:
        return unb64(text)
    except ValueError as error:
        raise Invalid("not base64", field="/certificate") from error


def _to_sign(challenge: Challenge) -> ToSign:
    expires_at = clock.rfc3339(challenge.expires_at)
    return ToSign(login=challenge.login_id, nonce=b64(challenge.nonce), expires_at=expires_at)


def _signed_in(done: SignedIn) -> SignedInView:
    return SignedInView(
        id_token=done.tokens.id_token,
        expires_in=done.tokens.expires_in_seconds,
        account_id=done.session.account_id,
    )


def _renewed(tokens: Tokens) -> Renewed:
    return Renewed(id_token=tokens.id_token, expires_in=tokens.expires_in_seconds)


def _with_cookie(view: SignedInView, value: str) -> Response[SignedInView]:
    cookie = _cookie(value, None)  # gone with the browser: a day is for the server to count
    return Response(status_code=200, content_type="application/json", body=view, cookies=[cookie])


def _cookie(value: str, seconds: int | None) -> Cookie:
    return Cookie(
        REFRESH, value, path="/", secure=True, http_only=True, same_site=SameSite.STRICT_MODE, max_age=seconds
    )
