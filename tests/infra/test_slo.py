"""The promises: what the templates' own arithmetic says of outages, leaks and noise, minute by minute."""

import json
import os
import random
import re
from itertools import accumulate, pairwise

import pytest

from infra import pages, slo
from infra.observe import NAMESPACE, WAITING
from tests.support.house import ROOT, entries
from tests.support.synth import functions

CATALOGUE = json.loads((ROOT / "layers/madoguchi/python/madoguchi/metrics.json").read_text(encoding="utf-8"))
DAY = 24 * 60
BUSY, QUIET = 60, 1  # requests a minute


class Series:
    """What happened, minute by minute: (all, bad) pairs."""

    def __init__(self, minutes):
        self.total = [0, *accumulate(total for total, _ in minutes)]
        self.bad = [0, *accumulate(bad for _, bad in minutes)]

    def __len__(self):
        return len(self.total) - 1

    def statistic(self, wanted, minute, period):
        """As CloudWatch gives it for the period that ends with `minute`; None without any value."""
        since = max(0, minute + 1 - period)
        total = self.total[minute + 1] - self.total[since]
        bad = self.bad[minute + 1] - self.bad[since]
        if wanted.startswith("PR"):
            return 100 * (total - bad) / total if total else None
        return {"SampleCount": total, "Sum": bad}[wanted] if total else None


class Window:
    """One alarm of a template: its metrics' periods and statistics, its expression, its threshold."""

    def __init__(self, properties):
        parts = properties["Metrics"]
        (told,) = [part for part in parts if part.get("ReturnData", True)]
        self.metrics = {part["Id"]: part["MetricStat"] for part in parts if "MetricStat" in part}
        self.code = compile(told["Expression"].replace("IF(", "IF_("), "expression", "eval")
        self.threshold, self.periods = properties["Threshold"], properties["EvaluationPeriods"]
        assert properties["ComparisonOperator"] == "GreaterThanThreshold"
        assert properties["TreatMissingData"] == "notBreaching"
        assert self.periods == 1

    def above(self, series, minute):
        values = {id: series.statistic(each["Stat"], minute, each["Period"] // 60) for id, each in self.metrics.items()}
        if None in values.values():
            return False
        found = eval(self.code, {"IF_": lambda test, yes, no: yes if test else no}, values)
        return found > self.threshold


class Promise:
    """The burns of one promise as a template has them, slowest last: [(composite, [window, window])]."""

    def __init__(self, synth, composites):
        alarms = {f"<{each.place}>.Arn": each for each in synth.of("AWS::CloudWatch::Alarm")}
        self.burns = []
        for composite in composites:
            rule = synth.text(composite.stack, composite.properties["AlarmRule"])
            assert re.fullmatch(r'\(ALARM\("[^"]+"\) AND ALARM\("[^"]+"\)\)', rule), rule
            joined = [Window(alarms[arn].properties) for arn in re.findall(r'ALARM\("([^"]+)"\)', rule)]
            pages_ = "/Page>" in synth.text(composite.stack, composite.properties["AlarmActions"][0])
            self.burns.append((pages_, joined))

    def fires(self, series, *, page, since=0):
        """The first minute at which a page (or a ticket) goes out, None when none does."""
        burns = [joined for pages_, joined in self.burns if pages_ is page]
        return next((m for m in range(since, len(series)) if self.on(series, m, burns)), None)

    def on(self, series, minute, burns):
        return any(all(window.above(series, minute) for window in joined) for joined in burns)

    def over(self, series, since):
        """The first minute after `since` at which no page burns."""
        burns = [joined for pages_, joined in self.burns if pages_]
        return next(m for m in range(since, len(series)) if not self.on(series, m, burns))


@pytest.fixture(scope="module")
def promises(prod):
    """By slug: one promise as synthesized, of an API that has it or of its own zone."""
    found = {}
    for composite in prod.of("AWS::CloudWatch::CompositeAlarm"):
        place = composite.place.rsplit("/", 1)[0]
        found.setdefault(place, []).append(composite)
    return {place: Promise(prod, burns) for place, burns in found.items()}


@pytest.fixture(scope="module")
def one(promises):
    return {place.rsplit("/", 1)[-1]: promise for place, promise in promises.items()}


SLUGS = [each.slug for each in slo.promised()]
GOAL = {each.slug: each.goal for each in slo.promised()}


def calm(minutes, rate=BUSY):
    return [(rate, 0)] * minutes


def shared(minutes, share, rate=BUSY):
    """`share` of the requests bad, spread evenly."""
    due = [int(share * rate * m) for m in range(minutes + 1)]
    return [(rate, after - before) for before, after in pairwise(due)]


def test_every_promise_has_its_three_burns_where_it_is_kept(promises):
    assert {place.rsplit("/", 1)[-1] for place in promises} == set(SLUGS)
    assert {place: len(each.burns) for place, each in promises.items() if len(each.burns) != len(slo.BURNS)} == {}


def test_every_api_promises_to_answer_and_those_that_people_wait_for_to_be_quick(prod, promises):
    apis = {api.place: api for api in prod.of("AWS::ApiGateway::RestApi")}
    signed = {place for place, api in apis.items() if api.properties["Name"].endswith(("exchange", "sealed"))}

    assert {place for place in apis if f"{place}/slo-availability" in promises} == set(apis)
    assert {place for place in apis if f"{place}/slo-latency" in promises} == set(apis) - signed


@pytest.mark.parametrize(
    ("slug", "within"),
    [("slo-availability", 1), ("slo-latency", 9), ("slo-arrival-to-inbox", 9), ("slo-notice-delay", 44)],
)
def test_when_nothing_works_any_more_somebody_is_woken_within_minutes(slug, within, one):
    outage = Series(calm(DAY) + shared(120, 1.0))

    woken = one[slug].fires(outage, page=True, since=DAY)

    assert woken is not None
    assert woken - DAY <= within


def test_two_of_a_hundred_requests_failing_wake_somebody_within_the_hour(one):
    woken = one["slo-availability"].fires(Series(calm(DAY) + shared(120, 0.02)), page=True, since=DAY)

    assert 30 <= woken - DAY <= 50


def test_a_slow_leak_is_a_ticket_within_the_day_and_wakes_nobody(one):
    leak = Series(calm(DAY) + shared(2 * DAY, 0.004))

    assert one["slo-availability"].fires(leak, page=True, since=DAY) is None
    assert one["slo-availability"].fires(leak, page=False, since=DAY) - DAY <= 20 * 60


@pytest.mark.parametrize("slug", SLUGS)
def test_what_the_budget_allows_is_noise(slug, one):
    """A week of failures drawn at random, as many as a kept promise has, by an uneven traffic."""
    draw = random.Random(2020)
    bad = 1 - GOAL[slug]
    week = []
    for minute in range(7 * DAY):
        rate = BUSY if 8 * 60 <= minute % DAY < 20 * 60 else 3
        week.append((rate, sum(draw.random() < bad for _ in range(rate))))

    assert one[slug].fires(Series(week), page=True, since=DAY) is None
    assert one[slug].fires(Series(week), page=False, since=DAY) is None


@pytest.mark.parametrize("slug", SLUGS)
def test_at_night_a_few_failures_of_few_requests_wake_nobody(slug, one):
    night = calm(DAY) + calm(8 * 60, QUIET)
    for minute in (240, 241, 242, 243):
        night[DAY + minute] = (QUIET, QUIET)

    assert one[slug].fires(Series(night), page=True, since=DAY) is None


@pytest.mark.parametrize("slug", SLUGS)
def test_at_night_an_outage_still_wakes_somebody(slug, one):
    night = Series(calm(DAY) + calm(4 * 60, QUIET) + shared(3 * 60, 1.0, QUIET))

    assert one[slug].fires(night, page=True, since=DAY) is not None


def test_when_it_works_again_the_page_ends_within_the_short_window(one):
    trouble = 20
    history = Series(calm(DAY) + shared(trouble, 1.0) + calm(60))

    assert one["slo-availability"].over(history, DAY + trouble) - (DAY + trouble) <= 30


@pytest.mark.parametrize("burn", slo.BURNS, ids=lambda burn: f"{burn.rate:g}")
def test_a_threshold_can_be_reached(burn):
    """A goal of 90 % and 14.4 times would ask for more than everything to fail."""
    assert [each.slug for each in slo.promised() if not 0 < each.threshold(burn) < 1] == []


def test_no_period_is_longer_than_cloudwatch_takes(prod):
    seconds = [
        part["MetricStat"]["Period"]
        for alarm in prod.of("AWS::CloudWatch::Alarm")
        for part in alarm.properties.get("Metrics", [])
        if "MetricStat" in part
    ]

    assert seconds
    assert max(seconds) <= 86_400


def test_every_metric_of_ours_that_infra_watches_is_one_that_the_product_measures(prod):
    named = [journey.metric for journey in slo.JOURNEYS] + list(WAITING)
    watched = set()
    for resource in prod.of("AWS::CloudWatch::Alarm"):
        given = resource.properties
        for metric in [
            given,
            *(part["MetricStat"]["Metric"] for part in given.get("Metrics", []) if "MetricStat" in part),
        ]:
            if metric.get("Namespace") == NAMESPACE:
                dimensions = [each["Name"] for each in metric["Dimensions"]]
                watched.add((metric["MetricName"], tuple(sorted(dimensions))))

    assert CATALOGUE["namespace"] == NAMESPACE
    assert {name for name, _ in watched} == set(named)
    assert {(name, tuple(sorted(CATALOGUE["metrics"][name]["dimensions"]))) for name in named} == watched


def test_the_function_that_keeps_a_promise_is_deployed_once(prod):
    kept = {journey.entry for journey in slo.JOURNEYS} | {entry for entry, _, _ in WAITING.values()}

    assert kept <= set(functions(prod)) & set(entries())


def test_the_pages_are_what_the_code_says():
    """`make golden` writes them anew; the difference is then read in the change."""
    written = {"slo.md": pages.slo_page(), "metrics.md": pages.metrics_page(CATALOGUE)}
    for name, text in written.items():
        if os.environ.get("MADOGUCHI_GOLDEN") == "write":
            (ROOT / "docs" / name).write_text(text, encoding="utf-8")

    assert {name: (ROOT / "docs" / name).read_text(encoding="utf-8") for name in written} == written


def place_names(synth, zone, *types):
    stacks = [stack for stack in synth.templates if stack.removesuffix("-data").endswith(f"-{zone}")]
    return [resource for resource in synth.of(*types) if resource.stack in stacks]


@pytest.mark.parametrize("zone", ["portal", "municipal", "core", "numbering"])
def test_a_zones_dashboard_shows_everything_that_stands_in_the_zone(zone, prod):
    (board,) = place_names(prod, zone, "AWS::CloudWatch::Dashboard")
    text = prod.text(board.stack, board.properties["DashboardBody"])
    shown = [
        *(
            each
            for each in place_names(prod, zone, "AWS::Lambda::Function")
            if each.properties.get("Description") in entries()
        ),
        *place_names(prod, zone, "AWS::SQS::Queue", "AWS::StepFunctions::StateMachine", "AWS::DynamoDB::GlobalTable"),
    ]
    apis = [each.properties["Name"] for each in place_names(prod, zone, "AWS::ApiGateway::RestApi")]

    assert shown and apis
    assert [str(each) for each in shown if f"<{each.place}>" not in text] == []
    assert [name for name in apis if name not in text] == []


def test_no_stack_comes_near_the_most_resources_that_cloudformation_takes(prod):
    crowded = {stack: len(template["Resources"]) for stack, template in prod.templates.items()}

    assert {stack: count for stack, count in crowded.items() if count > 475} == {}
