"""The citizen's own door of identity: her account, and the signing certificate she shows."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import Field

from madoguchi import http
from madoguchi.errors import Invalid
from madoguchi.identity.messages import MESSAGES
from madoguchi.identity.model.account import Account, Attributes, Preferences
from madoguchi.identity.service.me import Shown
from madoguchi.kernel import clock
from madoguchi.kernel.canonical import unb64
from madoguchi.kernel.value import Value
from madoguchi.wiring import identity as wiring

http.register(MESSAGES)
app = http.door("identity: citizen")
me = wiring.me()


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


@app.get("/api/me")
def read() -> AccountView:
    return _account(me.read(http.citizen(), _session(), clock.wall()))


@app.patch("/api/me")
def change(body: Annotated[Preferences, Body()]) -> AccountView:
    return _account(me.change(http.citizen(), _session(), body, clock.wall()))


@app.post("/api/me/signing-certificate")
def show(body: Annotated[ShowCertificate, Body()]) -> CertificateView:
    shown = me.show_signing_certificate(
        http.citizen(), _session(), _bytes(body.certificate), now=clock.now(), wall=clock.wall()
    )
    return _certificate(shown)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)


def _session() -> str:
    """The pool's name for the family of tokens that began at this login."""
    return http.claims().get("origin_jti", "")


def _bytes(text: str) -> bytes:
    try:
        return unb64(text)
    except ValueError as error:
        raise Invalid("not base64", field="/certificate") from error


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
