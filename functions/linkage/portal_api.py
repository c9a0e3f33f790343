"""The portal zone's door to the core: whose account it is, whether two cards are one person's, and her records."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from madoguchi import http
from madoguchi.kernel import clock
from madoguchi.ledger.model.view import RecordsView
from madoguchi.linkage.messages import MESSAGES
from madoguchi.linkage.model.views import PairAccount, SamePerson, TwoSerials
from madoguchi.wiring import linkage as wiring

http.register(MESSAGES)
app = http.door("linkage: portal")
pairings, viewing = wiring.pairings(), wiring.viewing()


@app.post("/portal/pairings", status_code=204)
def pair(body: Annotated[PairAccount, Body()]) -> Response[None]:
    pairings.pair_account(body.account_id, body.serial)
    return Response(204, "application/json", None)


@app.post("/portal/same-person")
def same_person(body: Annotated[TwoSerials, Body()]) -> SamePerson:
    return SamePerson(same=pairings.same_person(body.serials))


@app.get("/portal/records/<account_id>")
def records(account_id: str) -> RecordsView:
    return viewing.records(account_id, today=clock.jst_date(clock.now()))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
