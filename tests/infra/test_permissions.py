"""Who may do what in production: written down, read by a person, and never everything."""

import json
import os
from pathlib import Path

import pytest

from tests.support.house import ROOT
from tests.support.permissions import golden, permissions
from tests.support.reach import page, stores

GOLDEN = Path(__file__).with_name("permissions.json")
PAGE = ROOT / "docs/who-can-read.md"

# What AWS offers no narrower resource for: action, and why.
NO_NARROWER = {
    "xray:PutTraceSegments": "X-Ray knows no resources for traces",
    "xray:PutTelemetryRecords": "X-Ray knows no resources for traces",
    "xray:GetSamplingRules": "X-Ray knows no resources for traces",
    "xray:GetSamplingTargets": "X-Ray knows no resources for traces",
    "logs:CreateLogDelivery": "vended logs of a state machine: the delivery API knows no resources",
    "logs:GetLogDelivery": "vended logs of a state machine: the delivery API knows no resources",
    "logs:UpdateLogDelivery": "vended logs of a state machine: the delivery API knows no resources",
    "logs:DeleteLogDelivery": "vended logs of a state machine: the delivery API knows no resources",
    "logs:ListLogDeliveries": "vended logs of a state machine: the delivery API knows no resources",
    "logs:PutResourcePolicy": "vended logs of a state machine: the delivery API knows no resources",
    "logs:DescribeResourcePolicies": "vended logs of a state machine: the delivery API knows no resources",
    "logs:DescribeLogGroups": "vended logs of a state machine: the delivery API knows no resources",
    "dynamodb:ListStreams": "an event source lists streams; the action knows no resource but the table's own streams",
}
# Roles that are not ours: the CDK's own helpers at deployment, by a part of their path.
HELPERS = {"Custom::CDKBucketDeployment": "uploads the portal's files when a stage is deployed, never at run time"}


def lines(permissions):
    return {f"{role}: {line}" for role, found in permissions.items() for line in ["exists", *found]}


def test_permissions_are_the_ones_a_person_has_read(prod):
    """`make golden` rewrites the list; the difference is then read in the change."""
    now = golden(prod)
    if os.environ.get("MADOGUCHI_GOLDEN") == "write":
        GOLDEN.write_text(json.dumps(now, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    assert GOLDEN.is_file(), "no golden permissions: make golden, and read them"
    read = lines(json.loads(GOLDEN.read_text(encoding="utf-8")))
    assert [f"new  {line}" for line in lines(now) - read] + [f"gone {line}" for line in read - lines(now)] == []


def test_the_page_of_who_can_read_what_is_true(prod):
    if os.environ.get("MADOGUCHI_GOLDEN") == "write":
        PAGE.write_text(page(prod), encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == page(prod), "docs/who-can-read.md is old: make golden, and read it"


def test_every_store_stands_on_the_page_and_somebody_reads_it(prod):
    """A table nobody reads is either forgotten or read by a way that the page does not know."""
    kept = {found.place for found in prod.of("AWS::DynamoDB::GlobalTable", "AWS::DynamoDB::Table")}
    shown = {f"Madoguchi-prod-{name.replace(': ', '-data/')}" for name, (readers, _) in stores(prod).items() if readers}

    assert kept
    assert sorted(kept - shown) == []


def helper(role):
    return any(part in role for part in HELPERS)


def everything(resource):
    """Whether a resource names a whole service, account or kind of thing rather than a thing."""
    tail = resource.split(":", 5)[-1] if resource.startswith("arn:") else resource
    return tail in ("*", "/*") or tail.split("/")[0] == "*" or tail.endswith((":*", "table/*", "key/*", "role/*"))


def test_nothing_may_touch_everything(prod):
    wide = [
        f"{found.role}: {found.line}"
        for found in permissions(prod)
        if not helper(found.role) and everything(found.resource) and found.action not in NO_NARROWER
    ]

    assert wide == []


def test_no_permission_is_a_family_of_actions(prod):
    families = [
        f"{found.role}: {found.line}"
        for found in permissions(prod)
        if not helper(found.role) and ("*" in found.action or found.action.startswith("NOT "))
    ]

    assert families == []


def test_nobody_has_a_managed_policy(prod):
    managed = [
        f"{found.role}: {found.resource}"
        for found in permissions(prod)
        if found.action == "managed policy" and not helper(found.role)
    ]

    assert managed == []


@pytest.mark.parametrize(
    "resource", ["*", "arn:aws:dynamodb:region:accountid:table/*", "arn:aws:s3:::*", "arn:aws:logs:r:a:log-group:*"]
)
def test_a_whole_service_is_recognized(resource):
    assert everything(resource)


@pytest.mark.parametrize("resource", ["<Stack/Bucket>.Arn/*", "<Stack/Table>.Arn/index/by_account"])
def test_the_inside_of_one_thing_is_not_everything(resource):
    assert not everything(resource)


def test_each_function_has_a_role_of_its_own(prod):
    roles = [prod.text(function.stack, function.properties["Role"]) for function in prod.of("AWS::Lambda::Function")]

    assert sorted(role for role in set(roles) if roles.count(role) > 1) == []


def test_no_function_may_scan_a_table(prod):
    assert [found.line for found in permissions(prod) if found.action == "dynamodb:Scan"] == []


def test_only_linkage_may_call_the_sealed_zone(prod):
    callers = {
        found.role
        for found in permissions(prod)
        if found.action == "execute-api:Invoke" and "/Sealed" in found.resource
    }

    assert [role for role in sorted(callers) if "/Linkage/" not in role] == []


def test_no_zone_reads_anothers_tables(prod):
    crossing = []
    for found in permissions(prod):
        zone, _, there = found.role.split("/")[0].removesuffix("-data").rpartition("-")
        if found.action.startswith("dynamodb:") and not found.resource.startswith(f"<{zone}-{there}"):
            crossing.append(f"{found.role}: {found.line}")

    assert [line for line in crossing if " on *" not in line] == []
