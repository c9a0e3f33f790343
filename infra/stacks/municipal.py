"""The municipal zone: one tenancy per town, reached over the closed network alone."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.capabilities.municipal import Municipal, MunicipalData
from infra.capabilities.procedures import ProceduresAuthoring, ProceduresAuthoringData
from infra.constructs import Api
from infra.stacks.core import CoreZone
from infra.stage import Stage
from infra.zone import DataZone, ServicesZone, export

SEGMENT = "10.0.0.0/16"  # the addresses of the LGWAN-connected segment


class MunicipalDataZone(DataZone):
    def __init__(self, scope: Construct, *, stage: Stage) -> None:
        super().__init__(scope, stage=stage, zone="municipal")
        self.procedures = ProceduresAuthoringData(self, "Procedures")
        self.municipal = MunicipalData(self, "Municipal")


class MunicipalZone(ServicesZone):
    data: MunicipalDataZone

    def __init__(self, scope: Construct, *, stage: Stage, data: MunicipalDataZone, core: CoreZone) -> None:
        super().__init__(scope, stage=stage, zone="municipal", data=data)
        self.api = Api(
            self,
            "MunicipalApi",
            description="Municipal: consoles and core systems, over the closed network",
            private=True,
            endpoint=self._entrance(),
        )
        self.api.authorize(data.municipal.staff_pool)
        self.exchange = Api(
            self, "MunicipalExchange", description="Municipal: the portal's deliveries", signed=True, only_zone="portal"
        )
        Municipal(self, "Municipal", data=data.municipal, api=self.api, exchange=self.exchange, core=core)
        ProceduresAuthoring(
            self,
            "Procedures",
            data=data.procedures,
            grants=data.municipal.table,
            api=self.api,
            exchange=self.exchange,
        )
        export(self, "MunicipalApi", self.api.api.rest_api_id)
        export(self, "MunicipalExchange", self.exchange.api.rest_api_id)

    def _entrance(self) -> ec2.InterfaceVpcEndpoint | None:
        """The private API's only entrance: an interface endpoint in the LGWAN-connected segment."""
        if self.stage.local:
            return None
        vpc = ec2.Vpc(
            self,
            "Segment",
            ip_addresses=ec2.IpAddresses.cidr(SEGMENT),
            nat_gateways=0,
            restrict_default_security_group=False,
            subnet_configuration=[
                ec2.SubnetConfiguration(name="lgwan", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=24)
            ],
        )
        flows = self.log_group(vpc, f"/madoguchi/{self.stage.name}/segment")
        vpc.add_flow_log("Flows", destination=ec2.FlowLogDestination.to_cloud_watch_logs(flows))
        named = "Zones are named, or synth would ask the account."
        cdk.Validations.of(vpc).acknowledge(cdk.Acknowledgment(id="CloudFormation-Validate::W3010", reason=named))
        return self._endpoint(vpc)

    @staticmethod
    def _endpoint(vpc: ec2.Vpc) -> ec2.InterfaceVpcEndpoint:
        door = ec2.SecurityGroup(vpc, "Door", vpc=vpc, description="HTTPS from the segment", allow_all_outbound=False)
        door.add_ingress_rule(ec2.Peer.ipv4(SEGMENT), ec2.Port.tcp(443))
        endpoint = vpc.add_interface_endpoint(
            "ExecuteApi",
            service=ec2.InterfaceVpcEndpointAwsService.APIGATEWAY,
            private_dns_enabled=True,
            open=False,
            security_groups=[door],
        )
        ours = cdk.Stack.of(vpc).format_arn(service="execute-api", resource="*")  # the API names the endpoint already
        endpoint.add_to_policy(
            iam.PolicyStatement(principals=[iam.AnyPrincipal()], actions=["execute-api:Invoke"], resources=[ours])
        )
        return endpoint
