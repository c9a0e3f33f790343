"""The catalogue: towns write and publish in the municipal zone; the portal keeps and shows what they published."""

from typing import TYPE_CHECKING

from constructs import Construct

from infra import uses
from infra.constructs import (
    IAM,
    STAFF,
    Announcer,
    Api,
    Bucket,
    Door,
    Function,
    Queue,
    Route,
    Table,
    dead_letters,
    opened,
    tries_through_outage,
)
from infra.zone import ServicesZone

if TYPE_CHECKING:
    from infra.stacks.municipal import MunicipalZone


CATALOGUE = opened("what a town offers is public")
ESTIMATE = opened("a calculation on what the asker says, which is kept nowhere")


class ProceduresAuthoringData(Construct):
    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.table = Table(self, "Table", stream=True)


class ProceduresPublishedData(Construct):
    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.bucket = Bucket(self, "Catalogue")


class ProceduresAuthoring(Construct):
    """The municipal zone's half: officers write, the portal fetches."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        data: ProceduresAuthoringData,
        grants: Table,
        api: Api,
        exchange: Api,
    ) -> None:
        super().__init__(scope, id)
        table = data.table
        get, put = uses.gets(table, "PROCEDURES_TABLE"), uses.puts(table, "PROCEDURES_TABLE")
        asks = uses.queries(grants, "MUNICIPAL_TABLE", of=["STAFF#*"])  # what an officer may write, at every request
        staff = Function(self, "StaffApi", entry="procedures/staff_api", uses=[get, put, asks], door=True)
        Door(
            self,
            "Staff",
            api=api,
            function=staff,
            routes=[
                Route("GET", "/presets", STAFF),
                Route("POST", "/procedures/adoptions", STAFF),
                Route("POST", "/procedures/own", STAFF),
                Route("POST", "/procedures/publications", STAFF),
            ],
        )
        portal = Function(self, "ExchangeApi", entry="procedures/exchange_api", uses=[get], door=True)
        Door(self, "Exchange", api=exchange, function=portal, routes=[Route("GET", "/snapshots/{municipality}", IAM)])
        Announcer(self, "Announce", table=table, entry="procedures/announce", bus=ServicesZone.of(self).bus)


class ProceduresPublished(Construct):
    """The portal's half: publications arrive, everybody reads."""

    def __init__(
        self, scope: Construct, id: str, *, data: ProceduresPublishedData, api: Api, municipal: "MunicipalZone"
    ) -> None:
        super().__init__(scope, id)
        bucket = data.bucket
        read = uses.reads_objects(bucket, "CATALOGUE_BUCKET")
        door = Function(self, "PublicApi", entry="procedures/public_api", uses=[read], door=True)
        Door(
            self,
            "Public",
            api=api,
            function=door,
            routes=[
                Route("GET", "/api/municipalities", CATALOGUE),
                Route("GET", "/api/procedures", CATALOGUE),
                Route("GET", "/api/procedures/{municipality}/{procedure_id}", CATALOGUE),
                Route("POST", "/api/procedures/{municipality}/{procedure_id}/estimate", ESTIMATE),
            ],
        )
        dead = dead_letters(self, "PublicationsDead")  # a town's publication waits until its own door answers
        receive = Function(
            self,
            "Receive",
            entry="procedures/receive",
            uses=[
                read,
                uses.writes_objects(bucket, "CATALOGUE_BUCKET"),
                uses.calls(municipal.exchange, "MUNICIPAL_EXCHANGE_API", ["GET /snapshots/{municipality}"]),
                uses.sends(dead, "DEAD_LETTERS"),
            ],
        )
        Queue(
            self,
            "Publications",
            consumer=receive,
            subscribes=(municipal.bus, "madoguchi.procedures", ["ProcedurePublished"]),
            concurrency=2,
            tries=tries_through_outage(receive),
            dead=dead,
        )
