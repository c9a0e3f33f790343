"""The whole product as stacks: `cdk synth`, `cdk deploy`, with `--context stage=` local | dev | stg | prod.

No AWS call, no git, no clock: synth works offline and gives the same templates every time.
"""

import aws_cdk as cdk

from infra import nag
from infra import stage as stages
from infra.backup import back_up
from infra.observe import observe
from infra.stacks.core import CoreDataZone, CoreZone
from infra.stacks.edge import EdgeZone
from infra.stacks.municipal import MunicipalDataZone, MunicipalZone
from infra.stacks.numbering import NumberingDataZone, NumberingZone
from infra.stacks.portal import PortalDataZone, PortalZone


def build(app: cdk.App) -> None:
    """Zones from the sealed one upward: each knows only those made before it."""
    stage = stages.read(app.node)
    if not stage.local:
        nag.add_gate(app, stops=app.node.try_get_context("nag") != "report")
        EdgeZone(app, stage=stage)
    numbering = NumberingZone(app, stage=stage, data=NumberingDataZone(app, stage=stage))
    core = CoreZone(app, stage=stage, data=CoreDataZone(app, stage=stage), numbering=numbering)
    municipal = MunicipalZone(app, stage=stage, data=MunicipalDataZone(app, stage=stage), core=core)
    portal = PortalZone(app, stage=stage, data=PortalDataZone(app, stage=stage), municipal=municipal, core=core)
    for zone in (numbering, core, municipal, portal):
        observe(zone)
        back_up(zone.data)


if __name__ == "__main__":
    app = cdk.App()
    build(app)
    app.synth()
