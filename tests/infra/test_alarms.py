"""Whatever can go wrong unseen has an alarm, and every alarm reaches somebody."""


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


def test_every_alarm_tells_somebody(prod):
    assert alarms(prod)
    assert [str(alarm) for alarm in alarms(prod) if not alarm.properties.get("AlarmActions")] == []


def test_every_alarm_says_what_to_conclude(prod):
    assert [str(alarm) for alarm in alarms(prod) if not alarm.properties.get("AlarmDescription")] == []


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

    assert unwatched(prod, working, "ApproximateAgeOfOldestMessage") == []


def house(synth):
    """Our functions; the CDK's helpers at deployment have no description of ours."""
    return [function for function in synth.of("AWS::Lambda::Function") if "Custom::" not in function.path]


def test_every_function_raises_an_alarm_when_it_fails(prod):
    assert unwatched(prod, house(prod), "Errors") == []


def test_every_process_raises_an_alarm_when_it_fails(prod):
    assert unwatched(prod, prod.of("AWS::StepFunctions::StateMachine"), "ExecutionsFailed") == []


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
