"""The house's function: its own role and log group, a variable and a permission per use, alias `live`, an alarm."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.alarms import FIVE_MINUTES
from infra.nag import excuse
from infra.uses import Use
from infra.zone import ServicesZone, repository


class Function(Construct):
    """`entry` is "<capability>/<file>" under functions/; the callable is always `handler`."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        entry: str,
        uses: Sequence[Use] = (),
        layers: Sequence[str] = ("base",),
        door: bool = False,
        timeout_seconds: int = 30,
        memory_mb: int = 0,
    ) -> None:
        super().__init__(scope, id)
        zone = ServicesZone.of(self)
        stage = zone.stage
        self.entry, self.timeout_seconds = entry, timeout_seconds
        capability, file = entry.split("/")
        name = f"madoguchi-{stage.name}-{capability}-{file}".replace("_", "-")
        logs = zone.log_group(self, f"/madoguchi/{stage.name}/{capability}/{file}")
        self.role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"))
        self.role.add_to_policy(
            iam.PolicyStatement(
                actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[f"{logs.log_group_arn}"]
            )
        )
        self.function = lambda_.Function(
            self,
            "Resource",
            function_name=name,
            description=entry,
            runtime=zone.runtime,
            architecture=lambda_.Architecture.X86_64 if "x86" in stage.wheels else lambda_.Architecture.ARM_64,
            code=lambda_.Code.from_asset(repository(f"functions/{capability}"), exclude=["**/__pycache__", "**/*.pyc"]),
            handler=f"{file}.handler",
            layers=[zone.layer("madoguchi"), *(zone.layer(layer) for layer in layers)],
            role=self.role,
            log_group=logs,
            timeout=cdk.Duration.seconds(timeout_seconds),
            memory_size=memory_mb or (1024 if door else 512),
            tracing=lambda_.Tracing.DISABLED if stage.local else lambda_.Tracing.ACTIVE,
            snap_start=lambda_.SnapStartConf.ON_PUBLISHED_VERSIONS if door and not stage.local else None,
            environment=self._environment(capability, stage.clock_file, uses),
            # Earlier versions stay: going back is moving the alias (ops/rollback.py), which also prunes them.
            current_version_options=lambda_.VersionOptions(removal_policy=cdk.RemovalPolicy.RETAIN),
        )
        published = cdk.Acknowledgment(id="@aws-cdk/aws-lambda:snapStartRequirePublish", reason="The alias `live` is.")
        cdk.Validations.of(self.function).acknowledge(published)
        for use in uses:
            use.grant(self.role)
        self._excuse()
        self.live: lambda_.IFunction = self._alias()
        self._alarms()

    def _alarms(self) -> None:
        """One ticket for an hour of failures: a step that waits for a neighbour fails at every look."""
        tell, hour = ServicesZone.of(self).alarms.ticket_of, {"above": 0, "periods": 12, "breaching": 1}
        errors, throttles = (
            self.function.metric_errors(period=FIVE_MINUTES),
            self.function.metric_throttles(period=FIVE_MINUTES),
        )
        tell(self, "Errors", errors, why=f"{self.entry} raised, or ran out of time.", runbook="function-errors", **hour)
        why = f"{self.entry} was refused a place to run: the account's concurrency is used up."
        tell(self, "Throttles", throttles, why=why, runbook="function-throttles", **hour)

    def _excuse(self) -> None:
        for rule in ("AwsSolutions-L1", "Serverless-LambdaLatestVersion"):
            excuse(self, rule, "3.13 is what the layers' wheels are built and the tests are run for; it is supported.")
        excuse(
            self,
            "Serverless-LambdaDLQ",
            "Nothing calls it asynchronously (test_nobody_calls_a_function_and_walks_away): a door answers its caller, "
            "a queue or a stream keeps what failed, a process retries.",
        )
        if not ServicesZone.of(self).stage.local:
            excuse(
                self.role,
                "AwsSolutions-IAM5",
                "Traces have no resources (test_nothing_may_touch_everything knows the few actions that may say *).",
                what=r"Resource::\*",
            )

    def also(self, use: Use) -> None:
        """One use more, which its door brings along; the version is hashed when the stack is synthesized."""
        self.function.add_environment(use.name, use.value)
        use.grant(self.role)

    @property
    def arn(self) -> str:
        return self.live.function_arn

    def _alias(self) -> lambda_.Alias:
        return lambda_.Alias(self, "Live", alias_name="live", version=self.function.current_version)

    @staticmethod
    def _environment(capability: str, clock_file: str, uses: Sequence[Use]) -> dict[str, str]:
        environment: dict[str, str] = {}
        for use in uses:
            if environment.setdefault(use.name, use.value) != use.value:
                raise ValueError(f"{capability}: {use.name} would hold two values")
        house = {"POWERTOOLS_SERVICE_NAME": capability}
        return environment | house | ({"CLOCK_FILE": clock_file} if clock_file else {})
