"""The house's queue: encrypted, a dead-letter queue behind it, alarms on both, one consumer, fed by events."""

from collections.abc import Sequence
from math import ceil

import aws_cdk as cdk
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_lambda_event_sources as sources
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.alarms import FIVE_MINUTES
from infra.constructs.function import Function
from infra.nag import excuse
from infra.zone import ServicesZone

TRIES = 5
BACKLOG = 1000  # some minutes of work for a queue's ten readers
MOST_TRIES = 1000  # SQS counts no further
OUTAGE_HOURS = 48  # below the four days that a queue keeps a message


def dead_letters(scope: Construct, id: str) -> sqs.Queue:
    """A dead-letter queue that nobody overlooks: anything in it raises the alarm."""
    zone = ServicesZone.of(scope)
    queue = sqs.Queue(
        scope, id, enforce_ssl=True, encryption=sqs.QueueEncryption.SQS_MANAGED, retention_period=cdk.Duration.days(14)
    )
    for rule in ("Serverless-SQSRedrivePolicy", "AwsSolutions-SQS3"):
        excuse(queue, rule, "It is the end of the line: a person looks, then redrives.")
    zone.alarms.ticket_of(
        queue,
        "Depth",
        queue.metric_approximate_number_of_messages_visible(period=cdk.Duration.minutes(1), statistic="Maximum"),
        above=0,
        why="Something accepted was given up on: mend the cause, then redrive this queue.",
        runbook="dead-letters",
    )
    return queue


def tries_through_outage(consumer: Function) -> int:
    """So many tries that a neighbour may be down for 48 hours before a message is given up.

    A try takes one visibility time: on cloud stages six timeouts of the consumer. The consumer itself must then give
    up on what no waiting mends (`give_up`, docs/decisions/0016-patient-queues.md).
    """
    visibility = ServicesZone.of(consumer).stage.visibility_seconds(consumer.timeout_seconds)
    return min(MOST_TRIES, ceil(OUTAGE_HOURS * 3600 / visibility) + TRIES)


class Queue(Construct):
    """`subscribes`: (bus, source, event types) that arrive here; `consumer` reads one message at a time of a batch.

    `tries`: how often a message may fail before it goes to `dead`, which is made here unless the consumer needs it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        consumer: Function,
        subscribes: tuple[events.IEventBus, str, Sequence[str]] | None = None,
        batch: int = 10,
        concurrency: int = 10,
        tries: int = TRIES,
        dead: sqs.Queue | None = None,
    ) -> None:
        super().__init__(scope, id)
        zone = ServicesZone.of(self)
        self.dead = dead or dead_letters(self, "Dead")
        self.queue = sqs.Queue(
            self,
            "Resource",
            enforce_ssl=True,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            visibility_timeout=cdk.Duration.seconds(zone.stage.visibility_seconds(consumer.timeout_seconds)),
            dead_letter_queue=sqs.DeadLetterQueue(queue=self.dead, max_receive_count=tries),
        )
        self._alarms(consumer)
        source = sources.SqsEventSource(
            self.queue, batch_size=batch, report_batch_item_failures=True, max_concurrency=concurrency
        )
        consumer.live.add_event_source(source)
        excuse(
            consumer.live,
            "Serverless-LambdaEventSourceMappingDestination",
            "A queue's reader has no destination of its own: what it fails on too often goes to the queue's dead letters.",
        )
        if subscribes:
            self._subscribe(*subscribes)

    def _alarms(self, consumer: Function) -> None:
        tell = ServicesZone.of(self).alarms.ticket_of
        age = self.queue.metric_approximate_age_of_oldest_message(period=FIVE_MINUTES)
        why = f"{consumer.entry} has not done its oldest message for five minutes: it fails, or a neighbour is away."
        tell(self, "Age", age, above=300, why=why, runbook="queue-age", periods=2)
        depth = self.queue.metric_approximate_number_of_messages_visible(period=FIVE_MINUTES, statistic="Minimum")
        why = f"{consumer.entry} does not keep up: its queue holds more than {BACKLOG} messages and does not empty."
        tell(self, "Backlog", depth, above=BACKLOG, why=why, runbook="queue-backlog", periods=3)

    def _subscribe(self, bus: events.IEventBus, source: str, types: Sequence[str]) -> None:
        rule = events.Rule(
            self, "Rule", event_bus=bus, event_pattern=events.EventPattern(source=[source], detail_type=list(types))
        )
        rule.add_target(targets.SqsQueue(self.queue, dead_letter_queue=dead_letters(self, "Undelivered")))
        ServicesZone.of(self).alarms.ticket_of(
            self,
            "FailedInvocations",
            _rule_failures(rule),
            above=0,
            periods=12,
            breaching=1,
            why="Events did not reach their queue.",
            runbook="rule-failed",
        )


def _rule_failures(rule: events.Rule) -> cloudwatch.Metric:
    return cloudwatch.Metric(
        namespace="AWS/Events",
        metric_name="FailedInvocations",
        dimensions_map={"RuleName": rule.rule_name},
        period=FIVE_MINUTES,
        statistic="Sum",
    )
