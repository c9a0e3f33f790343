"""Everybody's door to the catalogue: towns, procedures, one procedure, and what a claim would bring."""

from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler.openapi.params import Body, Query

from madoguchi import http
from madoguchi.errors import Invalid
from madoguchi.kernel import clock
from madoguchi.procedures.messages import MESSAGES
from madoguchi.procedures.model.child_allowance import Estimate
from madoguchi.procedures.model.views import EstimateQuestion, MunicipalityList, localized, procedure_view
from madoguchi.wiring import procedures as wiring

http.register(MESSAGES)
app = http.door("procedures: everybody")
catalogue = wiring.catalogue()
origin = wiring.origin()
gate = http.portal_gate(origin.demand)

Words = Annotated[str, Query(max_length=100)]
Code = Annotated[str, Query(max_length=60)]
Lang = Annotated[Literal["ja", "easy", "en"] | None, Query()]


@app.get("/api/municipalities")
def municipalities(q: Words = "") -> MunicipalityList:
    return MunicipalityList(items=catalogue.municipalities(q))


@app.get("/api/procedures")
def find(
    *,
    q: Words = "",
    municipality: Code = "",
    category: Code = "",
    life_event: Code = "",
    standard_id: Code = "",
    cursor: Code = "0",
    lang: Lang = None,
) -> dict[str, Any]:
    found = catalogue.find(
        q,
        municipality=municipality,
        category=category,
        life_event=life_event,
        standard_id=standard_id,
        cursor=place(cursor),
    ).model_dump(mode="json")
    return {**found, "items": [localized(item, lang or http.language()) for item in found["items"]]}


@app.get("/api/procedures/<municipality>/<procedure_id>")
def one(municipality: str, procedure_id: str, lang: Lang = None) -> dict[str, Any]:
    procedure, town = catalogue.procedure(municipality, procedure_id)
    return procedure_view(procedure, town, lang or http.language())


@app.post("/api/procedures/<municipality>/<procedure_id>/estimate")
def estimate(municipality: str, procedure_id: str, asked: Annotated[EstimateQuestion, Body()]) -> Estimate:
    applied_on = clock.jst_date(asked.applied_at or clock.now())
    return catalogue.estimate(
        municipality, procedure_id, asked.children, event_date=asked.event_date, applied_on=applied_on
    )


def place(cursor: str) -> int:
    """Where the page begins; Invalid when the cursor is none of ours."""
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 6):
        raise Invalid("not a cursor of this list", field="/cursor")
    return int(cursor)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context, gate=gate)
