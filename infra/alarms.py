"""Who is told of what: a page when people are not served now, a ticket for what waits until the morning; each with its runbook."""

from pathlib import Path

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_cloudwatch_actions as actions
from aws_cdk import aws_sns as sns
from constructs import Construct

RUNBOOKS = Path(__file__).parent.parent / "docs" / "runbooks"
FIVE_MINUTES = Duration.minutes(5)
ABOVE = cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD


class Alarms(Construct):
    """A zone's two topics. `page` wakes somebody, so only a promise being spent goes there (infra/slo.py)."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.page = sns.Topic(self, "Page", enforce_ssl=True)
        self.ticket = sns.Topic(self, "Ticket", enforce_ssl=True)

    def ticket_of(
        self,
        scope: Construct,
        id: str,
        metric: cloudwatch.IMetric,
        *,
        above: float,
        why: str,
        runbook: str,
        periods: int = 1,
        breaching: int = 0,
    ) -> cloudwatch.Alarm:
        """An alarm that opens a ticket. `why` says what a person should conclude, `runbook` what she does.

        `breaching` of `periods` must be above: 1 of 12 holds one ticket for an hour instead of opening twelve.
        """
        alarm = cloudwatch.Alarm(
            scope,
            id,
            metric=metric,
            threshold=above,
            evaluation_periods=periods,
            datapoints_to_alarm=breaching or periods,
            comparison_operator=ABOVE,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
            alarm_description=described(why, runbook),
        )
        alarm.add_alarm_action(actions.SnsAction(self.ticket))
        return alarm


def described(why: str, runbook: str) -> str:
    """The alarm's text: what to conclude, and where it says what to do. A runbook that is not written stops the synth."""
    if not (RUNBOOKS / f"{runbook}.md").is_file():
        raise ValueError(f"an alarm needs its runbook: docs/runbooks/{runbook}.md")
    return f"{why} Runbook: docs/runbooks/{runbook}.md"
