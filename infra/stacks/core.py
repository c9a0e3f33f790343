"""The core zone: linkage between institutions, and the ledger of who looked."""

from constructs import Construct

from infra.capabilities.ledger import Ledger, LedgerData
from infra.capabilities.linkage import Linkage, LinkageData
from infra.constructs import Api
from infra.stacks.numbering import NumberingZone
from infra.stage import Stage
from infra.zone import DataZone, ServicesZone, export


class CoreDataZone(DataZone):
    def __init__(self, scope: Construct, *, stage: Stage) -> None:
        super().__init__(scope, stage=stage, zone="core")
        self.linkage = LinkageData(self, "Linkage")
        self.ledger = LedgerData(self, "Ledger")


class CoreZone(ServicesZone):
    data: CoreDataZone

    def __init__(self, scope: Construct, *, stage: Stage, data: CoreDataZone, numbering: NumberingZone) -> None:
        super().__init__(scope, stage=stage, zone="core", data=data)
        self.exchange = Api(self, "CoreExchange", description="Core: the towns' and the portal's calls", signed=True)
        ledger = Ledger(self, "Ledger", data=data.ledger, linkage_data=data.linkage)
        Linkage(self, "Linkage", data=data.linkage, ledger=ledger, sealed=numbering.sealed, api=self.exchange)
        export(self, "CoreExchange", self.exchange.api.rest_api_id)
