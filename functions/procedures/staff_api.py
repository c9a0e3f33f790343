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
from madoguchi.wiring import procedures as wiring

http.register(MESSAGES)
app = http.door("procedures: a town's officers")
authoring = wiring.authoring()
CREATED = 201


class Written(Value):
    procedure_id: str
    version: int


class Published(Value):
    snapshot: int


@app.get("/presets")
def presets() -> dict[str, Any]:
    items = authoring.offered(http.staff().municipality)
    return {"items": [item.model_dump(mode="json") for item in items]}


@app.post("/procedures/adoptions", status_code=CREATED)
def adopt(adoption: Annotated[Adoption, Body()]) -> Response[Written]:
    who = http.staff()
    return written(authoring.adopt(who.municipality, adoption, sections=who.sections, now=clock.now()))


@app.post("/procedures/own", status_code=CREATED)
def write_own(wanted: Annotated[OwnProcedure, Body()]) -> Response[Written]:
    who = http.staff()
    return written(authoring.write_own(who.municipality, wanted, sections=who.sections, now=clock.now()))


@app.post("/procedures/publications", status_code=CREATED)
def publish() -> Response[Published]:
    who = http.staff()
    number = authoring.publish(
        who.municipality,
        sections=who.sections,
        now=clock.now(),
        wall=clock.wall(),
        event_id=ids.new_id(),
        correlation_id=correlation.current(),
    )
    return Response(status_code=CREATED, content_type="application/json", body=Published(snapshot=number))


def written(procedure: Procedure) -> Response[Written]:
    body = Written(procedure_id=procedure.procedure_id, version=procedure.version)
    return Response(status_code=CREATED, content_type="application/json", body=body)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
