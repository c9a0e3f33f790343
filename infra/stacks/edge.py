"""The edge, in us-east-1 where CloudFront reads it: the web application firewall before the portal.

Deployed first; its output is the portal's setting `web_acl_arn` (docs/deploy.md). The local stage has no edge: its
emulator associates no firewall.
"""

from constructs import Construct

from infra.firewall import EdgeFirewall
from infra.stage import EDGE_REGION, Stage
from infra.zone import Zone, export


class EdgeZone(Zone):
    def __init__(self, scope: Construct, *, stage: Stage) -> None:
        super().__init__(scope, f"Madoguchi-{stage.name}-edge", stage=stage, zone="edge", region=EDGE_REGION)
        firewall = EdgeFirewall(self, "Firewall")
        export(self, "WebAclArn", firewall.arn)
