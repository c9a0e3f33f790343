"""The only door of the sealed zone; linkage alone is let in (AWS_IAM)."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import Field

from madoguchi import http
from madoguchi.errors import Invalid
from madoguchi.kernel import clock, ids
from madoguchi.kernel.canonical import b64, unb64
from madoguchi.kernel.value import Value
from madoguchi.numbering.messages import MESSAGES
from madoguchi.wiring import numbering as wiring

http.register(MESSAGES)
app = http.door("numbering: sealed")
numbering = wiring.service()


class SealingKey(Value):
    public_key: str


class SealedFeed(Value):
    sealed: str = Field(max_length=2000, repr=False)


class BySerial(Value):
    serial: str = Field(pattern=r"^[0-9A-Za-z]{1,40}$")


class PersonId(Value):
    person_id: str


@app.get("/sealing-key")
def sealing_key() -> SealingKey:
    return SealingKey(public_key=b64(numbering.sealing_key()))


@app.post("/persons")
def person(body: Annotated[SealedFeed, Body()]) -> PersonId:
    try:
        sealed = unb64(body.sealed)
    except ValueError:
        raise Invalid("the feed is base64", field="/sealed") from None
    return PersonId(person_id=numbering.person(sealed, now=clock.now(), new_id=ids.new_id))


@app.post("/persons/by-serial")
def person_by_serial(body: Annotated[BySerial, Body()]) -> PersonId:
    return PersonId(person_id=numbering.person_by_serial(body.serial, now=clock.now(), new_id=ids.new_id))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
