"""What a function or a process uses: one declaration gives both the variable and the permission, and nothing else.

Verbs are single actions. Keys stay hidden inside them: statements with a Sid `Via...` let a service use the zone's
key on the caller's behalf.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import aws_cdk as cdk
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cognito as cognito
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs

from infra.nag import excuse

if TYPE_CHECKING:
    from infra.constructs.api import Api
    from infra.constructs.bucket import Bucket
    from infra.constructs.function import Function
    from infra.constructs.table import Table
    from infra.constructs.workflow import Workflow
    from infra.origin import Origin

Grant = Callable[[iam.Role], object]


@dataclass(frozen=True)
class Use:
    """`name` is the variable (or placeholder), `value` what it holds, `grant` the permission it brings."""

    name: str
    value: str
    grant: Grant


def _allow(role: iam.Role, actions: Sequence[str], resources: Sequence[str], **more: object) -> None:
    role.add_to_policy(iam.PolicyStatement(actions=list(actions), resources=list(resources), **more))  # type: ignore[arg-type]


def _via(role: iam.Role, key: kms.IKey, service: str, actions: Sequence[str]) -> None:
    """The key, but only through `service`; the emulator does not send kms:ViaService."""
    from infra.zone import Zone

    stage = Zone.of(role).stage
    sid = f"Via{service.title()}{'Writes' if len(actions) > 1 else 'Reads'}{cdk.Names.unique_id(key)[-8:]}"
    condition = {"StringEquals": {"kms:ViaService": f"{service}.{cdk.Stack.of(role).region}.amazonaws.com"}}
    _allow(role, actions, [key.key_arn], sid=sid, conditions={} if stage.local else condition)


def _of(role: iam.Role, kinds: Sequence[str]) -> dict[str, object]:
    """Only rows whose partition key is of these kinds ("ACCOUNT#*"). `ForAllValues` holds where nothing is asked for,
    hence `Null`. The emulator does not send the key (docs/decisions/0030-tenant-rows.md)."""
    from infra.zone import Zone

    if not kinds or Zone.of(role).stage.local:
        return {}
    key = "dynamodb:LeadingKeys"
    return {"conditions": {"ForAllValues:StringLike": {key: list(kinds)}, "Null": {key: "false"}}}


def _item(action: str, keys: Sequence[str]) -> Callable[..., Use]:
    """`of`: the kinds of rows, by their partition key; a neighbour's table is used by kind alone."""

    def use(table: "Table", name: str, *, of: Sequence[str] = ()) -> Use:
        def grant(role: iam.Role) -> None:
            _allow(role, [f"dynamodb:{action}"], [table.arn], **_of(role, of))
            _via(role, table.key, "dynamodb", keys)

        return Use(name, table.name, grant)

    return use


READ, WRITE = ("kms:Decrypt",), ("kms:Decrypt", "kms:GenerateDataKey")
gets = _item("GetItem", READ)
gets_many = _item("BatchGetItem", READ)
puts = _item("PutItem", WRITE)
updates = _item("UpdateItem", WRITE)
deletes = _item("DeleteItem", WRITE)
checks = _item("ConditionCheckItem", READ)


def queries(table: "Table", name: str, *, index: str = "", of: Sequence[str] = ()) -> Use:
    """Query on the table, or on its index alone."""

    def grant(role: iam.Role) -> None:
        _allow(role, ["dynamodb:Query"], [f"{table.arn}/index/{index}" if index else table.arn], **_of(role, of))
        _via(role, table.key, "dynamodb", READ)

    return Use(name, table.name, grant)


def _object(action: str, keys: Sequence[str]) -> Callable[..., Use]:
    def use(bucket: "Bucket", name: str, *, prefix: str = "*") -> Use:
        def grant(role: iam.Role) -> None:
            _allow(role, [f"s3:{action}"], [f"{bucket.arn}/{prefix}"])
            _objects_of(role, bucket, prefix)
            if keys:
                _via(role, bucket.key, "s3", keys)

        return Use(name, bucket.name, grant)

    return use


def _objects_of(role: iam.Role, bucket: "Bucket", prefix: str) -> None:
    """The bucket is the wall here; which object of it, the service says (its keys begin with whose it is)."""
    element = cast("cdk.CfnElement", bucket.bucket.node.default_child)
    named = cdk.Stack.of(bucket).get_logical_id(element)
    excuse(
        role,
        "AwsSolutions-IAM5",
        "One action on the objects of one bucket, by their common beginning where there is one.",
        what=rf"Resource::\S*{named}\S*/{re.escape(prefix)}",
    )


reads_objects = _object("GetObject", READ)
writes_objects = _object("PutObject", WRITE)
deletes_objects = _object("DeleteObject", ())
reads_tags = _object("GetObjectTagging", ())
tags_objects = _object("PutObjectTagging", ())


def lists_objects(bucket: "Bucket", name: str) -> Use:
    return Use(name, bucket.name, lambda role: _allow(role, ["s3:ListBucket"], [bucket.arn]))


def sends(queue: sqs.IQueue, name: str) -> Use:
    return Use(name, queue.queue_url, lambda role: _allow(role, ["sqs:SendMessage"], [queue.queue_arn]))


def publishes(target: sns.ITopic | events.IEventBus, name: str) -> Use:
    """On a topic (value: its ARN) or on a bus (value: its name)."""
    if hasattr(target, "topic_arn"):
        return Use(name, target.topic_arn, lambda role: _allow(role, ["sns:Publish"], [target.topic_arn]))
    return Use(name, target.event_bus_name, lambda role: _allow(role, ["events:PutEvents"], [target.event_bus_arn]))


def starts(workflow: "Workflow", name: str) -> Use:
    return Use(name, workflow.arn, lambda role: _allow(role, ["states:StartExecution"], [workflow.arn]))


def invokes(function: "Function", name: str) -> Use:
    return Use(name, function.arn, lambda role: _allow(role, ["lambda:InvokeFunction"], [function.arn]))


def calls(api: "Api", name: str, routes: Sequence[str]) -> Use:
    """Signed calls of a neighbour's routes, written "POST /deliveries"; the value is the API's base address."""

    def grant(role: iam.Role) -> None:
        _allow(role, ["execute-api:Invoke"], [api.route_arn(route) for route in routes])
        for route in routes:
            if "{" in route:
                method, path = route.split(" ", 1)
                excuse(
                    role,
                    "AwsSolutions-IAM5",
                    f"{route}: the value of a path parameter is checked by the door that answers.",
                    what=rf"Resource::\S*execute-api\S*/v1/{method}{re.sub(r'{[^}]*}', '[*]', path)}",
                )

    return Use(name, api.base_url, grant)


def _key(action: str) -> Callable[..., Use]:
    """`purpose`: what the caller must say it uses the key for; the emulator refuses any such condition."""

    def use(key: kms.IKey, name: str, *, purpose: str = "") -> Use:
        def grant(role: iam.Role) -> None:
            from infra.zone import Zone

            said = {} if not purpose or Zone.of(role).stage.local else {"kms:EncryptionContext:purpose": purpose}
            _allow(role, [f"kms:{action}"], [key.key_arn], conditions={"StringEquals": said} if said else {})

        return Use(name, key.key_id, grant)

    return use


macs, verifies_macs = _key("GenerateMac"), _key("VerifyMac")
encrypts, decrypts = _key("Encrypt"), _key("Decrypt")
data_keys, data_keys_blind = _key("GenerateDataKey"), _key("GenerateDataKeyWithoutPlaintext")
signs, reads_public_key = _key("Sign"), _key("GetPublicKey")


def administers(pool: cognito.IUserPool, name: str, actions: Sequence[str]) -> Use:
    """Admin calls of a user pool, each named ("AdminCreateUser")."""
    named = [f"cognito-idp:{action}" for action in actions]
    return Use(name, pool.user_pool_id, lambda role: _allow(role, named, [pool.user_pool_arn]))


def reads_secret(origin: "Origin", name: str) -> Use:
    """The secret's value; the variable holds its ARN."""

    def grant(role: iam.Role) -> None:
        _allow(role, ["secretsmanager:GetSecretValue"], [origin.arn])
        _via(role, origin.key, "secretsmanager", READ)

    return Use(name, origin.arn, grant)


def rotates_secret(origin: "Origin", name: str) -> Use:
    """A new version of the secret, and which version counts."""
    verbs = ("GetSecretValue", "PutSecretValue", "DescribeSecret", "UpdateSecretVersionStage")

    def grant(role: iam.Role) -> None:
        _allow(role, [f"secretsmanager:{verb}" for verb in verbs], [origin.arn])
        _via(role, origin.key, "secretsmanager", WRITE)

    return Use(name, origin.arn, grant)


def updates_distribution(distribution: cloudfront.Distribution, name: str) -> Use:
    """What one distribution sends; the variable holds its id."""
    actions = [f"cloudfront:{verb}" for verb in ("GetDistribution", "GetDistributionConfig", "UpdateDistribution")]
    return Use(name, distribution.distribution_id, lambda role: _allow(role, actions, [distribution.distribution_arn]))


def sends_email(name: str, *, identity_arn: str, sender: str) -> Use:
    """Mail from one verified identity; the value is the sender's address."""
    return Use(name, sender, lambda role: _allow(role, ["ses:SendEmail"], [identity_arn]))


def setting(name: str, value: str) -> Use:
    """A variable without a permission."""
    return Use(name, value, lambda _role: None)


def lasts(seconds: int, name: str) -> Use:
    """A process's duration, written as an unquoted placeholder, so that tests can shorten it."""
    return Use(name, str(seconds), lambda _role: None)
