"""An officer's own door, and her administrator's: who she is, signing out, officers and their grants."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Path

from madoguchi import http
from madoguchi.documented import REPEATABLE
from madoguchi.kernel import clock
from madoguchi.municipal.model import administration as model
from madoguchi.municipal.model.grants import Reader
from madoguchi.municipal.model.messages import MESSAGES
from madoguchi.municipal.model.officers import NAME
from madoguchi.municipal.model.sessions import OfficerView, view_of
from madoguchi.wiring import municipal as wiring

http.register(MESSAGES)
app = http.door("municipal: officers' grants")
officers, administration = wiring.officers(), wiring.administration()


@app.get("/staff/me")
def me() -> OfficerView:
    desk = http.living_officer(officers.desk)
    return view_of(desk, wiring.town_name(desk.officer.municipality))


@app.delete("/staff/session", status_code=204)
def sign_out() -> Response[None]:
    desk = http.living_officer(officers.desk)
    officers.sign_out(desk.officer.municipality, desk.officer.officer, clock.wall())
    return _nothing()


@app.get("/staff/grants")
def grants() -> model.Grants:
    return administration.grants(_officer())


@app.post("/staff/grants", status_code=201, openapi_extensions=REPEATABLE)
def grant(asked: Annotated[model.GrantRequest, Body()]) -> Response[model.GrantRow]:
    given = administration.grant(_officer(), asked, key=http.idempotency_key(), at=wiring.occasion())
    return Response(201, "application/json", given)


@app.delete("/staff/grants/<grant_id>", status_code=204)
def revoke(grant_id: Annotated[str, Path(max_length=60)]) -> Response[None]:
    administration.revoke(_officer(), grant_id, wiring.occasion())
    return _nothing()


@app.get("/staff/officers")
def all_officers() -> model.Officers:
    return administration.officers(_officer())


@app.post("/staff/officers", status_code=201)
def hire(asked: Annotated[model.OfficerRequest, Body()]) -> Response[model.NewOfficer]:
    return Response(201, "application/json", administration.hire(_officer(), asked, wiring.occasion()))


@app.delete("/staff/officers/<officer>", status_code=204)
def disable(officer: Annotated[str, Path(pattern=NAME)]) -> Response[None]:
    administration.disable(_officer(), officer, wiring.occasion())
    return _nothing()


def _officer() -> Reader:
    return http.living_officer(officers.reader)


def _nothing() -> Response[None]:
    return Response(204, "application/json", None)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
