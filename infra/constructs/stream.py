"""Readers of a table's stream: in order, bounded in retries and age, and what is given up on is kept."""

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_lambda_event_sources as sources
from constructs import Construct

from infra import uses
from infra.alarms import FIVE_MINUTES
from infra.constructs.function import Function
from infra.constructs.queue import dead_letters
from infra.constructs.table import Table
from infra.uses import Use
from infra.zone import ServicesZone

MOST_BEHIND_MS = 60_000


def parks_poison(scope: Construct) -> Use:
    """PARK_POISON: only the local stage, whose emulator ignores a stream's retry limits, passes over a bad record."""
    return uses.setting("PARK_POISON", "1" if ServicesZone.of(scope).stage.local else "0")


class StreamReader(Construct):
    """`function` reads the new rows of `kind` from `table`'s stream. Two readers a stream at the most."""

    def __init__(self, scope: Construct, id: str, *, table: Table, function: Function, kind: str) -> None:
        super().__init__(scope, id)
        pattern = {
            "eventName": lambda_.FilterRule.is_equal("INSERT"),
            "dynamodb": {"NewImage": {"kind": {"S": lambda_.FilterRule.is_equal(kind)}}},
        }
        function.live.add_event_source(
            sources.DynamoEventSource(
                table.table,
                starting_position=lambda_.StartingPosition.TRIM_HORIZON,
                batch_size=25,
                bisect_batch_on_error=True,
                retry_attempts=20,
                max_record_age=cdk.Duration.hours(20),
                report_batch_item_failures=True,
                on_failure=sources.SqsDlq(dead_letters(self, "Dead")),
                filters=[lambda_.FilterCriteria.filter(pattern)],
            )
        )

        self._alarm(function)

    def _alarm(self, function: Function) -> None:
        ServicesZone.of(self).alarms.ticket_of(
            self,
            "Age",
            function.function.metric("IteratorAge", statistic="Maximum", period=FIVE_MINUTES),
            above=MOST_BEHIND_MS,
            why=f"{function.entry} is behind its stream: what was saved is not announced, and what comes later waits.",
            runbook="stream-age",
        )


class Announcer(Construct):
    """The one announcer of a table: its event rows go to the zone's bus."""

    def __init__(self, scope: Construct, id: str, *, table: Table, entry: str, bus: events.IEventBus) -> None:
        super().__init__(scope, id)
        self.function = Function(self, "Function", entry=entry, uses=[uses.publishes(bus, "BUS"), parks_poison(self)])
        StreamReader(self, "Stream", table=table, function=self.function, kind="event")
