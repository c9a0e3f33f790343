"""The officer's door: the inbox, a case, its package, correction, and a decision proposed and approved."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from madoguchi import http
from madoguchi.documented import HEADERS, REPEATABLE, VERSIONED
from madoguchi.kernel import clock
from madoguchi.municipal.model import pages, views
from madoguchi.municipal.model.approval import ApprovalRequest, ProposalRequest
from madoguchi.municipal.model.decisions import ReturnRequest, RuleRequest
from madoguchi.municipal.model.delivery import RECEIPT
from madoguchi.municipal.model.grants import Reader
from madoguchi.municipal.model.lookups import LINK_SECONDS, Purpose
from madoguchi.municipal.model.messages import MESSAGES
from madoguchi.wiring import municipal as wiring

http.register(MESSAGES)
app = http.door("municipal: officers")
officers, reading, deciding, links = wiring.officers(), wiring.reading(), wiring.deciding(), wiring.links()
Receipt = Annotated[str, Path(pattern=RECEIPT)]
COMMIT = {HEADERS: [*VERSIONED[HEADERS], *REPEATABLE[HEADERS]]}


@app.get("/cases")
def inbox(
    month: Annotated[str | None, Query(pattern=pages.MONTH)] = None,
    status: Annotated[str | None, Query(pattern=pages.STATUS)] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> pages.Inbox:
    at = wiring.occasion()
    shown = month or str(clock.jst_date(at.now))[:7]
    found = reading.list(_officer(), shown, status=status, cursor=cursor, at=at)
    return views.inbox(*found, month=shown, at=at.now)


@app.get("/cases/<receipt>")
def case(receipt: Receipt) -> Response[pages.CasePage]:
    found, revision = reading.open(_officer(), receipt, Purpose.EXAMINE, wiring.occasion())
    page = views.case_page(found, revision, http.language())
    return Response(200, "application/json", page, headers={"ETag": f'"{page.version}"'})


@app.post("/cases/<receipt>/package-link")
def package_link(receipt: Receipt) -> pages.PackageLink:
    package = reading.package(_officer(), receipt, wiring.occasion()).package
    url = links.download(package.key, LINK_SECONDS)
    return pages.PackageLink(url=url, expires_in=LINK_SECONDS, sha256=package.sha256)


@app.post("/cases/<receipt>/return", openapi_extensions=COMMIT)
def send_back(receipt: Receipt, asked: Annotated[ReturnRequest, Body()]) -> pages.Returned:
    return deciding.send_back(_officer(), receipt, asked, **_commit(), at=wiring.occasion())


@app.post("/cases/<receipt>/decision", openapi_extensions=COMMIT)
def propose(receipt: Receipt, asked: Annotated[ProposalRequest, Body()]) -> pages.Proposed:
    return deciding.propose(_officer(), receipt, asked, **_commit(), at=wiring.occasion())


@app.post("/cases/<receipt>/approval", openapi_extensions=COMMIT)
def judge(receipt: Receipt, asked: Annotated[ApprovalRequest, Body()]) -> pages.Approved:
    return deciding.judge(_officer(), receipt, asked, **_commit(), at=wiring.occasion())


@app.post("/standing-rules", status_code=201, openapi_extensions=REPEATABLE)
def publish_rule(asked: Annotated[RuleRequest, Body()]) -> Response[pages.PublishedRule]:
    rule = deciding.publish(_officer(), asked, key=http.idempotency_key(), at=wiring.occasion())
    return Response(201, "application/json", rule)


def _officer() -> Reader:
    return http.living_officer(officers.reader)


def _commit() -> dict[str, Any]:
    return {"version": http.if_match(), "key": http.idempotency_key()}


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
