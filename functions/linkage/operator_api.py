"""The operator's door to the core: a provider's state, rules enacted, an inquiry driven on (AWS_IAM)."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body

from madoguchi import http
from madoguchi.kernel import clock, ids
from madoguchi.linkage.messages import MESSAGES
from madoguchi.linkage.model.views import Switch
from madoguchi.wiring import linkage as wiring

http.register(MESSAGES)
app = http.door("linkage: operator")
providers, rules, gatekeeping = wiring.inquiries(), wiring.rules(), wiring.gatekeeping()


@app.put("/operator/providers/<code>", status_code=204)
def switch(code: str, body: Annotated[Switch, Body()]) -> Response[None]:
    providers.switch(code, body.status)
    return Response(204, "application/json", None)


@app.put("/operator/rules/<kind>", status_code=204)
def enact(kind: str, body: Annotated[dict[str, Any], Body()]) -> Response[None]:
    rules.enact(kind, body)
    return Response(204, "application/json", None)


@app.post("/operator/inquiries/<processing_number>/redrive", status_code=204)
def redrive(processing_number: str) -> Response[None]:
    gatekeeping.redrive(processing_number, now=clock.now(), new_id=ids.new_id)
    return Response(204, "application/json", None)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
