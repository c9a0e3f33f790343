"""`make logs` on AWS in memory: a receipt's lines out of every group, its executions, the queues that hold something."""

import json
import time
from datetime import UTC, datetime, timedelta

import boto3
import pytest

from ops.logs import Stage, follow
from ops.story import STATIONS

RECEIPT, CHAIN = "RECEIPT234567892", "chain-of-the-receipt"
ROLE = "arn:aws:iam::123456789012:role/process"
NOW = datetime.now(UTC)


def write(logs, group, *lines):
    logs.create_log_group(logGroupName=group)
    logs.create_log_stream(logGroupName=group, logStreamName="one")
    events = [{"timestamp": int(time.time() * 1000) + number, "message": text} for number, text in enumerate(lines)]
    logs.put_log_events(logGroupName=group, logStreamName="one", logEvents=events)


def line(station, **keys):
    capability, function = station.place.split("/")
    place = {"capability": capability, "function": function, "message": station.message}
    return json.dumps({**place, "correlation_id": CHAIN, "duration_ms": 1, **station.has, **keys})


@pytest.fixture
def stage(aws):
    logs, sqs, states = boto3.client("logs"), boto3.client("sqs"), boto3.client("stepfunctions")
    submit, announced = STATIONS[:2]
    write(
        logs, "/madoguchi/local/applications/public_api", "START RequestId", line(submit, receipt=RECEIPT, revision=1)
    )
    write(logs, "/madoguchi/local/applications/announce", line(announced), line(announced, correlation_id="not-hers"))
    write(logs, "/madoguchi/dev/applications/announce", line(announced))
    url = sqs.create_queue(QueueName="Madoguchi-local-portal-Dead")["QueueUrl"]
    sqs.create_queue(QueueName="Madoguchi-local-portal-Empty")
    sqs.send_message(QueueUrl=url, MessageBody="{}")
    definition = json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}})
    machine = states.create_state_machine(
        name="madoguchi-local-applications-intake", definition=definition, roleArn=ROLE
    )["stateMachineArn"]
    states.start_execution(stateMachineArn=machine, name=f"{RECEIPT}-1-1", input="{}")
    return Stage("local", boto3.client)


def test_a_receipt_is_followed_through_every_group_of_its_stage(stage):
    told = "\n".join(follow(stage, RECEIPT, NOW - timedelta(hours=1)))

    assert f"receipt {RECEIPT}: 2 lines in 1 chains: {CHAIN}" in told
    assert "not-hers" not in told
    assert "applications/announce" in told
    assert f"applications-intake {RECEIPT}-1-1" in told
    assert "Madoguchi-local-portal-Dead: 1 waiting" in told
    assert "Empty" not in told
    assert "it stands after: announced; next is: intake starts" in told
