"""A core system's door: fetch applications, and pass to the core what its own town sends. Scopes decide."""

from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from madoguchi import http
from madoguchi.municipal.model import pages, views
from madoguchi.municipal.model.delivery import RECEIPT
from madoguchi.municipal.model.grants import Reader
from madoguchi.municipal.model.lookups import LINK_SECONDS, Purpose
from madoguchi.municipal.model.machines import (
    ADDRESSEE,
    ITEM,
    CopyRequest,
    RepresentationRequest,
    SealedRequest,
)
from madoguchi.municipal.model.messages import MESSAGES
from madoguchi.wiring import municipal as wiring

http.register(MESSAGES)
app = http.door("municipal: core systems")
reading, machines, links = wiring.reading(), wiring.machines(), wiring.links()
READ, COPIES, RESIDENTS = "municipal/applications.read", "municipal/copies.write", "municipal/residents.write"
Receipt = Annotated[str, Path(pattern=RECEIPT)]
Addressee = Annotated[str, Path(pattern=ADDRESSEE)]


@app.get("/applications")
def applications(
    month: Annotated[str, Query(pattern=pages.MONTH)],
    status: Annotated[str | None, Query(pattern=pages.STATUS)] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
) -> pages.Applications:
    return views.applications(*reading.list(_reader(READ), month, status=status, cursor=cursor, at=wiring.occasion()))


@app.get("/applications/<receipt>")
def application(receipt: Receipt) -> pages.ApplicationPage:
    return views.application_page(*reading.open(_reader(READ), receipt, Purpose.EXTRACT, wiring.occasion()))


@app.post("/applications/<receipt>/package-link")
def package_link(receipt: Receipt) -> pages.PackageLink:
    package = reading.package(_reader(READ), receipt, wiring.occasion()).package
    url = links.download(package.key, LINK_SECONDS)
    return pages.PackageLink(url=url, expires_in=LINK_SECONDS, sha256=package.sha256)


@app.get("/sealing-key")
def sealing_key() -> pages.SealingKey:
    return pages.SealingKey(public_key=machines.sealing_key(http.machine(RESIDENTS).client_id))


@app.put("/residents/<addressee_number>", status_code=204)
def pair(addressee_number: Addressee, asked: Annotated[SealedRequest, Body()]) -> Response[None]:
    machines.pair(http.machine(RESIDENTS).client_id, addressee_number, asked)
    return Response(204, "application/json", None)


@app.put("/copies/<addressee_number>/<item_id>", status_code=204)
def copy(
    addressee_number: Addressee,
    item_id: Annotated[str, Path(pattern=ITEM)],
    asked: Annotated[CopyRequest, Body()],
) -> Response[None]:
    machines.copy(http.machine(COPIES).client_id, addressee_number, item_id, asked)
    return Response(204, "application/json", None)


@app.put("/representations", status_code=204)
def represent(asked: Annotated[RepresentationRequest, Body()]) -> Response[None]:
    machines.represent(http.machine(RESIDENTS).client_id, asked)
    return Response(204, "application/json", None)


def _reader(scope: str) -> Reader:
    return machines.reader(http.machine(scope).client_id)


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    return http.answer(app, event, context)
