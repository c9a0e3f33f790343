"""From the table's stream to the bus, and from the bus to one execution for each receipt and revision."""

import json
import os

import boto3
import pytest
from moto import mock_aws

from tests.functions.applications.surroundings import make_portal
from tests.support.events import LambdaContext, rule_event, sqs_event, stream_event

DATA = {"application_id": "a", "receipt": "RECEIPT", "revision": 1, "account_id": "m", "municipality": "152048"}


@pytest.fixture
def portal(serving, monkeypatch, tmp_path):
    monkeypatch.setenv("CLOCK_FILE", str(tmp_path / "clock.json"))
    with mock_aws():
        monkeypatch.setenv("INTAKE", process())
        yield make_portal(serving, tmp_path / "clock.json")


def process():
    made = boto3.client("stepfunctions").create_state_machine(
        name="intake",
        definition=json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}),
        roleArn="arn:aws:iam::123456789012:role/process",
    )
    return made["stateMachineArn"]


def executions():
    found = boto3.client("stepfunctions").list_executions(stateMachineArn=os.environ["INTAKE"])["executions"]
    return sorted(each["name"] for each in found)


def received(revision=1):
    return rule_event("ApplicationReceived", {**DATA, "revision": revision}, source="madoguchi.applications")


def test_a_submission_starts_one_execution_however_often_it_is_told(portal):
    start = portal.handler("start_intake")

    answers = [start(sqs_event(received()), LambdaContext()) for _ in range(3)]

    assert answers == [{"batchItemFailures": []}] * 3
    assert executions() == ["RECEIPT-1-1"]


def test_a_correction_starts_its_own(portal):
    portal.handler("start_intake")(sqs_event(received(1), received(2)), LambdaContext())

    assert executions() == ["RECEIPT-1-1", "RECEIPT-2-1"]


def test_a_redrive_is_the_next_attempt(portal):
    portal.handler("start_intake")(sqs_event(received()), LambdaContext())
    failed = {"application_id": "a", "receipt": "RECEIPT", "revision": 1, "correlation_id": "c"}

    answers = [portal.handler("redrive_intake")(failed, None) for _ in range(2)]

    assert answers == [{"execution": "RECEIPT-1-2"}, {"execution": "RECEIPT-1-3"}]
    assert executions() == ["RECEIPT-1-1", "RECEIPT-1-2", "RECEIPT-1-3"]


def test_what_an_execution_is_given_are_ids_alone(portal):
    portal.handler("start_intake")(sqs_event(received()), LambdaContext())

    client = boto3.client("stepfunctions")
    (execution,) = client.list_executions(stateMachineArn=os.environ["INTAKE"])["executions"]
    given = json.loads(client.describe_execution(executionArn=execution["executionArn"])["input"])

    assert set(given) == {"application_id", "receipt", "revision", "correlation_id"}


def test_the_tables_events_are_announced(portal):
    boto3.client("events").create_event_bus(Name=os.environ["BUS"])
    event = {
        "type": "ApplicationReceived",
        "source": "madoguchi.applications",
        "event_id": "e",
        "occurred_at": "2026-11-04T14:59:30Z",
        "correlation_id": "c",
        "data": DATA,
    }
    row = {"pk": "APPLICATION#a", "sk": "EVENT#e", "kind": "event", "event": json.dumps(event)}

    told = portal.handler("announce")(stream_event(row), None)

    assert told == {"batchItemFailures": []}
