"""Going back moves an alias one version down, and only if nobody moved it meanwhile."""

import io
import json
import zipfile

import boto3
import pytest
from moto import mock_aws

from ops import rollback
from ops.rollback import Deployed


def code(text):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("door.py", text)
    return packed.getvalue()


@pytest.fixture
def functions():
    with mock_aws(config={"lambda": {"use_docker": False}}):
        iam = boto3.client("iam")
        trust = {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
            ],
        }
        role = iam.create_role(RoleName="role", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        made = boto3.client("lambda")
        for name in ("madoguchi-dev-notices-public-api", "madoguchi-dev-identity-login-api", "another"):
            made.create_function(
                FunctionName=name, Runtime="python3.13", Role=role, Handler="door.handler", Code={"ZipFile": code("1")}
            )
        yield made


def publish(functions, name, text):
    functions.update_function_code(FunctionName=name, ZipFile=code(text))
    return functions.publish_version(FunctionName=name)["Version"]


NAME = "madoguchi-dev-notices-public-api"


def test_a_function_goes_one_version_back(functions):
    for text in "ab":
        publish(functions, NAME, text)
    functions.create_alias(FunctionName=NAME, Name="live", FunctionVersion="2")

    [found] = rollback.deployed(functions, "dev", "notices")
    rollback.go_back(functions, found)

    assert (found.live, found.versions, found.before) == (2, (1, 2), 1)
    assert functions.get_alias(FunctionName=NAME, Name="live")["FunctionVersion"] == "1"


def test_an_alias_that_moved_meanwhile_stays(functions):
    for text in "abc":
        publish(functions, NAME, text)
    functions.create_alias(FunctionName=NAME, Name="live", FunctionVersion="3")
    [found] = rollback.deployed(functions, "dev", "notices")
    functions.update_alias(FunctionName=NAME, Name="live", FunctionVersion="2")

    with pytest.raises(SystemExit, match="moved meanwhile"):
        rollback.go_back(functions, found)

    assert functions.get_alias(FunctionName=NAME, Name="live")["FunctionVersion"] == "2"


def test_there_is_nothing_before_the_first_version():
    assert Deployed("f", live=1, versions=(1,)).before == 0


def test_versions_that_somebody_may_go_back_to_are_kept():
    assert Deployed("f", live=7, versions=(1, 2, 3, 4, 5, 6, 7)).spare(5) == (1, 2)


def test_the_version_that_answers_is_kept_however_old():
    assert Deployed("f", live=1, versions=(1, 2, 3, 4)).spare(2) == (2,)
