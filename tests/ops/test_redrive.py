"""What was given up on goes back to where it was going, whole, and only when it is told to."""

import io
import json

import boto3
import pytest
from botocore.exceptions import ClientError

from ops import executions, redrive
from ops.redrive import Cloud, Dead
from ops.streams import again
from tests.support.tables import make_table

MACHINE_ROLE = "arn:aws:iam::123456789012:role/process"


class Lambda:
    """Functions by name, and what they were asked."""

    def __init__(self, answer):
        self.answer, self.asked = answer, []

    def invoke(self, **given):
        self.asked.append((given["FunctionName"], json.loads(given["Payload"])))
        return {"Payload": io.BytesIO(json.dumps(self.answer).encode())}


@pytest.fixture
def cloud(aws):
    made = Cloud("local")
    made.made.update({name: boto3.client(name) for name in ("sqs", "events", "dynamodb", "dynamodbstreams", "lambda")})
    made.made["sfn"] = boto3.client("stepfunctions")
    return made


@pytest.fixture
def queue(cloud):
    """(its URL, its dead letters' URL)."""
    dead = cloud.sqs.create_queue(QueueName="Madoguchi-local-portal-CasesDead")["QueueUrl"]
    arn = cloud.attributes(dead)["QueueArn"]
    policy = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 5})
    live = cloud.sqs.create_queue(QueueName="Madoguchi-local-portal-Cases", Attributes={"RedrivePolicy": policy})
    return live["QueueUrl"], dead


def bodies(cloud, url):
    found = cloud.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return sorted(message["Body"] for message in found)


def test_a_place_is_listed_with_its_depth_its_age_and_why(cloud, queue):
    cloud.sqs.send_message(QueueUrl=queue[1], MessageBody="a name that nobody should see")

    (line,) = redrive.listed(cloud)

    assert (
        line
        == "Madoguchi-local-portal-CasesDead  1 of a queue  0.0 h  its reader gave it up: see the log by message id"
    )


def test_an_empty_place_is_not_listed(cloud, queue):
    assert redrive.listed(cloud) == []
    assert [dead.kind for dead in redrive.places(cloud)] == ["queue"]


def test_messages_go_back_and_none_stays(cloud, queue):
    live, dead = queue
    for body in ("one", "two", "three"):
        cloud.sqs.send_message(QueueUrl=dead, MessageBody=body)
    (place,) = redrive.places(cloud)

    assert redrive._each(cloud, place, lambda message: redrive._put_back(cloud, place, message)) == 3
    assert bodies(cloud, live) == ["one", "three", "two"]
    assert redrive.depth(cloud, place) == 0


@pytest.mark.parametrize(("code", "went"), [(None, -1), ("AWS.SimpleQueueService.UnsupportedOperation", 1)])
def test_sqs_moves_them_where_it_can_and_else_they_are_carried(cloud, queue, monkeypatch, code, went):
    def move(**_):
        if code:
            raise ClientError({"Error": {"Code": code}}, "StartMessageMoveTask")

    monkeypatch.setattr(cloud.sqs, "start_message_move_task", move)
    cloud.sqs.send_message(QueueUrl=queue[1], MessageBody="one")

    assert redrive.redrive(cloud, redrive.places(cloud)[0]) == went


def test_a_crash_between_back_and_out_leaves_it_in_both(cloud, queue, monkeypatch):
    live, dead = queue
    cloud.sqs.send_message(QueueUrl=dead, MessageBody="one")
    (place,) = redrive.places(cloud)
    monkeypatch.setattr(cloud.sqs, "delete_message", lambda **_: (_ for _ in ()).throw(ConnectionError))

    with pytest.raises(ConnectionError):
        redrive._each(cloud, place, lambda message: redrive._put_back(cloud, place, message))

    assert bodies(cloud, live) == ["one"]
    held = cloud.attributes(dead)
    assert int(held["ApproximateNumberOfMessagesNotVisible"]) + int(held["ApproximateNumberOfMessages"]) == 1


def test_without_yes_nothing_moves(cloud, queue, capsys):
    live, dead = queue
    cloud.sqs.send_message(QueueUrl=dead, MessageBody="one")

    assert redrive._queue(cloud, "Madoguchi-local-portal-CasesDead", yes=False) == 0

    assert "1 would go back" in capsys.readouterr().out
    assert bodies(cloud, live) == []


def test_an_unknown_place_is_said_to_be_unknown(cloud, queue, capsys):
    assert redrive._queue(cloud, "Nowhere", yes=True) == 1
    assert "no dead-letter queue is called Nowhere" in capsys.readouterr().out


def test_what_a_rule_could_not_deliver_goes_to_the_rules_queue(cloud, queue):
    live, _ = queue
    undelivered = cloud.sqs.create_queue(QueueName="Madoguchi-local-portal-CasesUndelivered")["QueueUrl"]
    arns = {url: arn for arn, url in cloud.queues.items()}
    cloud.events.create_event_bus(Name="portal")
    cloud.events.put_rule(Name="cases", EventBusName="portal", EventPattern='{"source": ["madoguchi.municipal"]}')
    target = {"Id": "1", "Arn": arns[live], "DeadLetterConfig": {"Arn": arns[undelivered]}}
    cloud.events.put_targets(Rule="cases", EventBusName="portal", Targets=[target])
    told = {"ERROR_CODE": {"DataType": "String", "StringValue": "NO_PERMISSIONS"}}
    cloud.sqs.send_message(QueueUrl=undelivered, MessageBody='{"detail-type": "CaseDecided"}', MessageAttributes=told)

    (line,) = redrive.listed(cloud)
    place = next(dead for dead in redrive.places(cloud) if dead.kind == "rule")
    redrive._each(cloud, place, lambda message: redrive._put_back(cloud, place, message))

    assert line.endswith("NO_PERMISSIONS")
    assert bodies(cloud, live) == ['{"detail-type": "CaseDecided"}']


@pytest.fixture
def stream(cloud):
    """A table with two event rows and a record that no reader is shown, and the failure record of its stream."""
    make_table("applications-table", stream=True)
    own = {"pk": {"S": "A"}, "sk": {"S": "RECORD"}, "kind": {"S": "record"}, "asked_at": {"S": "2026-11-04T14:59:30Z"}}
    cloud.dynamodb.put_item(TableName="applications-table", Item=own)
    for number, at in enumerate(("2026-11-04T14:59:30Z", "2026-11-09T10:00:00Z")):
        event = {"S": json.dumps({"type": "ApplicationReceived", "occurred_at": at})}
        item = {"pk": {"S": "A"}, "sk": {"S": str(number)}, "kind": {"S": "event"}, "event": event}
        cloud.dynamodb.put_item(TableName="applications-table", Item=item)
    arn = cloud.dynamodb.describe_table(TableName="applications-table")["Table"]["LatestStreamArn"]
    info = {
        "streamArn": arn,
        "shardId": "shardId-gone",
        "startSequenceNumber": "1",
        "endSequenceNumber": "1",
        "batchSize": 1,
        "approximateArrivalOfFirstRecord": "2026-11-04T14:59:31Z",
        "approximateArrivalOfLastRecord": "2026-11-04T14:59:31Z",
    }
    return {"DDBStreamBatchInfo": info, "requestContext": {"condition": "RetryAttemptsExhausted"}}


def test_what_a_stream_gave_up_is_read_from_the_table_and_announced_again(cloud, stream):
    cloud.made["lambda"] = Lambda({"batchItemFailures": []})
    cloud.made["dynamodbstreams"] = Trimmed()

    assert again(cloud, {"FunctionArn": "announce"}, stream)

    ((function, payload),) = cloud.made["lambda"].asked
    (record,) = payload["Records"]
    assert (function, record["eventName"]) == ("announce", "INSERT")
    assert "2026-11-04T14:59:30Z" in record["dynamodb"]["NewImage"]["event"]["S"]


def test_what_its_reader_does_not_take_stays_in_the_dead_letters(cloud, stream):
    cloud.made["lambda"] = Lambda({"batchItemFailures": [{"itemIdentifier": "1"}]})
    cloud.made["dynamodbstreams"] = Trimmed()
    url = cloud.sqs.create_queue(QueueName="Madoguchi-local-portal-AnnounceDead")["QueueUrl"]
    cloud.sqs.send_message(QueueUrl=url, MessageBody=json.dumps(stream))
    dead = Dead("AnnounceDead", url, "stream", {"FunctionArn": "announce"})

    assert redrive.reason(dead, redrive.peeked(cloud, dead)[0]) == "RetryAttemptsExhausted"
    assert redrive.redrive(cloud, dead) == 0
    assert int(cloud.attributes(url)["ApproximateNumberOfMessagesNotVisible"]) == 1


class Trimmed:
    """A stream after its day."""

    def get_shard_iterator(self, **_):
        raise ClientError({"Error": {"Code": "TrimmedDataAccessException"}}, "GetShardIterator")


@pytest.fixture
def failed(cloud):
    """Two executions that ended badly; the first one has been carried on."""
    made = cloud.sfn.create_state_machine(
        name="madoguchi-local-applications-intake",
        definition=json.dumps({"StartAt": "Stop", "States": {"Stop": {"Type": "Fail", "Error": "KeyError"}}}),
        roleArn=MACHINE_ROLE,
    )
    for name in ("R1-1-1", "R1-1-2", "R2-1-1"):
        begun = cloud.sfn.start_execution(
            stateMachineArn=made["stateMachineArn"], name=name, input=json.dumps({"receipt": name[:2]})
        )
        cloud.sfn.stop_execution(executionArn=begun["executionArn"])
    return cloud


def test_a_failed_execution_goes_on_as_its_next_attempt_once(failed, capsys):
    failed.made["lambda"] = Lambda({"execution": "R1-1-3"})

    assert executions.redrive_failed(failed, "applications-intake", yes=True) == 0

    asked = sorted(given["receipt"] for _, given in failed.made["lambda"].asked)
    assert asked == ["R1", "R2"]
    assert {name for name, _ in failed.made["lambda"].asked} == {"madoguchi-local-applications-redrive-intake:live"}
    assert "goes on as R1-1-3" in capsys.readouterr().out


def test_a_failed_execution_is_only_shown_without_yes(failed, capsys):
    failed.made["lambda"] = Lambda({})

    executions.redrive_failed(failed, "applications-intake", yes=False)

    assert failed.made["lambda"].asked == []
    assert "R2-1-1" in capsys.readouterr().out


def test_an_inquirys_next_attempt_is_asked_at_the_operators_door(cloud):
    cloud.made["lambda"] = Lambda({"statusCode": 204})

    assert executions._inquiry(cloud, {"processing_number": "n" * 26}) == "goes on"

    ((_, event),) = cloud.made["lambda"].asked
    assert event["path"] == f"/operator/inquiries/{'n' * 26}/redrive"


def test_that_request_opens_the_operators_door(core_door):
    said = core_door(executions._request("POST", f"/operator/inquiries/{'n' * 26}/redrive"))

    assert said["statusCode"] == 404  # no such inquiry: it was understood


@pytest.fixture
def core_door(aws):
    import importlib
    import os

    from tests.support.events import LambdaContext

    make_table(os.environ["INQUIRIES_TABLE"])
    module = importlib.import_module("functions.linkage.operator_api")
    return lambda event: module.handler(event, LambdaContext())
