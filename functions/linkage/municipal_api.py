"""The municipal zone's door to the core: inquiries, pairings, copies, representations and look-up entries (AWS_IAM)."""

import secrets
from datetime import date, datetime, time
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from madoguchi import http, telemetry
from madoguchi.documented import answers
from madoguchi.kernel import clock, correlation, ids
from madoguchi.ledger.model.records import SALT_BYTES
from madoguchi.linkage.messages import MESSAGES
from madoguchi.linkage.model.inquiry import Asked
from madoguchi.linkage.model.views import (
    Entry,
    InquiryView,
    PutCopy,
    PutDisclosure,
    PutPairing,
    PutRepresentation,
    SealingKey,
    StaffAnswer,
    WaitingView,
)
from madoguchi.wiring import linkage as wiring

http.register(MESSAGES)
app = http.door("linkage: municipal")
asking, answering = wiring.asking(), wiring.answering()
pairings, copying, looking = wiring.pairings(), wiring.copying(), wiring.looking()


ASKED = {
    200: answers("Nothing to wait for: internal, an officer's answer, refused, answered", InquiryView),
    202: answers("The answer is awaited", InquiryView),
}


def salt() -> bytes:
    return secrets.token_bytes(SALT_BYTES)


def instant(as_of: datetime | date) -> datetime:
    """A date counts from its first moment in Japan; a time without an offset is Japan's."""
    if not isinstance(as_of, datetime):
        return datetime.combine(as_of, time(), clock.JST)
    return as_of if as_of.tzinfo else as_of.replace(tzinfo=clock.JST)


@app.post("/municipal/inquiries", responses=ASKED)
def ask(body: Annotated[Asked, Body()]) -> Response[InquiryView]:
    """202 while the answer is awaited; 200 when there is nothing to wait for: internal, officer, refused, answered."""
    telemetry.say(receipt=body.case)
    view = asking.ask(body, now=clock.now(), new_id=ids.new_id, correlation_id=correlation.current())
    telemetry.say(processing_number=view.processing_number)
    return Response(202 if view.status in ("accepted", "waiting") else 200, "application/json", view)


@app.get("/municipal/inquiries/<asker>/<processing_number>")
def inquiry(asker: str, processing_number: str) -> InquiryView:
    return asking.get(asker, processing_number, now=clock.now())


@app.post("/municipal/inquiries/<asker>/<processing_number>/acknowledge")
def acknowledge(asker: str, processing_number: str) -> InquiryView:
    asking.acknowledge(asker, processing_number)
    return asking.get(asker, processing_number, now=clock.now())


@app.get("/municipal/provisions/<provider>")
def asked_of_staff(provider: str) -> dict[str, list[WaitingView]]:
    return {"items": list(answering.asked_of_staff(provider))}


@app.post("/municipal/provisions/<provider>/<processing_number>", status_code=204)
def answer_by_staff(provider: str, processing_number: str, body: Annotated[StaffAnswer, Body()]) -> Response[None]:
    answering.answer_by_staff(
        provider, processing_number, body, as_of=instant(body.as_of), now=clock.now(), new_id=ids.new_id
    )
    return nothing()


@app.get("/municipal/sealing-key")
def sealing_key() -> SealingKey:
    return SealingKey(public_key=pairings.sealing_key())


@app.put("/municipal/pairings", status_code=204)
def pair(body: Annotated[PutPairing, Body()]) -> Response[None]:
    person_id = pairings.pair(body.institution, body.addressee_number, body.sealed)
    looking.adopt(body.institution, body.addressee_number, person_id, salt=salt)
    return nothing()


@app.put("/municipal/copies", status_code=204)
def copy(body: Annotated[PutCopy, Body()]) -> Response[None]:
    copying.keep(body, instant(body.as_of))
    return nothing()


@app.put("/municipal/representations", status_code=204)
def represent(body: Annotated[PutRepresentation, Body()]) -> Response[None]:
    looking.represent(body)
    return nothing()


@app.put("/municipal/disclosures", status_code=204)
def disclose(body: Annotated[PutDisclosure, Body()]) -> Response[None]:
    looking.disclose(body)
    return nothing()


@app.post("/municipal/entries", status_code=204)
def enter(body: Annotated[Entry, Body()]) -> Response[None]:
    looking.enter(body, salt=salt)
    return nothing()


def nothing() -> Response[None]:
    return Response(204, "application/json", None)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
