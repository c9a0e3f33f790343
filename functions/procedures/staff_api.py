"""A town's door to its own procedures: adopt, add, publish."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from madoguchi import http
from madoguchi.kernel import clock, correlation, ids
from madoguchi.kernel.canonical import canonical
from madoguchi.procedures.messages import MESSAGES
from madoguchi.procedures.model.adoption import Adoption, OwnProcedure
from madoguchi.procedures.model.procedure import Procedure
from madoguchi.wiring import procedures as wiring

http.register(MESSAGES)
app = http.door("procedures: a town's officers")
authoring = wiring.authoring()


@app.get("/presets")
def presets() -> dict[str, Any]:
    items = authoring.offered(http.staff().municipality)
    return {"items": [item.model_dump(mode="json") for item in items]}


@app.post("/procedures/adoptions")
def adopt(adoption: Annotated[Adoption, Body()]) -> Response[str]:
    who = http.staff()
    return written(authoring.adopt(who.municipality, adoption, sections=who.sections, now=clock.now()))


@app.post("/procedures/own")
def write_own(wanted: Annotated[OwnProcedure, Body()]) -> Response[str]:
    who = http.staff()
    return written(authoring.write_own(who.municipality, wanted, sections=who.sections, now=clock.now()))


@app.post("/procedures/publications")
def publish() -> Response[str]:
    who = http.staff()
    number = authoring.publish(
        who.municipality,
        sections=who.sections,
        now=clock.now(),
        wall=clock.wall(),
        event_id=ids.new_id(),
        correlation_id=correlation.current(),
    )
    return created({"snapshot": number})


def written(procedure: Procedure) -> Response[str]:
    return created({"procedure_id": procedure.procedure_id, "version": procedure.version})


def created(body: dict[str, Any]) -> Response[str]:
    return Response(status_code=201, content_type="application/json", body=canonical(body).decode())


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
