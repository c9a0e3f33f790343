"""Whatever can go wrong unseen has an alarm, every alarm reaches somebody, and says what to do then."""

import re

import pytest

from tests.support.house import ROOT

RUNBOOKS = ROOT / "docs" / "runbooks"
CHAPTERS = (
    "What it means",
    "Who is affected",
    "Look here first",
    "What to do",
    "How to know that it is over",
)


def alarms(synth):
    return synth.of("AWS::CloudWatch::Alarm")


def watched(synth, metric):
    """What the alarms on `metric` look at, as places."""
    found = set()
    for alarm in alarms(synth):
        names = [alarm.properties.get("MetricName")]
        dimensions = list(alarm.properties.get("Dimensions", []))
        for part in alarm.properties.get("Metrics", []):
            inner = part.get("MetricStat", {}).get("Metric", {})
            names.append(inner.get("MetricName"))
            dimensions += inner.get("Dimensions", [])
        if metric in names:
            found |= {synth.text(alarm.stack, dimension["Value"]) for dimension in dimensions}
    return found


def unwatched(synth, resources, *metrics):
    seen = {metric: "\n".join(sorted(watched(synth, metric))) for metric in metrics}
    return [
        f"{resource} has no alarm on {metric}"
        for resource in resources
        for metric in metrics
        if f"<{resource.place}>" not in seen[metric]
    ]


def dead_letter_queues(synth):
    return [queue for queue in synth.of("AWS::SQS::Queue") if f"<{queue.place}>.Arn" in synth.dead_letters]


def composites(synth):
    return synth.of("AWS::CloudWatch::CompositeAlarm")


def windows(synth):
    """The alarms that a composite joins: they tell nobody themselves."""
    rules = "\n".join(synth.text(each.stack, each.properties["AlarmRule"]) for each in composites(synth))
    return {alarm.path for alarm in alarms(synth) if f"<{alarm.place}>.Arn" in rules}


def test_every_alarm_tells_somebody(prod):
    silent = [
        str(alarm)
        for alarm in [*alarms(prod), *composites(prod)]
        if not alarm.properties.get("AlarmActions") and alarm.path not in windows(prod)
    ]

    assert alarms(prod) and composites(prod)
    assert silent == []


def told_to(synth, alarm):
    return {
        synth.text(alarm.stack, action).rsplit("/", 1)[-1].strip("<>") for action in alarm.properties["AlarmActions"]
    }


def test_only_a_promise_that_is_being_spent_wakes_somebody(prod):
    """A single failure is a ticket: who is woken for each stops getting up."""
    waking = [alarm for alarm in [*alarms(prod), *composites(prod)] if "AlarmActions" in alarm.properties]
    waking = [alarm for alarm in waking if told_to(prod, alarm) == {"Page"}]

    assert waking
    assert [str(alarm) for alarm in waking if "/slo-" not in alarm.path] == []


def runbook(alarm):
    found = re.search(r"docs/runbooks/([a-z-]+)\.md$", alarm.properties.get("AlarmDescription", ""))
    return found[1] if found else None


def test_every_alarm_says_what_to_conclude_and_names_its_runbook(prod):
    mute = [
        str(alarm)
        for alarm in [*alarms(prod), *composites(prod)]
        if runbook(alarm) is None or len(alarm.properties["AlarmDescription"]) < 60
    ]

    assert mute == []


def test_every_runbook_that_an_alarm_names_is_there_and_no_other(prod):
    named = {runbook(alarm) for alarm in [*alarms(prod), *composites(prod)]}

    assert named == {page.stem for page in RUNBOOKS.glob("*.md")}


@pytest.mark.parametrize("page", sorted(RUNBOOKS.glob("*.md")), ids=lambda page: page.stem)
def test_a_runbook_says_what_somebody_needs_who_was_just_woken(page):
    text = page.read_text(encoding="utf-8")
    parts = dict(zip(*[iter(re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:])] * 2, strict=True))

    assert tuple(parts) == CHAPTERS
    assert [name for name, part in parts.items() if len(part.split()) < 4] == []
    assert len(text.split()) > 80, "a stub"
    assert re.search(r"^make |^aws ", parts["Look here first"], flags=re.MULTILINE), "an exact command"


def commands(page):
    return re.findall(r"make ([a-z-]+)", page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", sorted(RUNBOOKS.glob("*.md")), ids=lambda page: page.stem)
def test_a_runbooks_commands_exist(page):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))

    assert sorted(set(commands(page)) - targets) == []


def test_every_working_queue_has_a_dead_letter_queue(prod):
    dead = {queue.path for queue in dead_letter_queues(prod)}
    without = [
        str(queue)
        for queue in prod.of("AWS::SQS::Queue")
        if queue.path not in dead and "RedrivePolicy" not in queue.properties
    ]

    assert without == []


def test_every_dead_letter_queue_raises_an_alarm_when_anything_is_in_it(prod):
    dead = dead_letter_queues(prod)

    assert dead
    assert unwatched(prod, dead, "ApproximateNumberOfMessagesVisible") == []


def test_a_dead_letter_is_kept_for_two_weeks(prod):
    short = [
        str(queue)
        for queue in dead_letter_queues(prod)
        if queue.properties.get("MessageRetentionPeriod") != 14 * 24 * 3600
    ]

    assert short == []


def test_every_working_queue_raises_an_alarm_when_it_is_not_kept_up_with(prod):
    dead = {queue.path for queue in dead_letter_queues(prod)}
    working = [queue for queue in prod.of("AWS::SQS::Queue") if queue.path not in dead]

    assert working
    assert unwatched(prod, working, "ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible") == []


def house(synth):
    """Our functions; the CDK's helpers at deployment have no description of ours."""
    return [function for function in synth.of("AWS::Lambda::Function") if "Custom::" not in function.path]


def test_every_function_raises_an_alarm_when_it_fails(prod):
    assert unwatched(prod, house(prod), "Errors", "Throttles") == []


def readers_of_streams(synth):
    """The functions behind a table's stream, each as the text that its mapping names it by."""
    mappings = synth.of("AWS::Lambda::EventSourceMapping")
    streams = [each for each in mappings if "Stream" in synth.text(each.stack, each.properties["EventSourceArn"])]
    named = [synth.text(each.stack, each.properties["FunctionName"]) for each in streams]
    return [function for function in house(synth) if any(function.place in name for name in named)]


def test_every_reader_of_a_stream_raises_an_alarm_when_it_falls_behind(prod):
    assert len(readers_of_streams(prod)) >= 4
    assert unwatched(prod, readers_of_streams(prod), "IteratorAge") == []


def test_every_table_raises_an_alarm_when_it_refuses(prod):
    tables = prod.of("AWS::DynamoDB::GlobalTable")

    assert tables
    assert unwatched(prod, tables, "ReadThrottleEvents", "WriteThrottleEvents") == []


def test_every_process_raises_an_alarm_when_it_fails(prod):
    metrics = ("ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled")

    assert unwatched(prod, prod.of("AWS::StepFunctions::StateMachine"), *metrics) == []


def test_every_api_raises_an_alarm_on_its_own_errors(prod):
    apis = prod.of("AWS::ApiGateway::RestApi")
    named = "\n".join(sorted(watched(prod, "5XXError")))

    assert apis
    assert [str(api) for api in apis if str(api.properties["Name"]) not in named] == []


def test_every_rule_has_a_dead_letter_queue_for_every_target(prod):
    without = [
        f"{rule}: {target['Id']}"
        for rule in prod.of("AWS::Events::Rule")
        for target in rule.properties["Targets"]
        if "DeadLetterConfig" not in target
    ]

    assert without == []


def test_every_rule_raises_an_alarm_when_events_do_not_arrive(prod):
    assert unwatched(prod, prod.of("AWS::Events::Rule"), "FailedInvocations") == []


def test_every_subscription_has_a_dead_letter_queue(prod):
    without = [str(each) for each in prod.of("AWS::SNS::Subscription") if "RedrivePolicy" not in each.properties]

    assert without == []
