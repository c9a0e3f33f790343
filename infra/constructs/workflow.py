"""The house's process: an ASL file that runs as it is; what it mentions is what it may touch."""

import re
from collections.abc import Sequence
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_stepfunctions as stepfunctions
from constructs import Construct

from infra.nag import excuse
from infra.uses import Use
from infra.zone import ServicesZone, repository

PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


class Workflow(Construct):
    """`definition` is "<capability>/<process>" under statemachines/. Its placeholders and `uses` must be the same."""

    def __init__(self, scope: Construct, id: str, *, definition: str, uses: Sequence[Use]) -> None:
        super().__init__(scope, id)
        zone = ServicesZone.of(self)
        text = Path(repository(f"statemachines/{definition}.asl.json")).read_text()
        given = {use.name: use.value for use in uses}
        wanted = set(PLACEHOLDER.findall(text)) - {"Partition"}
        if wanted != set(given):
            raise ValueError(f"{definition}: unmatched placeholders {sorted(wanted ^ set(given))}")
        name = f"madoguchi-{zone.stage.name}-{definition.replace('/', '-')}"
        self.role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("states.amazonaws.com"))
        for use in uses:
            use.grant(self.role)
        self.machine = stepfunctions.StateMachine(
            self,
            "Resource",
            state_machine_name=name,
            definition_body=stepfunctions.DefinitionBody.from_string(text),
            definition_substitutions={"Partition": cdk.Aws.PARTITION, **given},
            role=self.role,
            tracing_enabled=not zone.stage.local,
            logs=stepfunctions.LogOptions(
                destination=zone.log_group(self, f"/aws/vendedlogs/states/{name}"),
                level=stepfunctions.LogLevel.ALL,
                include_execution_data=False,
            ),
        )
        excuse(
            self.role,
            "AwsSolutions-IAM5",
            "Traces and vended logs have no resources (test_nothing_may_touch_everything knows their actions).",
            what=r"Resource::\*",
        )
        failed = self.machine.metric_failed(period=cdk.Duration.minutes(1))
        zone.alarm(self, "Failed", failed, above=0, why=f"{definition} failed: redrive it as the next attempt.")

    @property
    def arn(self) -> str:
        return self.machine.state_machine_arn
