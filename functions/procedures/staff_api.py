"""A town's door to its own procedures: adopt, add, publish."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from madoguchi import http
from madoguchi.kernel import clock, correlation, ids
from madoguchi.kernel.value import Value
from madoguchi.procedures.messages import MESSAGES
from madoguchi.procedures.model.adoption import Adoption, OwnProcedure
from madoguchi.procedures.model.procedure import Procedure
from madoguchi.procedures.model.views import PresetItem
from madoguchi.wiring import procedures as wiring

http.register(MESSAGES)
app = http.door("procedures: a town's officers")
authoring, officers = wiring.authoring(), wiring.officers()
CREATED = 201


class Written(Value):
    procedure_id: str
    version: int


class Presets(Value):
    items: tuple[PresetItem, ...]


class Published(Value):
    snapshot: int


@app.get("/presets")
def presets() -> Presets:
    return Presets(items=tuple(authoring.offered(_town(), authored=_authored())))


@app.post("/procedures/adoptions", status_code=CREATED)
def adopt(adoption: Annotated[Adoption, Body()]) -> Response[Written]:
    return written(authoring.adopt(_town(), adoption, authored=_authored(), now=clock.now()))


@app.post("/procedures/own", status_code=CREATED)
def write_own(wanted: Annotated[OwnProcedure, Body()]) -> Response[Written]:
    return written(authoring.write_own(_town(), wanted, authored=_authored(), now=clock.now()))


@app.post("/procedures/publications", status_code=CREATED)
def publish() -> Response[Published]:
    number = authoring.publish(
        _town(),
        authored=_authored(),
        now=clock.now(),
        wall=clock.wall(),
        event_id=ids.new_id(),
        correlation_id=correlation.current(),
    )
    return Response(status_code=CREATED, content_type="application/json", body=Published(snapshot=number))


def _town() -> str:
    return http.staff().municipality


def _authored() -> tuple[str, ...]:
    return http.living_officer(officers.authored)


def written(procedure: Procedure) -> Response[Written]:
    body = Written(procedure_id=procedure.procedure_id, version=procedure.version)
    return Response(status_code=CREATED, content_type="application/json", body=body)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
