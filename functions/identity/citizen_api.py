"""The citizen's own door of identity: her account, where she is logged in, and the cards she shows."""

import secrets
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Query
from pydantic import Field

from madoguchi import http
from madoguchi.errors import Invalid
from madoguchi.identity.messages import MESSAGES
from madoguchi.identity.model.account import Account, Attributes, Preferences
from madoguchi.identity.model.login import CONFIRMED_LASTS, Session, new_question
from madoguchi.identity.service.me import Shown
from madoguchi.kernel import clock, ids
from madoguchi.kernel.canonical import b64, unb64
from madoguchi.kernel.value import Value
from madoguchi.wiring import identity as wiring

NONCE_BYTES = 32
http.register(MESSAGES)
app = http.door("identity: citizen")
me, sessions, confirmation = wiring.me(), wiring.sessions(), wiring.confirmation()
origin = wiring.origin()
gate = http.portal_gate(origin.demand, wiring.living())


class CardAttributes(Attributes):
    certificate_valid_until: str


class AccountView(Value):
    account_id: str
    language: str
    email: str | None
    electronic_decision: bool
    attributes: CardAttributes | None


class ShowCertificate(Value):
    certificate: str = Field(max_length=12_000, description="base64 DER of the signing certificate")


class FourAttributes(Value):
    name: str
    birth_date: str
    sex: str
    address: str


class CertificateView(Value):
    status: str
    as_of: str
    source: str
    valid_until: str
    attributes: FourAttributes


class SessionView(Value):
    session_id: str
    this: bool
    system: str
    browser: str
    started_at: str
    seen_at: str
    confirmed_until: str


class SessionsView(Value):
    items: tuple[SessionView, ...]


class ShowCard(Value):
    certificate: str = Field(max_length=12_000, description="base64 DER of the authentication certificate")


class ToSign(Value):
    login: str
    nonce: str
    expires_at: str


class AnswerQuestion(Value):
    login: str = Field(pattern=r"^[a-z2-7]{26}$")
    signature: str = Field(max_length=1_024, description="base64 RSASSA-PKCS1-v1_5 SHA-256 over the nonce's bytes")


class ConfirmedView(Value):
    confirmed_until: str


@app.get("/api/me")
def read() -> AccountView:
    return _account(me.read(http.citizen()))


@app.patch("/api/me")
def change(body: Annotated[Preferences, Body()]) -> AccountView:
    return _account(me.change(http.citizen(), http.session(), body, clock.wall()))


@app.post("/api/me/signing-certificate")
def show(body: Annotated[ShowCertificate, Body()]) -> CertificateView:
    shown = me.show_signing_certificate(http.citizen(), _bytes(body.certificate, "/certificate"), now=clock.now())
    return _certificate(shown)


@app.get("/api/sessions")
def mine() -> SessionsView:
    found = sessions.mine(http.citizen(), clock.wall())
    return SessionsView(items=tuple(_session(each) for each in found))


@app.delete("/api/sessions/<session_id>", status_code=204)
def end_one(session_id: str) -> Response[None]:
    sessions.end(http.citizen(), http.session(), session_id, clock.wall())
    return Response(status_code=204)


@app.delete("/api/sessions", status_code=204)
def end_all(keep: Annotated[Literal["", "this"], Query()] = "") -> Response[None]:
    end = sessions.end_others if keep == "this" else sessions.end_everywhere
    end(http.citizen(), http.session(), clock.wall())
    return Response(status_code=204)


@app.post("/api/session/confirmation")
def ask_for_card(body: Annotated[ShowCard, Body()]) -> ToSign:
    question = new_question(ids.new_id(), secrets.token_bytes(NONCE_BYTES), clock.wall())
    der = _bytes(body.certificate, "/certificate")
    asked = confirmation.begin(http.citizen(), http.session(), der, question=question, now=clock.now())
    return ToSign(login=asked.login_id, nonce=b64(asked.nonce), expires_at=clock.rfc3339(asked.expires_at))


@app.post("/api/session/confirmation/answer")
def confirm(body: Annotated[AnswerQuestion, Body()]) -> ConfirmedView:
    signature = _bytes(body.signature, "/signature")
    session = confirmation.answer(http.citizen(), http.session(), body.login, signature, wall=clock.wall())
    return ConfirmedView(confirmed_until=clock.rfc3339(session.confirmed_at + CONFIRMED_LASTS))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context, gate=gate)


def _bytes(text: str, field: str) -> bytes:
    try:
        return unb64(text)
    except ValueError as error:
        raise Invalid("not base64", field=field) from error


def _session(session: Session) -> SessionView:
    return SessionView(
        session_id=session.session_id,
        this=session.session_id == http.session(),
        system=session.device.system,
        browser=session.device.browser,
        started_at=clock.rfc3339(session.started_at),
        seen_at=clock.rfc3339(session.seen_at),
        confirmed_until=clock.rfc3339(session.confirmed_at + CONFIRMED_LASTS),
    )


def _account(account: Account) -> AccountView:
    return AccountView(
        account_id=account.account_id,
        language=account.language,
        email=account.email,
        electronic_decision=account.electronic_decision,
        attributes=_attributes(account),
    )


def _attributes(account: Account) -> CardAttributes | None:
    if account.attributes is None or account.certificate_valid_until is None:
        return None
    until = clock.rfc3339(account.certificate_valid_until)
    return CardAttributes(**account.attributes.model_dump(), certificate_valid_until=until)


def _certificate(shown: Shown) -> CertificateView:
    four = shown.attributes
    return CertificateView(
        status=shown.answer.status,
        as_of=clock.rfc3339(shown.answer.as_of) if shown.answer.as_of else "",
        source=shown.answer.source,
        valid_until=clock.rfc3339(shown.valid_until),
        attributes=FourAttributes(
            name=four.name, birth_date=four.birth_date.isoformat(), sex=four.sex, address=four.address
        ),
    )
