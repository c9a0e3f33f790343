"""APIs and their doors: every route says who may come, and none is born open."""

from collections.abc import Sequence
from dataclasses import dataclass

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra.alarms import FIVE_MINUTES
from infra.constructs.function import Function
from infra.nag import excuse
from infra.uses import Use
from infra.zone import ServicesZone


@dataclass(frozen=True)
class Auth:
    kind: str
    scopes: tuple[str, ...] = ()
    why: str = ""


CITIZEN, STAFF, IAM = Auth("citizen"), Auth("staff"), Auth("iam")


def opened(why: str) -> Auth:
    """Open to everybody, for a reason; without one the nag rules stop synth."""
    return Auth("open", why=why)


def scope(*names: str) -> Auth:
    """Machines with one of these scopes of the staff pool's resource server."""
    return Auth("machine", names)


@dataclass(frozen=True)
class Route:
    method: str
    path: str
    auth: Auth


class Api(Construct):
    """A REST API with one stage, `v1`. `private` ones are reachable through interface endpoints alone (cloud stages).

    `each_door`: what every door on it must use, so that no new one is born without it.
    `only_zone`: signed calls are refused unless a role of that zone makes them, whatever else the caller may do.
    """

    def __init__(
        self,
        owner: Construct,
        id: str,
        *,
        description: str,
        endpoint: ec2.IInterfaceVpcEndpoint | None = None,
        private: bool = False,
        signed: bool = False,
        each_door: Use | None = None,
        only_zone: str = "",
    ) -> None:
        super().__init__(owner, id)
        zone = ServicesZone.of(self)
        self._zone, self._authorizer = zone, None
        logs = zone.log_group(self, f"/madoguchi/{zone.stage.name}/api/{id.lower()}")
        closed = private and not zone.stage.local
        self.api = apigateway.RestApi(
            self,
            "Resource",
            rest_api_name=f"madoguchi-{zone.stage.name}-{id.lower()}",
            description=description,
            endpoint_configuration=apigateway.EndpointConfiguration(
                types=[apigateway.EndpointType.PRIVATE if closed else apigateway.EndpointType.REGIONAL],
                vpc_endpoints=[endpoint] if closed and endpoint else None,
            ),
            policy=self._only_through(endpoint) if closed and endpoint else self._only_for(only_zone),
            cloud_watch_role=False,
            deploy_options=apigateway.StageOptions(
                stage_name="v1",
                tracing_enabled=not zone.stage.local,
                throttling_rate_limit=1000,
                throttling_burst_limit=2000,
                access_log_destination=apigateway.LogGroupLogDestination(logs),
                access_log_format=apigateway.AccessLogFormat.custom(
                    '{"requestId":"$context.requestId","route":"$context.httpMethod $context.resourcePath",'
                    '"status":"$context.status","latency":"$context.responseLatency"}'
                ),
            ),
        )
        self._excuse(shielded=private or signed)
        for kind, slug in (
            ("DEFAULT_4XX", "not-allowed"),
            ("DEFAULT_5XX", "internal"),
            ("UNAUTHORIZED", "unauthenticated"),
        ):
            self._gateway_problem(kind, slug)
        self.signed, self.description, self.each_door = signed, description, each_door
        zone.alarms.ticket_of(
            self,
            "ServerErrors",
            self.api.metric_server_error(period=FIVE_MINUTES),
            above=0,
            periods=12,
            breaching=1,
            why=f"{description}: at least one request was answered with a server error.",
            runbook="api-server-errors",
        )

    @property
    def base_url(self) -> str:
        """Where clients of this stage find the API."""
        if self._zone.stage.local:
            return f"http://localhost:{self._zone.stage.port}/_aws/execute-api/{self.api.rest_api_id}/v1"
        return f"https://{self.api.rest_api_id}.execute-api.{cdk.Aws.REGION}.{cdk.Aws.URL_SUFFIX}/v1"

    def authorize(self, pool: cognito.IUserPool) -> None:
        """Whose tokens this API honours; before the first door that asks for one."""
        self._authorizer = apigateway.CognitoUserPoolsAuthorizer(
            self, "Tokens", cognito_user_pools=[pool], results_cache_ttl=cdk.Duration.seconds(0)
        )

    def route_arn(self, route: str) -> str:
        """The ARN of "POST /deliveries/{id}", path parameters as wildcards."""
        method, path = route.split(" ", 1)
        parts = ["*" if part.startswith("{") else part for part in path.strip("/").split("/")]
        return self.api.arn_for_execute_api(method, "/" + "/".join(parts), "v1")

    def mount(self, route: Route, integration: apigateway.LambdaIntegration) -> None:
        resource = self.api.root.resource_for_path(route.path)
        method = resource.add_method(route.method, integration, **self._authorization(route))
        if route.auth.kind == "iam":
            excuse(
                method,
                "AwsSolutions-COG4",
                "Another zone's function signs the call with its role: no person, no token.",
            )
        if route.auth.why:
            excuse(method, "AwsSolutions-APIG4", f"Open by intent: {route.auth.why}.")
            excuse(method, "AwsSolutions-COG4", f"Open by intent: {route.auth.why}.")

    def _excuse(self, *, shielded: bool) -> None:
        excuse(
            self.api,
            "AwsSolutions-APIG2",
            "The door validates every body against its model and names the wrong field in the asker's language; "
            "the gateway's validator would say only that the body is invalid (tests/contracts/test_openapi.py).",
        )
        excuse(
            self.api,
            "AwsSolutions-APIG6",
            "Execution logs write the paths of requests, which carry receipt numbers. Access logs say what is needed: "
            "route, status, latency (test_no_api_logs_what_it_carries).",
        )
        if shielded or ServicesZone.of(self).stage.local:
            excuse(
                self.api,
                "AwsSolutions-APIG3",
                "Nobody from the internet gets so far as a rule: the gateway answers signed calls of named roles, or "
                "calls through its own endpoint, and refuses all others before a firewall would look.",
            )

    def _authorization(self, route: Route) -> dict[str, object]:
        kinds = apigateway.AuthorizationType
        if self.signed != (route.auth.kind == "iam"):
            raise ValueError(f"{route.method} {route.path}: signed APIs take signed calls, the others none")
        if route.auth.kind == "open":
            return {"authorization_type": kinds.NONE}
        if route.auth.kind == "iam":
            return {"authorization_type": kinds.IAM}
        if self._authorizer is None:
            raise ValueError(f"{route.method} {route.path}: its API has no pool yet: call authorize first")
        scopes = {"authorization_scopes": list(route.auth.scopes)} if route.auth.scopes else {}
        return {"authorization_type": kinds.COGNITO, "authorizer": self._authorizer, **scopes}

    def _gateway_problem(self, kind: str, slug: str) -> None:
        """The gateway's own refusals are problem+json too; 4XX keeps the status it had."""
        self.api.add_gateway_response(
            kind.title().replace("_", ""),
            type=apigateway.ResponseType.of(kind),
            response_headers={"Cache-Control": "'no-store'"},
            templates={
                "application/json": f'{{"type":"https://madoguchi.example/problems/{slug}","title":"{slug}",'
                '"detail":$context.error.messageString,"correlation_id":"$context.requestId"}'
            },
        )

    def _only_for(self, zone: str) -> iam.PolicyDocument | None:
        """A zone's roles begin with the name of its stack, which CloudFormation gives them. The emulator knows no
        `aws:PrincipalArn`."""
        if not zone or self._zone.stage.local:
            return None
        roles = f"arn:{cdk.Aws.PARTITION}:iam::{self._zone.account}:role/Madoguchi-{self._zone.stage.name}-{zone}-*"
        others = iam.PolicyStatement(
            effect=iam.Effect.DENY,
            principals=[iam.AnyPrincipal()],
            actions=["execute-api:Invoke"],
            resources=["execute-api:/*"],
            conditions={"ArnNotLike": {"aws:PrincipalArn": roles}},
        )
        return iam.PolicyDocument(statements=[others])

    @staticmethod
    def _only_through(endpoint: ec2.IInterfaceVpcEndpoint) -> iam.PolicyDocument:
        anyone: dict[str, object] = {"principals": [iam.AnyPrincipal()], "actions": ["execute-api:Invoke"]}
        here = ["execute-api:/*"]
        elsewhere = {"StringNotEquals": {"aws:SourceVpce": endpoint.vpc_endpoint_id}}
        return iam.PolicyDocument(
            statements=[
                iam.PolicyStatement(resources=here, **anyone),  # type: ignore[arg-type]
                iam.PolicyStatement(effect=iam.Effect.DENY, resources=here, conditions=elsewhere, **anyone),  # type: ignore[arg-type]
            ]
        )


class Door(Construct):
    """One function's routes on an API: a door is a capability seen from one side of a trust boundary."""

    def __init__(self, owner: Construct, id: str, *, api: Api, function: Function, routes: Sequence[Route]) -> None:
        super().__init__(owner, id)
        if api.each_door:
            function.also(api.each_door)
        integration = apigateway.LambdaIntegration(function.live, scope_permission_to_method=False)
        for route in routes:
            api.mount(route, integration)
