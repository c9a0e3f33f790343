"""cfn-lint reads every production template as CloudFormation will: types, values, references, limits."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cfnlint.api import ManualArgs, lint_file

from infra.stage import EDGE_REGION, REGION


@dataclass(frozen=True)
class Passed:
    """One rule, where it may be broken, and why. `where` sees (template, path of the match)."""

    rule: str
    where: Callable[[dict, list], bool]
    reason: str


def depends_on_its_role(template, path):
    """Of a resource that runs as a role: without the order it could start before its role's policy exists."""
    runs = {
        "AWS::Lambda::Function",
        "AWS::StepFunctions::StateMachine",
        "AWS::GuardDuty::MalwareProtectionPlan",
        "AWS::SecretsManager::RotationSchedule",
    }
    return path[0] == "Resources" and path[2] == "DependsOn" and template["Resources"][path[1]]["Type"] in runs


def tells_an_id_of_the_data_stack(_template, path):
    return path[0] == "Outputs" and path[1].startswith("Out")


EXCEPTIONS = (
    Passed("W3005", depends_on_its_role, "the CDK orders a role and its policy before whoever runs as it"),
    Passed("W6001", tells_an_id_of_the_data_stack, "tools look for a zone's ids in one place, the services stack"),
)


def linted(file):
    """(rule, path, message) of every finding that is no exception, and the exceptions that were needed."""
    template = json.loads(file.read_text(encoding="utf-8"))
    region = EDGE_REGION if "-edge." in file.name else REGION
    wrong, needed = [], set()
    for found in lint_file(file, config=ManualArgs(regions=[region])):
        path = list(found.path or [])
        passes = [each for each in EXCEPTIONS if each.rule == found.rule.id and each.where(template, path)]
        needed |= {each.rule for each in passes}
        if not passes:
            wrong.append(f"{file.stem}: {found.rule.id} at {'/'.join(map(str, path))}: {found.message}")
    return wrong, needed


def test_cloudformation_has_nothing_to_say_about_the_templates(prod):
    results = [linted(file) for file in sorted(Path(prod.folder).glob("*.template.json"))]

    assert results
    assert [line for wrong, _ in results for line in wrong] == []
    assert sorted({each.rule for each in EXCEPTIONS} - {rule for _, needed in results for rule in needed}) == []


@pytest.mark.parametrize(
    ("resource", "rule"),
    [
        ({"Type": "AWS::SQS::Queue", "Properties": {"VisibilityTimeout": "soon"}}, "E3012"),
        ({"Type": "AWS::SQS::Queue", "Properties": {"RedriveAllowPolicy": {"Ref": "Nobody"}}}, "E1020"),
        ({"Type": "AWS::SQS::Queue", "Properties": {"Visibility": 30}}, "E3002"),
    ],
)
def test_it_finds_what_cloudformation_would_refuse(resource, rule, tmp_path):
    file = tmp_path / "Stack.template.json"
    file.write_text(json.dumps({"Resources": {"Queue": resource}}), encoding="utf-8")

    wrong, _ = linted(file)

    assert [line.split()[1] for line in wrong] == [rule]
