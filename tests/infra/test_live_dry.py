"""tests/live cannot run without an account, so here each is run dry: every call it makes is one that AWS would take.

A dry client checks its parameters against botocore's model of the operation and answers in the model's shape. Stacks
answer from production's templates, so whatever a live test looks for by its path or its output is really there. What
it then asserts of an answer is for a real stage: a failed assertion ends a dry run as well as a passed one does.
"""

import contextlib
import datetime
import inspect
import json
from dataclasses import dataclass

import boto3
import pytest
from botocore.exceptions import ParamValidationError
from botocore.validate import ParamValidator

from tests.live import test_live
from tests.live.stage import Answer, Live
from tests.statemachines.asl import files

DEEP = 6
MORE = ("NextToken", "nextToken", "NextMarker", "IsTruncated", "Marker", "truncated")
PLAIN = {"boolean": True, "blob": b"x", "map": {}}


def example(shape, depth=0):
    """A value of an AWS shape: one of everything, and no further page."""
    if shape.type_name == "structure":
        members = shape.members.items() if depth < DEEP else ()
        return {name: example(member, depth + 1) for name, member in members if name not in MORE}
    if shape.type_name == "list":
        return [example(shape.member, depth + 1)] if depth < DEEP else []
    if shape.type_name == "string":
        return shape.enum[0] if shape.enum else "{}".ljust(shape.metadata.get("min", 0))
    if shape.type_name == "timestamp":
        return datetime.datetime.now(datetime.UTC)
    return PLAIN.get(shape.type_name, 1)


class Dry:
    """Clients for a dry run; `asked` is every operation they were asked for."""

    def __init__(self, synth):
        self._synth = synth
        self.asked = []
        self._known = {
            "DescribeStacks": self._stack,
            "GetTemplate": lambda params: {"TemplateBody": synth.templates[params["StackName"]]},
            "ListStackResources": self._resources,
        }

    def client(self, service, _stage):
        client = boto3.client(service)

        def answer(operation, params):
            model = client.meta.service_model.operation_model(operation)
            wrong = ParamValidator().validate(params, model.input_shape)
            if wrong.has_errors():
                raise ParamValidationError(report=wrong.generate_report())
            self.asked.append(f"{service}:{operation}")
            known = self._known.get(operation)
            return known(params) if known else example(model.output_shape)

        client._make_api_call = answer
        return client

    def _stack(self, params):
        outputs = self._synth.templates[params["StackName"]].get("Outputs", {})
        return {"Stacks": [{"Outputs": [{"OutputKey": key, "OutputValue": key.lower()} for key in outputs]}]}

    def _resources(self, params):
        found = self._synth.templates[params["StackName"]]["Resources"]
        rows = [
            {"LogicalResourceId": id, "PhysicalResourceId": id, "ResourceType": body["Type"]}
            for id, body in found.items()
        ]
        return {"StackResourceSummaries": rows}


@dataclass
class DryStage(Live):
    """Production's templates, with the tests that write let through: nothing is written."""

    @property
    def may_be_written_to(self):
        return True


def cases():
    """Every live test with every set of its parameters."""
    for name, test in inspect.getmembers(test_live, inspect.isfunction):
        if name.startswith("test_"):
            marks = [mark for mark in getattr(test, "pytestmark", []) if mark.name == "parametrize"]
            yield from (pytest.param(test, given, id=name) for given in (parameters(marks[0]) if marks else [{}]))


def parameters(mark):
    names = mark.args[0] if isinstance(mark.args[0], tuple) else (mark.args[0],)
    for value in mark.args[1]:
        values = getattr(value, "values", value if isinstance(value, tuple) else (value,))
        yield dict(zip(names, values, strict=True))


@pytest.mark.parametrize(("test", "given"), list(cases()))
def test_what_a_live_test_asks_is_what_aws_would_take(test, given, prod):
    dry, fetched = Dry(prod), []

    def get(url, _headers=None):
        fetched.append(url)
        return Answer(200)

    with contextlib.suppress(AssertionError, pytest.skip.Exception):
        test(DryStage("prod", make=dry.client, get=get, pause=lambda _seconds: None), **given)

    assert dry.asked or fetched or "MADOGUCHI_LIVE_MACHINE" in (test.__doc__ or "")
    assert all(url.startswith("https://") for url in fetched)


@pytest.mark.parametrize("wrong", [{"TableNam": "t"}, {"TableName": 1}, {}])
def test_a_call_that_aws_would_not_take_does_not_pass_a_dry_run(wrong, prod):
    with pytest.raises(ParamValidationError):
        Dry(prod).client("dynamodb", "prod").describe_table(**wrong)


def test_a_thing_that_is_called_otherwise_by_now_does_not_pass_a_dry_run(prod):
    live = DryStage("prod", make=Dry(prod).client)

    with pytest.raises(StopIteration):
        live.thing("AWS::IAM::Role", "Madoguchi-prod-portal/Notices/Gone/Role")


@pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)
def test_a_process_is_sent_to_aws_with_no_placeholder_left_and_real_numbers(file):
    sent = test_live.filled(file)
    tasks = [state for state in json.loads(sent)["States"].values() if state["Type"] == "Task"]

    assert "${" not in sent
    assert {state["Resource"] for state in tasks} == {"arn:aws:states:::lambda:invoke"}
    assert all(state["Parameters"]["FunctionName"].startswith(test_live.FUNCTION) for state in tasks)
