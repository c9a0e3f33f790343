"""The portal zone: what a citizen sees. It may call the zones below it; none of them knows it."""

import aws_cdk as cdk
from constructs import Construct

from infra.capabilities.applications import Applications, ApplicationsData
from infra.capabilities.identity import Identity, IdentityData
from infra.capabilities.ledger import Records
from infra.capabilities.notices import Notices, NoticesData
from infra.capabilities.procedures import ProceduresPublished, ProceduresPublishedData
from infra.constructs import Api, Bucket
from infra.firewall import RegionalFirewall
from infra.origin import HEADER, Origin, OriginRotation
from infra.stacks.core import CoreZone
from infra.stacks.municipal import MunicipalZone
from infra.stage import Stage
from infra.web import Web
from infra.zone import DataZone, ServicesZone, export


class PortalDataZone(DataZone):
    def __init__(self, scope: Construct, *, stage: Stage) -> None:
        super().__init__(scope, stage=stage, zone="portal")
        self.identity = IdentityData(self, "Identity")
        self.procedures = ProceduresPublishedData(self, "Procedures")
        self.applications = ApplicationsData(self, "Applications")
        self.notices = NoticesData(self, "Notices")


class PortalZone(ServicesZone):
    data: PortalDataZone

    def __init__(
        self, scope: Construct, *, stage: Stage, data: PortalDataZone, municipal: MunicipalZone, core: CoreZone
    ) -> None:
        super().__init__(scope, stage=stage, zone="portal", data=data)
        self.origin = Origin(self, "Origin")
        self.api = Api(
            self, "PortalApi", description="Portal: the citizen's API", each_door=self.origin.read_by_doors()
        )
        identity = Identity(self, "Identity", data=data.identity, api=self.api, core=core)
        ProceduresPublished(self, "Procedures", data=data.procedures, api=self.api, municipal=municipal)
        Applications(
            self,
            "Applications",
            data=data.applications,
            identity=data.identity,
            procedures=data.procedures,
            api=self.api,
            municipal=municipal,
        )
        Notices(
            self,
            "Notices",
            data=data.notices,
            identity=data.identity,
            procedures=data.procedures,
            api=self.api,
        )
        Records(self, "Records", identity=data.identity, api=self.api, core=core)
        uploads = data.applications.quarantine
        files = Bucket(self, "Files", web=True)  # beside the distribution whose policy it carries; it can be rebuilt
        site = Web(
            self, "Web", files=files, api=self.api, uploads=self._uploads_at(uploads), headers=self.origin.headers
        )
        self._rotate(site)
        if not stage.local:  # the emulator associates no firewall
            RegionalFirewall(self, "Firewall", api=self.api.api, header=HEADER)
        self._export(identity, files, site)

    def _rotate(self, site: Web) -> None:
        """The rotation asks the portal as everybody does; on `local` its name leads nowhere, so the address does."""
        domain = site.distribution.distribution_domain_name
        label = cdk.Fn.select(0, cdk.Fn.split(".", domain))
        port = self.stage.port
        url = f"http://localhost:{port}" if self.stage.local else f"https://{domain}"
        host = f"{label}.cloudfront.localhost:{port}" if self.stage.local else domain
        OriginRotation(self, "Rotation", origin=self.origin, distribution=site.distribution, url=url, host=host)

    def _uploads_at(self, bucket: Bucket) -> str:
        if self.stage.local:
            return f"http://127.0.0.1:{self.stage.port}"  # as the functions call their own cloud when they sign a link
        return f"https://{bucket.bucket.bucket_regional_domain_name}"

    def _export(self, identity: Identity, files: Bucket, site: Web) -> None:
        export(self, "PortalApi", self.api.api.rest_api_id)
        export(self, "Site", site.distribution.distribution_domain_name)
        export(self, "PortalFiles", files.name)
        export(self, "IdentityTable", self.data.identity.table.name)
        export(self, "Quarantine", self.data.applications.quarantine.name)
        export(self, "CitizenPool", identity.pool.user_pool_id)
