"""The pipeline proves before it deploys, asks before production, and may do in an account what that account's CDK may."""

import json
import os
import re
import subprocess
import sys

import pytest

from infra.settings import SETTINGS
from tests.support.house import ROOT
from tests.support.once import once


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    def synthesized(folder):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "CDK_"))}
        context = json.dumps(json.loads((ROOT / "cdk.json").read_text())["context"])
        made = subprocess.run(
            [sys.executable, "-m", "infra.pipeline"],
            cwd=ROOT,
            env=kept | {"CDK_OUTDIR": str(folder), "CDK_CONTEXT_JSON": context},
            capture_output=True,
            text=True,
            check=False,
        )
        assert made.returncode == 0, made.stderr[-3000:]
        return json.loads((folder / "Madoguchi-pipeline.template.json").read_text())

    return once(tmp_path_factory, "synth-pipeline", synthesized)


def of(template, kind):
    return {id: body["Properties"] for id, body in template["Resources"].items() if body["Type"] == kind}


def stages(template):
    [pipeline] = of(template, "AWS::CodePipeline::Pipeline").values()
    return {stage["Name"]: sorted(stage["Actions"], key=lambda a: a["RunOrder"]) for stage in pipeline["Stages"]}


def commands(template):
    projects = of(template, "AWS::CodeBuild::Project")
    return {id: json.loads(body["Source"]["BuildSpec"])["phases"]["build"]["commands"] for id, body in projects.items()}


def test_nothing_is_deployed_before_it_is_proved(template):
    assert list(stages(template)) == ["Source", "Prove", "Dev", "Stg", "Prod"]


def test_production_is_deployed_after_somebody_read_the_difference_and_said_yes(template):
    names = [action["Name"] for action in stages(template)["Prod"]]

    assert names == ["Diff", "Yes", "Deploy", "Check"]
    assert stages(template)["Prod"][1]["ActionTypeId"]["Category"] == "Approval"


def test_every_deployment_is_checked_on_the_cloud_itself(template):
    found = stages(template)

    assert all(
        [action["Name"] for action in found[name]][-2:] == ["Deploy", "Check"] for name in ("Dev", "Stg", "Prod")
    )


def test_each_command_is_one_that_a_person_can_run(template):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    asked = {command.split()[1] for each in commands(template).values() for command in each}

    assert asked == {"test", "deploy", "diff", "live"}
    assert asked <= targets


def test_a_deployment_may_become_the_cdks_roles_of_its_own_account_and_nobody_else(template):
    accounts = {settings.account for settings in SETTINGS.values()}
    assumed = [
        resource
        for policy in of(template, "AWS::IAM::Policy").values()
        for statement in policy["PolicyDocument"]["Statement"]
        if "sts:AssumeRole" in statement["Action"] and any("CodeBuild" not in str(r) for r in [statement["Resource"]])
        for resource in (statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]])
        if isinstance(resource, str)
    ]

    assert assumed
    pattern = r"arn:aws:iam::(\d{12}):role/cdk-hnb659fds-(deploy|file-publishing|lookup)-role-\1-[a-z0-9-]+"
    assert all(re.fullmatch(pattern, resource) for resource in assumed)
    assert {re.fullmatch(pattern, resource)[1] for resource in assumed} <= accounts


def test_proving_a_commit_may_deploy_nothing(template):
    proving = [
        policy["PolicyDocument"]["Statement"]
        for id, policy in of(template, "AWS::IAM::Policy").items()
        if id.startswith("ProveRole")
    ]

    assert proving
    assert "cdk-hnb659fds" not in json.dumps(proving)


def test_nobody_holds_a_standing_key(template):
    assert of(template, "AWS::IAM::User") == {}
    assert of(template, "AWS::IAM::AccessKey") == {}
