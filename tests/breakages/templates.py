"""What a template must never say: each line bends one thing in production's templates, and names who notices."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.support.routes import routes
from tests.support.synth import Resource, Synth

Bend = Callable[[Synth], str]
CLOSED, SIGNED = "COGNITO_USER_POOLS", "AWS_IAM"


@dataclass(frozen=True)
class Bent:
    """`bend` changes the templates and tells a part of what the complaint must name. `rail`: file, and test in it."""

    name: str
    rail: tuple[str, str]
    bend: Bend
    given: dict[str, Any] = field(default_factory=dict)
    names: str = ""  # where the complaint names another thing than the one that was bent


def bent(folder: str, bend: Bend) -> tuple[Synth, str]:
    """The synthesized templates in `folder`, bent; and what must be named."""
    before = Synth(folder)
    name = bend(before)
    after = Synth(folder)
    after.__dict__["templates"] = before.templates  # what its resources are read from
    return after, name


def first(synth: Synth, kind: str, where: Callable[[Resource], object] = lambda _: True) -> Resource:
    found = [each for each in synth.of(kind) if where(each)]
    assert found, f"no {kind} to bend"
    return found[0]


def within(resource: Resource, path: str) -> tuple[Any, str]:
    """The part of the properties that a path as "A.0.B" leads into, and its last word."""
    *parts, last = path.split(".")
    inner: Any = resource.properties
    for part in parts:
        inner = inner[int(part)] if part.isdigit() else inner.setdefault(part, {})
    return inner, last


def said(kind: str, path: str, value: Any, where: Callable[[Resource], object] = lambda _: True) -> Bend:
    """A resource of this kind says `value` there."""

    def bend(synth: Synth) -> str:
        found = first(synth, kind, where)
        inner, last = within(found, path)
        inner[last] = value
        return found.path

    return bend


def unsaid(kind: str, path: str, where: Callable[[Resource], object] = lambda _: True) -> Bend:
    """A resource of this kind does not say it."""

    def bend(synth: Synth) -> str:
        found = first(synth, kind, lambda each: _has(each, path) and where(each))
        inner, last = within(found, path)
        del inner[last]
        return found.path

    return bend


def _has(resource: Resource, path: str) -> bool:
    inner: Any = resource.properties
    for part in path.split("."):
        if part.isdigit():
            inner = inner[int(part)] if isinstance(inner, list) and len(inner) > int(part) else None
        else:
            inner = inner.get(part) if isinstance(inner, dict) else None
        if inner is None:
            return False
    return True


def unwatched(kind: str, metric: str, where: Callable[[Synth, Resource], object] = lambda _s, _r: True) -> Bend:
    """No alarm on `metric` looks at one resource of this kind."""

    def bend(synth: Synth) -> str:
        found = first(synth, kind, lambda each: where(synth, each) and _eyes(synth, each, metric))
        for alarm in _eyes(synth, found, metric):
            del synth.templates[alarm.stack]["Resources"][alarm.id]
        return f"{found.path} has no alarm on {metric}"

    return bend


def _eyes(synth: Synth, watched: Resource, metric: str) -> list[Resource]:
    def looks(alarm: Resource) -> bool:
        text = synth.text(alarm.stack, [each["Value"] for each in _dimensions(alarm)])
        return f"<{watched.place}>" in text and metric in str(alarm.properties)

    return [alarm for alarm in synth.of("AWS::CloudWatch::Alarm") if looks(alarm)]


def _dimensions(alarm: Resource) -> list[dict[str, Any]]:
    inner = [part.get("MetricStat", {}).get("Metric", {}) for part in alarm.properties.get("Metrics", [])]
    return [each for part in [alarm.properties, *inner] for each in part.get("Dimensions", [])]


def route(change: dict[str, Any], was: str, where: str = "") -> Bend:
    """A route of an API whose name holds `where` and that was closed as `was`; without what is None."""

    def bend(synth: Synth) -> str:
        api, name, method = next(
            each for each in routes(synth) if where in each[0] and each[2].get("AuthorizationType") == was
        )
        method.update(change)
        for gone in [key for key, value in change.items() if value is None]:
            del method[gone]
        return f"{api}: {name}"

    return bend


def may(action: str, resource: Any, where: str = "/Notices/") -> Bend:
    """One more statement in a function's policy."""

    def bend(synth: Synth) -> str:
        found = first(synth, "AWS::IAM::Policy", lambda each: where in each.path)
        statement = {"Effect": "Allow", "Action": action, "Resource": resource}
        found.properties["PolicyDocument"]["Statement"].append(statement)
        return action

    return bend


def managed(synth: Synth) -> str:
    found = first(synth, "AWS::IAM::Role", lambda each: "/Notices/" in each.path)
    found.properties["ManagedPolicyArns"] = ["arn:aws:iam::aws:policy/AWSLambda_FullAccess"]
    return "AWSLambda_FullAccess"


def shared_role(synth: Synth) -> str:
    one, two = [each for each in synth.of("AWS::Lambda::Function") if "/Notices/" in each.path][:2]
    two.properties["Role"] = one.properties["Role"]
    return "/Notices/"


def plain_speech(synth: Synth) -> str:
    """The policy of a queue that forbids to speak to it in the clear, gone."""
    found = first(synth, "AWS::SQS::QueuePolicy")
    owner = synth.text(found.stack, found.properties["Queues"][0]).strip("<>")
    del synth.templates[found.stack]["Resources"][found.id]
    return owner


def undeployed(synth: Synth) -> str:
    found = first(synth, "AWS::Lambda::Function", lambda each: each.properties.get("Description") == "notices/compose")
    del synth.templates[found.stack]["Resources"][found.id]
    return "notices/compose"


def without_null(synth: Synth) -> str:
    """`Null` forgotten beside `ForAllValues`: a request that names no key would pass."""
    for policy in synth.of("AWS::IAM::Policy"):
        for statement in policy.properties["PolicyDocument"]["Statement"]:
            if "Null" in statement.get("Condition", {}):
                del statement["Condition"]["Null"]
                return synth.text(policy.stack, policy.properties["Roles"][0]).strip("<>")
    raise AssertionError("no bound on kinds of rows to bend")


def dead_letters_of(synth: Synth, each: Resource) -> bool:
    return f"<{each.place}>.Arn" in synth.dead_letters


def our_function(_synth: Synth, each: Resource) -> bool:
    return ours(each)


MAPPING, QUEUE, TABLE = "AWS::Lambda::EventSourceMapping", "AWS::SQS::Queue", "AWS::DynamoDB::GlobalTable"
FUNCTION, PROCESS, RULE = "AWS::Lambda::Function", "AWS::StepFunctions::StateMachine", "AWS::Events::Rule"
GROUP, ALARM, STAGE = "AWS::Logs::LogGroup", "AWS::CloudWatch::Alarm", "AWS::ApiGateway::Stage"


def of_a_stream(each: Resource) -> bool:
    return "StreamArn" in str(each.properties["EventSourceArn"])


def of_a_queue(each: Resource) -> bool:
    return not of_a_stream(each)


def ours(each: Resource) -> bool:
    return "Custom::" not in each.path


def tells(each: Resource) -> bool:
    return "AlarmActions" in each.properties


def redriven(each: Resource) -> bool:
    return "RedrivePolicy" in each.properties


KEPT, DOORS, ALARMS, TRIGGERS = "test_at_rest", "test_doors", "test_alarms", "test_triggers"
RIGHTS, ABROAD, PRODUCTION, EVENTS = "test_permissions", "test_beyond_the_emulator", "test_production", "test_events"
REPLIES = "test_failures_are_reported_one_by_one"
OPEN = (DOORS, "test_every_route_is_closed_or_on_the_list")
DEAD = (ALARMS, "test_every_dead_letter_queue_raises_an_alarm_when_anything_is_in_it")
ENDLESS = {"setting": "MaximumRetryAttempts", "least": 1, "most": 10_000}

BENT = [
    # Doors
    Bent("a citizen's route born open", OPEN, route({"AuthorizationType": "NONE"}, CLOSED)),
    Bent("an officers' route born open", OPEN, route({"AuthorizationType": "NONE"}, CLOSED, "/Municipal")),
    Bent(
        "a signed route between zones takes a token instead",
        (DOORS, "test_zones_take_signed_calls_from_each_other_and_nothing_else"),
        route({"AuthorizationType": CLOSED}, SIGNED, "/CoreExchange"),
    ),
    Bent(
        "a route asks for a token and nobody checks it",
        (DOORS, "test_an_authorizer_stands_behind_every_token"),
        route({"AuthorizerId": None}, CLOSED),
    ),
    Bent(
        "an API logs bodies",
        (DOORS, "test_no_api_logs_what_it_carries"),
        said(STAGE, "MethodSettings", [{"DataTraceEnabled": True}]),
    ),
    Bent(
        "a process logs what it carries",
        (DOORS, "test_no_process_logs_what_it_carries"),
        said(PROCESS, "LoggingConfiguration.IncludeExecutionData", True),
    ),
    Bent(
        "the caller's address in an access log",
        (ABROAD, "test_every_api_writes_a_line_for_each_request_that_says_what_and_not_who"),
        said(STAGE, "AccessLogSetting.Format", '{"who": "$context.identity.sourceIp"}'),
    ),
    # What is kept
    Bent(
        "a table under AWS's key",
        (KEPT, "test_every_table_names_its_zones_key"),
        unsaid(TABLE, "Replicas.0.SSESpecification"),
    ),
    Bent(
        "a table that cannot be put back",
        (KEPT, "test_every_table_can_be_restored_to_a_point_in_time"),
        said(TABLE, "Replicas.0.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled", False),
    ),
    Bent(
        "a table that a typo deletes",
        (KEPT, "test_every_table_is_protected_from_deletion"),
        said(TABLE, "Replicas.0.DeletionProtectionEnabled", False),
    ),
    Bent(
        "a table that forgets nothing",
        (KEPT, "test_every_table_forgets_what_has_expired"),
        unsaid(TABLE, "TimeToLiveSpecification"),
    ),
    Bent(
        "a public bucket",
        (KEPT, "test_every_bucket_is_private_and_encrypted_with_its_zones_key"),
        said("AWS::S3::Bucket", "PublicAccessBlockConfiguration.BlockPublicPolicy", False),
    ),
    Bent(
        "a queue spoken to without TLS",
        (KEPT, "test_every_bucket_queue_and_topic_is_spoken_to_over_tls_alone"),
        plain_speech,
    ),
    Bent("a queue in the clear", (KEPT, "test_every_queue_is_encrypted"), unsaid(QUEUE, "SqsManagedSseEnabled")),
    Bent(
        "a key that never rotates",
        (KEPT, "test_every_key_rotates_and_stays"),
        said("AWS::KMS::Key", "EnableKeyRotation", False, lambda each: "EnableKeyRotation" in each.properties),
    ),
    Bent(
        "a log group without an end",
        (KEPT, "test_every_log_group_has_an_end_and_its_zones_key"),
        unsaid(GROUP, "RetentionInDays"),
    ),
    Bent(
        "a log group without its zone's key",
        (KEPT, "test_every_log_group_has_an_end_and_its_zones_key"),
        unsaid(GROUP, "KmsKeyId"),
    ),
    Bent(
        "a function that writes to a group of nobody's",
        (KEPT, "test_every_function_writes_to_a_log_group_of_its_own"),
        unsaid(FUNCTION, "LoggingConfig.LogGroup"),
    ),
    # Alarms
    Bent(
        "an alarm that tells nobody",
        (ALARMS, "test_every_alarm_tells_somebody"),
        unsaid(ALARM, "AlarmActions"),
    ),
    Bent(
        "an alarm without its runbook",
        (ALARMS, "test_every_alarm_says_what_to_conclude_and_names_its_runbook"),
        said(
            ALARM, "AlarmDescription", "Something is wrong somewhere; look at the dashboards and find out what.", tells
        ),
    ),
    Bent(
        "dead letters that nobody sees",
        DEAD,
        unwatched(QUEUE, "ApproximateNumberOfMessagesVisible", dead_letters_of),
    ),
    Bent(
        "a queue that falls behind unseen",
        (ALARMS, "test_every_working_queue_raises_an_alarm_when_it_is_not_kept_up_with"),
        unwatched(QUEUE, "ApproximateAgeOfOldestMessage"),
    ),
    Bent(
        "a function that fails unseen",
        (ALARMS, "test_every_function_raises_an_alarm_when_it_fails"),
        unwatched(FUNCTION, "Errors", our_function),
    ),
    Bent(
        "a process that fails unseen",
        (ALARMS, "test_every_process_raises_an_alarm_when_it_fails"),
        unwatched(PROCESS, "ExecutionsFailed"),
    ),
    Bent(
        "a rule whose events do not arrive, unseen",
        (ALARMS, "test_every_rule_raises_an_alarm_when_events_do_not_arrive"),
        unwatched(RULE, "FailedInvocations"),
    ),
    Bent(
        "a table that refuses unseen",
        (ALARMS, "test_every_table_raises_an_alarm_when_it_refuses"),
        unwatched(TABLE, "WriteThrottleEvents"),
    ),
    Bent(
        "a queue without dead letters",
        (ALARMS, "test_every_working_queue_has_a_dead_letter_queue"),
        unsaid(QUEUE, "RedrivePolicy"),
    ),
    Bent(
        "a dead letter that is gone after four days",
        (ALARMS, "test_a_dead_letter_is_kept_for_two_weeks"),
        unsaid(QUEUE, "MessageRetentionPeriod"),
    ),
    Bent(
        "a rule without dead letters",
        (ALARMS, "test_every_rule_has_a_dead_letter_queue_for_every_target"),
        unsaid(RULE, "Targets.0.DeadLetterConfig"),
    ),
    Bent(
        "a subscription without dead letters",
        (ALARMS, "test_every_subscription_has_a_dead_letter_queue"),
        unsaid("AWS::SNS::Subscription", "RedrivePolicy"),
    ),
    # Triggers
    Bent(
        "a queue's reader that answers for the whole batch",
        (TRIGGERS, REPLIES),
        unsaid(MAPPING, "FunctionResponseTypes", of_a_queue),
        {"kind": "queue"},
    ),
    Bent(
        "a stream's reader that answers for the whole batch",
        (TRIGGERS, REPLIES),
        unsaid(MAPPING, "FunctionResponseTypes", of_a_stream),
        {"kind": "stream"},
    ),
    Bent(
        "a stream that retries for ever",
        (TRIGGERS, "test_a_streams_retries_end"),
        unsaid(MAPPING, "MaximumRetryAttempts", of_a_stream),
        ENDLESS,
    ),
    Bent(
        "a failing batch that is not divided",
        (TRIGGERS, "test_a_stream_divides_a_failing_batch"),
        unsaid(MAPPING, "BisectBatchOnFunctionError", of_a_stream),
    ),
    Bent(
        "a stream that gives up into nothing",
        (TRIGGERS, "test_what_a_stream_gives_up_on_is_kept"),
        unsaid(MAPPING, "DestinationConfig", of_a_stream),
    ),
    Bent(
        "a queue that hands out what is still being worked on",
        (TRIGGERS, "test_a_queue_waits_longer_than_its_reader_works"),
        said(QUEUE, "VisibilityTimeout", 30, redriven),
        names="SqsEventSource",
    ),
    Bent(
        "a function called asynchronously",
        (TRIGGERS, "test_nobody_calls_a_function_and_walks_away"),
        said("AWS::Lambda::Permission", "Principal", "events.amazonaws.com"),
    ),
    # Permissions
    Bent("a permission on everything", (RIGHTS, "test_nothing_may_touch_everything"), may("dynamodb:GetItem", "*")),
    Bent(
        "a permission on every table",
        (RIGHTS, "test_nothing_may_touch_everything"),
        may("dynamodb:GetItem", "arn:aws:dynamodb:ap-northeast-1:111111111111:table/*"),
    ),
    Bent(
        "a family of actions",
        (RIGHTS, "test_no_permission_is_a_family_of_actions"),
        may("ses:Send*", {"Fn::GetAtt": ["X", "Arn"]}),
    ),
    Bent(
        "a table may be scanned",
        (RIGHTS, "test_no_function_may_scan_a_table"),
        may("dynamodb:Scan", {"Fn::GetAtt": ["X", "Arn"]}),
    ),
    Bent(
        "a permission nobody has read",
        (RIGHTS, "test_permissions_are_the_ones_a_person_has_read"),
        may("dynamodb:DeleteItem", {"Fn::GetAtt": ["X", "Arn"]}),
    ),
    Bent("a managed policy", (RIGHTS, "test_nobody_has_a_managed_policy"), managed),
    Bent("two functions share a role", (RIGHTS, "test_each_function_has_a_role_of_its_own"), shared_role),
    Bent(
        "another than linkage calls the sealed zone",
        (RIGHTS, "test_only_linkage_may_call_the_sealed_zone"),
        may("execute-api:Invoke", "arn:aws:execute-api:r:a:<Madoguchi-prod-numbering/Sealed>/prod/*"),
        names="/Notices/Compose/Role",
    ),
    Bent(
        "a bound on kinds of rows that a request without a key passes",
        (ABROAD, "test_a_bound_on_kinds_of_rows_holds_for_a_request_that_names_none"),
        without_null,
    ),
    # Stages and events
    Bent(
        "tracing switched off",
        (ABROAD, "test_everything_that_can_be_traced_is"),
        unsaid(FUNCTION, "TracingConfig", ours),
    ),
    Bent(
        "production parks poison",
        (PRODUCTION, "test_production_parks_no_poison"),
        said(FUNCTION, "Environment.Variables.PARK_POISON", "1", ours),
    ),
    Bent(
        "a stand-in's address in production",
        (PRODUCTION, "test_production_templates_do_not_know_the_local_stage"),
        said(FUNCTION, "Environment.Variables.NEIGHBOUR_URL", "http://localhost:4567", ours),
        {"word": "localhost"},
    ),
    Bent(
        "a settable clock in production",
        (PRODUCTION, "test_production_templates_do_not_know_the_local_stage"),
        said(FUNCTION, "Environment.Variables.CLOCK_FILE", "/tmp/clock", ours),
        {"word": "clock_file"},
    ),
    Bent(
        "a function's file that nobody deploys",
        ("test_environment", "test_every_function_file_is_deployed"),
        undeployed,
    ),
    Bent(
        "a rule that listens for what nobody announces",
        (EVENTS, "test_every_event_listened_for_is_written_down"),
        said(RULE, "EventPattern.detail-type", ["NobodySaysThis"]),
    ),
    Bent(
        "a rule on the account's default bus",
        (EVENTS, "test_no_rule_listens_on_the_accounts_default_bus"),
        unsaid(RULE, "EventBusName"),
    ),
]
