"""What a zone's operators see: a dashboard, its promises' alarms and its tables', of whatever stands in the zone."""

from collections.abc import Iterator
from typing import TypeVar

from aws_cdk import Duration
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra import slo
from infra.alarms import FIVE_MINUTES
from infra.constructs import Api, Function, Table, Workflow
from infra.slo import Promise
from infra.zone import ServicesZone

Kind = TypeVar("Kind", bound=Construct)
WAITING = {
    "IntakeWaiting": ("applications/check_signature", "intake-waiting", "applications cannot go on"),
    "InquiryWaiting": ("linkage/find_copy", "inquiry-waiting", "inquiries wait for a provider"),
}
NAMESPACE = "Madoguchi"
WIDE = 24


def observe(zone: ServicesZone) -> None:
    """Called when everything stands: nothing is listed by hand, so nothing is forgotten."""
    if not zone.stage.local:  # the emulator makes no alarm of a sum, and no composite one
        for table in found(zone.data, Table):
            _throttles(zone, table)
    _waits(zone)
    promises = [] if zone.stage.local else list(_promises(zone))
    Dashboard(zone, "Dashboard", zone=zone, promises=promises)


def found(scope: Construct, kind: type[Kind]) -> list[Kind]:
    """Everything of a kind below `scope`, in the order it was made."""
    return [each for each in scope.node.find_all() if isinstance(each, kind)]


def own(zone: ServicesZone, capability: str, name: str, statistic: str = "Sum") -> cloudwatch.Metric:
    """One of the product's metrics that has a capability and no function."""
    dimensions = {"stage": zone.stage.name, "capability": capability}
    return cloudwatch.Metric(
        namespace=NAMESPACE, metric_name=name, dimensions_map=dimensions, statistic=statistic, period=FIVE_MINUTES
    )


def of_table(table: Table, name: str, index: str = "") -> cloudwatch.Metric:
    dimensions = {"TableName": table.name} | ({"GlobalSecondaryIndexName": index} if index else {})
    return cloudwatch.Metric(
        namespace="AWS/DynamoDB", metric_name=name, dimensions_map=dimensions, statistic="Sum", period=FIVE_MINUTES
    )


def _throttles(zone: ServicesZone, table: Table) -> None:
    """The table stands with the data, its alarm with who is told; SUM passes over a metric that has no value."""
    names = ("ReadThrottleEvents", "WriteThrottleEvents")
    parts = [of_table(table, name, index) for index in ("", *table.indexes) for name in names]
    using = {f"m{number}": part for number, part in enumerate(parts)}
    zone.alarms.ticket_of(
        Construct(zone, "-".join(["Table", *table.node.path.split("/")[1:]])),
        "Throttles",
        cloudwatch.MathExpression(expression=f"SUM([{', '.join(using)}])", using_metrics=using, period=FIVE_MINUTES),
        above=0,
        periods=12,
        breaching=1,
        why=f"{'/'.join(table.node.path.split('/')[1:])} refuses reads or writes: a key is too hot, or the account's limit is reached.",
        runbook="table-throttles",
    )


def _waits(zone: ServicesZone) -> None:
    entries = {function.entry for function in found(zone, Function)}
    for name, (entry, runbook, what) in WAITING.items():
        if entry in entries:
            zone.alarms.ticket_of(
                zone,
                name,
                own(zone, entry.split("/")[0], name),
                above=0,
                periods=12,
                breaching=3,
                why=f"For a quarter of an hour {what}: something outside does not answer.",
                runbook=runbook,
            )


def _promises(zone: ServicesZone) -> Iterator[Promise]:
    for api in found(zone, Api):
        yield _availability(zone, api)
        if not api.signed:
            yield _latency(zone, api)
    entries = {function.entry for function in found(zone, Function)}
    for journey in slo.JOURNEYS:
        if journey.entry in entries:
            times = own(zone, journey.capability, journey.metric)
            yield Promise(
                zone,
                journey.slo.slug,
                slo=journey.slo,
                whom=journey.metric,
                ratio=lambda minutes, times=times, slo_=journey.slo: slo.late(times, slo_.within, minutes),
            )


def _availability(zone: ServicesZone, api: Api) -> Promise:
    errors, requests = api.api.metric_server_error(), api.api.metric_count()
    return Promise(
        api,
        slo.AVAILABILITY.slug,
        slo=slo.AVAILABILITY,
        whom=api.description,
        ratio=lambda minutes: slo.unanswered(errors, requests, minutes),
    )


def _latency(zone: ServicesZone, api: Api) -> Promise:
    milliseconds = slo.LATENCY.within * 1000
    return Promise(
        api,
        slo.LATENCY.slug,
        slo=slo.LATENCY,
        whom=api.description,
        ratio=lambda minutes: slo.late(api.api.metric_latency(), milliseconds, minutes),
    )


class Dashboard(Construct):
    """From what people feel down to what it runs on."""

    def __init__(self, scope: Construct, id: str, *, zone: ServicesZone, promises: list[Promise]) -> None:
        super().__init__(scope, id)
        self._zone = zone
        self._board = cloudwatch.Dashboard(self, "Resource", dashboard_name=f"madoguchi-{zone.stage.name}-{zone.zone}")
        self._promised(promises)
        self._journeys()
        self._doors()
        self._functions()
        self._queues()
        self._processes()
        self._tables()

    def _promised(self, promises: list[Promise]) -> None:
        told = [alarm for promise in promises for alarm in promise.told]
        if told:
            self._board.add_widgets(
                cloudwatch.AlarmStatusWidget(title="Promises (docs/slo.md)", alarms=told, width=WIDE, height=4)
            )
        for promise in promises:
            ratio = promise.ratio(60)
            line = cloudwatch.MathExpression(
                expression=ratio.expression, using_metrics=ratio.metrics, period=Duration.hours(1), label="bad share"
            )
            most = cloudwatch.HorizontalAnnotation(value=promise.slo.threshold(slo.BURNS[0]), label="pages")
            self._graph(f"{promise.whom}: {promise.slo.slug}", [line], annotations=[most])

    def _journeys(self) -> None:
        entries = {function.entry for function in found(self._zone, Function)}
        for journey in slo.JOURNEYS:
            if journey.entry in entries:
                shown = [own(self._zone, journey.capability, journey.metric, each) for each in ("p50", "p99")]
                most = cloudwatch.HorizontalAnnotation(value=journey.slo.within, label="promised")
                self._graph(f"{journey.metric}, seconds", shown, annotations=[most])
        waits = [own(self._zone, at.split("/")[0], name) for name, (at, _, _) in WAITING.items() if at in entries]
        self._graph("Waiting for the outside", waits)

    def _doors(self) -> None:
        for api in found(self._zone, Api):
            counted = [api.api.metric_count(), api.api.metric_client_error(statistic="Sum")]
            self._graph(f"{api.description}: requests", [*counted, api.api.metric_server_error(statistic="Sum")])
            times = [api.api.metric_latency(statistic=each) for each in ("p50", "p90", "p99")]
            self._graph(f"{api.description}: milliseconds", times)

    def _functions(self) -> None:
        ours = [each.function for each in found(self._zone, Function)]
        self._graph("Functions: errors", [each.metric_errors() for each in ours])
        self._graph("Functions: throttles", [each.metric_throttles() for each in ours])
        self._graph("Functions: p99 milliseconds", [each.metric_duration(statistic="p99") for each in ours])

    def _queues(self) -> None:
        queues = found(self._zone, sqs.Queue)
        visible = [each.metric_approximate_number_of_messages_visible(statistic="Maximum") for each in queues]
        self._graph("Queues and dead letters: waiting", visible)
        self._graph("Queues: oldest, seconds", [each.metric_approximate_age_of_oldest_message() for each in queues])

    def _processes(self) -> None:
        for flow in found(self._zone, Workflow):
            machine = flow.machine
            ended = [machine.metric_succeeded(), machine.metric_failed(), machine.metric_timed_out()]
            self._graph(f"{flow.definition}: executions", [machine.metric_started(), *ended])
            self._graph(f"{flow.definition}: milliseconds", [machine.metric_time(statistic=p) for p in ("p50", "p99")])

    def _tables(self) -> None:
        tables = found(self._zone.data, Table)
        names = ("ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits")
        self._graph("Tables: units", [of_table(table, name) for table in tables for name in names])
        names = ("ReadThrottleEvents", "WriteThrottleEvents")
        self._graph("Tables: throttled", [of_table(table, name) for table in tables for name in names])

    def _graph(
        self,
        title: str,
        metrics: list[cloudwatch.IMetric],
        annotations: list[cloudwatch.HorizontalAnnotation] | None = None,
    ) -> None:
        if metrics:
            self._board.add_widgets(
                cloudwatch.GraphWidget(title=title, left=metrics, left_annotations=annotations, width=WIDE // 2)
            )
