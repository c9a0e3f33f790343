"""The house's process: an ASL file that runs as it is; what it mentions is what it may touch."""

import re
from collections.abc import Sequence
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_stepfunctions as stepfunctions
from constructs import Construct

from infra.alarms import FIVE_MINUTES
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
        self.definition = definition
        self._alarms()

    def _alarms(self) -> None:
        tell, hour = ServicesZone.of(self).alarms.ticket_of, {"above": 0, "periods": 12, "breaching": 1}
        why = f"{self.definition} failed: nothing goes on by itself; mend the cause, then begin its next attempt."
        tell(self, "Failed", self.machine.metric_failed(period=FIVE_MINUTES), why=why, runbook="process-failed", **hour)
        why = f"{self.definition} ran out of time: nothing goes on by itself."
        late = self.machine.metric_timed_out(period=FIVE_MINUTES)
        tell(self, "TimedOut", late, why=why, runbook="process-timed-out", **hour)
        why = f"{self.definition} is slowed down: the account's transitions are used up."
        slowed = self.machine.metric_throttled(period=FIVE_MINUTES)
        tell(self, "Throttled", slowed, why=why, runbook="process-throttled", **hour)

    @property
    def arn(self) -> str:
        return self.machine.state_machine_arn
