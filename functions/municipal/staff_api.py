"""The officer's door: the inbox, a case, its package, correction and decision."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from madoguchi import http
from madoguchi.municipal.model.decisions import DecisionRequest, ReturnRequest, RuleRequest
from madoguchi.municipal.model.delivery import RECEIPT
from madoguchi.municipal.model.lookups import LINK_SECONDS, Purpose, Reader
from madoguchi.municipal.model.messages import MESSAGES
from madoguchi.municipal.model.views import MONTH, STATUS, officer_view, row
from madoguchi.wiring import municipal as wiring

http.register(MESSAGES)
app = http.door("municipal: officers")
reading, deciding, links = wiring.reading(), wiring.deciding(), wiring.links()
Receipt = Annotated[str, Path(pattern=RECEIPT)]


@app.get("/cases")
def inbox(
    month: Annotated[str, Query(pattern=MONTH)],
    status: Annotated[str | None, Query(pattern=STATUS)] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> dict[str, Any]:
    cases, following = reading.list(_officer(), month, status=status, cursor=cursor, at=wiring.occasion())
    return {"items": [row(case) for case in cases], "next": following}


@app.get("/cases/<receipt>")
def case(receipt: Receipt) -> Response[Any]:
    found, revision = reading.open(_officer(), receipt, Purpose.EXAMINE, wiring.occasion())
    view = officer_view(found, revision, http.language())
    return Response(200, "application/json", view, headers={"ETag": f'"{found.version}"'})


@app.post("/cases/<receipt>/package-link")
def package_link(receipt: Receipt) -> dict[str, Any]:
    revision = reading.package(_officer(), receipt, wiring.occasion())
    url = links.download(revision.package.key, LINK_SECONDS)
    return {"url": url, "expires_in": LINK_SECONDS, "sha256": revision.package.sha256}


@app.post("/cases/<receipt>/return")
def send_back(receipt: Receipt, asked: Annotated[ReturnRequest, Body()]) -> dict[str, Any]:
    case = deciding.send_back(_officer(), receipt, asked, version=http.if_match(), at=wiring.occasion())
    return {
        "receipt": receipt,
        "status": case.status,
        "version": case.version,
        "return_id": case.returns[-1].return_id,
    }


@app.post("/cases/<receipt>/decision")
def decide(receipt: Receipt, asked: Annotated[DecisionRequest, Body()]) -> dict[str, Any]:
    case = deciding.decide(_officer(), receipt, asked, version=http.if_match(), at=wiring.occasion())
    return {"receipt": receipt, "status": case.status, "version": case.version, **case.decided_as}


@app.post("/standing-rules")
def publish_rule(asked: Annotated[RuleRequest, Body()]) -> tuple[dict[str, Any], int]:
    rule = deciding.publish(_officer(), asked, wiring.occasion())
    return {"affair": rule.affair, "version": rule.version}, 201


def _officer() -> Reader:
    who = http.staff()
    return Reader(municipality=who.municipality, name=who.officer, sections=who.sections, role="officer")


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
