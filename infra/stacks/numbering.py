"""The sealed zone: Individual Numbers live here and nowhere else; only linkage may knock."""

from constructs import Construct

from infra.capabilities.numbering import Numbering, NumberingData
from infra.constructs import Api
from infra.stage import Stage
from infra.zone import DataZone, ServicesZone, export


class NumberingDataZone(DataZone):
    def __init__(self, scope: Construct, *, stage: Stage) -> None:
        super().__init__(scope, stage=stage, zone="numbering")
        self.numbering = NumberingData(self, "Numbering")


class NumberingZone(ServicesZone):
    data: NumberingDataZone

    def __init__(self, scope: Construct, *, stage: Stage, data: NumberingDataZone) -> None:
        super().__init__(scope, stage=stage, zone="numbering", data=data)
        self.sealed = Api(self, "Sealed", description="Numbering: sealed, linkage alone", signed=True, only_zone="core")
        Numbering(self, "Numbering", data=data.numbering, api=self.sealed)
        export(self, "Sealed", self.sealed.api.rest_api_id)
