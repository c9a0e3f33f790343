"""The sealed zone by HTTP, and the process by Step Functions, as linkage calls them."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError

from madoguchi.linkage.inquiry_process import InquiryProcess
from madoguchi.linkage.sealed_http import SealedHttp


class Sealed:
    """Records what is asked; answers like the sealed door."""

    def __init__(self):
        self.asked = []

    def get(self, path):
        self.asked.append((path, None))
        return {"public_key": "key"}

    def post(self, path, body):
        self.asked.append((path, body))
        return {"person_id": "person"}


def test_numbers_and_serials_go_in_bodies_never_in_addresses():
    http = Sealed()
    sealed = SealedHttp(http)

    assert (sealed.sealing_key(), sealed.person("sealed"), sealed.person_by_serial("serial")) == ("key",) + (
        "person",
    ) * 2
    assert http.asked == [
        ("/sealing-key", None),
        ("/persons", {"sealed": "sealed"}),
        ("/persons/by-serial", {"serial": "serial"}),
    ]


@pytest.fixture
def machine(aws):
    definition = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})
    role = "arn:aws:iam::123456789012:role/process"
    made = boto3.client("stepfunctions").create_state_machine(name="m", definition=definition, roleArn=role)
    return made["stateMachineArn"]


def test_the_same_attempt_is_one_execution_with_ids_only(machine):
    states = boto3.client("stepfunctions")
    for _ in range(2):
        InquiryProcess(states, machine).start("number", 1, "correlation")

    (execution,) = states.list_executions(stateMachineArn=machine)["executions"]
    given = json.loads(states.describe_execution(executionArn=execution["executionArn"])["input"])
    assert given == {"processing_number": "number", "attempt": 1, "correlation_id": "correlation"}


def test_another_failure_is_not_taken_for_success(aws):
    with pytest.raises(ClientError):
        InquiryProcess(boto3.client("stepfunctions"), "arn:aws:states:ap-northeast-1:1:stateMachine:none").start(
            "n", 1, "c"
        )
