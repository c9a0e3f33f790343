"""Calls as IAM actions, permissions as IAM actions, and the difference between the two."""

from dataclasses import dataclass, field
from typing import Any

from tests.support.permissions import Permission, permissions
from tests.support.policies import Request, allowed
from tests.support.synth import DeployedFunction, Synth, functions

# Where an operation's IAM action has another name than the operation.
NAMED_OTHERWISE = {
    "s3:HeadObject": {"s3:GetObject"},
    "s3:ListObjects": {"s3:ListBucket"},
    "s3:ListObjectsV2": {"s3:ListBucket"},
    "s3:HeadBucket": {"s3:ListBucket"},
    "s3:CopyObject": {"s3:GetObject", "s3:PutObject"},
    "s3:CreateMultipartUpload": {"s3:PutObject"},
    "s3:UploadPart": {"s3:PutObject"},
    "s3:UploadPartCopy": {"s3:GetObject", "s3:PutObject"},
    "s3:CompleteMultipartUpload": {"s3:PutObject"},
    "s3:DeleteObjects": {"s3:DeleteObject"},
    "sqs:SendMessageBatch": {"sqs:SendMessage"},
    "sns:PublishBatch": {"sns:Publish"},
    "lambda:Invoke": {"lambda:InvokeFunction"},
    "ses:SendEmail": {"ses:SendEmail"},
}
PARTS = {
    "Put": "dynamodb:PutItem",
    "Update": "dynamodb:UpdateItem",
    "Delete": "dynamodb:DeleteItem",
    "ConditionCheck": "dynamodb:ConditionCheckItem",
    "Get": "dynamodb:GetItem",
}
# Cognito operations that anybody may call: the pool's own rules decide, not IAM.
FOR_ANYBODY = {
    "cognito-idp:InitiateAuth",
    "cognito-idp:RespondToAuthChallenge",
    "cognito-idp:GetTokensFromRefreshToken",
    "cognito-idp:GetClientToken",
    "cognito-idp:RevokeToken",
    "cognito-idp:AssociateSoftwareToken",
    "cognito-idp:VerifySoftwareToken",
}
# What Lambda itself does in a function's role: its log, its traces, its triggers.
BY_LAMBDA = {
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "sqs:ReceiveMessage",
    "sqs:ChangeMessageVisibility",
    "sqs:GetQueueUrl",
    "sqs:DeleteMessage",
    "sqs:GetQueueAttributes",
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
}
# Permissions that no call of botocore shows: action, and why it is no finding.
UNSEEN = {
    "execute-api:Invoke": "a neighbour's API is called by signed HTTP; an idle one shows as a variable never read",
}


def actions_of(service: str, operation: str, params: Any) -> set[str]:
    """The IAM actions of one call; a transaction is the items it contains."""
    name = f"{service}:{operation}"
    if name in ("dynamodb:TransactWriteItems", "dynamodb:TransactGetItems"):
        return {PARTS[part] for item in params["TransactItems"] for part in item}
    if name in FOR_ANYBODY or service == "sts":
        return set()
    return NAMED_OTHERWISE.get(name, {name})


def of_the_zones_key(permission: Permission) -> bool:
    """The zone's key through a service or a stream: nobody calls KMS for it by hand, and nobody could."""
    if permission.sid.startswith("Via"):
        return True
    return permission.action.startswith("kms:") and permission.resource.endswith("-data/Key>.Arn")


def of_the_trigger(permission: Permission, dead_letters: set[str]) -> bool:
    """What comes with being started: the trigger's own actions, and giving up into its dead-letter queue."""
    gives_up = permission.action == "sqs:SendMessage" and permission.resource in dead_letters
    return gives_up or permission.action in BY_LAMBDA


@dataclass
class Granted:
    """`own`: for the function's own calls. `also`: what comes with its trigger; it may use that, and need not."""

    own: set[str] = field(default_factory=set)
    also: set[str] = field(default_factory=set)


def granted(synth: Synth) -> dict[str, Granted]:
    """What each function's role allows."""
    roles = {}
    for entry, function in functions(synth).items():
        resource = function.resource
        roles[synth.text(resource.stack, resource.properties["Role"]).split(">")[0].strip("<>")] = entry
    allowed = {entry: Granted() for entry in roles.values()}
    for permission in permissions(synth):
        if permission.role in roles and permission.effect == "Allow" and not of_the_zones_key(permission):
            found = allowed[roles[permission.role]]
            side = found.also if of_the_trigger(permission, synth.dead_letters) else found.own
            side.add(permission.action)
    return allowed


def compare(granted: dict[str, Granted], used: dict[str, set[str]]) -> list[str]:
    """Both directions, as lines."""
    found = []
    for entry in sorted(granted.keys() | used.keys()):
        if entry not in granted:
            found.append(f"{entry}: tested, but not deployed")
            continue
        if entry not in used:
            found.append(f"{entry}: deployed, but no function or process test calls it")
            continue
        missing = used[entry] - granted[entry].own - granted[entry].also
        idle = granted[entry].own - used[entry] - set(UNSEEN)
        found += [f"{entry}: calls {action} without a permission" for action in sorted(missing)]
        found += [f"{entry}: may {action} and never does" for action in sorted(idle)]
    return found


Asked = tuple[str, str, str, tuple[tuple[str, str], ...]]  # action, table's name or "", index, context


def asked_of(service: str, operation: str, params: Any) -> set[Asked]:
    """What a policy with conditions would look at: tables and kinds of rows, and what KMS is told."""
    if service == "kms":
        context = {f"kms:EncryptionContext:{key}": value for key, value in params.get("EncryptionContext", {}).items()}
        return {(action, "", "", tuple(sorted(context.items()))) for action in actions_of(service, operation, params)}
    if service != "dynamodb":
        return set()
    if "TransactItems" in params:
        return {
            (PARTS[part], item["TableName"], "", _kind(item.get("Key") or item["Item"]))
            for each in params["TransactItems"]
            for part, item in each.items()
        }
    if "RequestItems" in params:
        return {
            (f"dynamodb:{operation}", table, "", _kind(key))
            for table, wanted in params["RequestItems"].items()
            for key in wanted["Keys"]
        }
    row = params.get("Key") or params.get("Item") or _queried(params)
    return {(f"dynamodb:{operation}", params["TableName"], params.get("IndexName", ""), _kind(row))}


def _queried(params: Any) -> Any:
    """The partition that a query names first: "pk = :pk AND …"."""
    name = params["KeyConditionExpression"].split("=", 1)[1].split()[0]
    return {"pk": params["ExpressionAttributeValues"][name]}


def _kind(row: Any) -> tuple[tuple[str, str], ...]:
    """The kind alone ("ACCOUNT#", "TRUST"): whose row it is, no note needs to hold."""
    kind, mark, _ = row["pk"]["S"].partition("#")
    return (("dynamodb:LeadingKeys", kind + mark if mark or kind.isupper() else "somebody's"),)


def refused(synth: Synth, asked: dict[str, set[Asked]]) -> list[str]:
    """Calls that the tests made and production's policies would refuse, conditions and resources included."""
    found = []
    for entry, function in functions(synth).items():
        role = synth.text(function.resource.stack, function.resource.properties["Role"]).split(">")[0].strip("<>")
        for action, name, index, context in sorted(asked.get(entry, ())):
            if not any(
                allowed(synth, Request(role, action, resource + (f"/index/{index}" if index else ""), told(context)))
                for resource in _resources(synth, function, name)
            ):
                found.append(f"{entry}: {action} on {name or 'its key'} would be refused with {dict(context)}")
    return found


def told(context: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    return {key: [value] for key, value in context}


def _resources(synth: Synth, function: DeployedFunction, name: str) -> list[str]:
    """A test's table has the name of its variable (tests/conftest.py); keys of tests have none, so any will do."""
    if not name:
        return [f"<{key.place}>.Arn" for key in synth.of("AWS::KMS::Key")]
    table = function.environment.get(name.upper().replace("-", "_"))
    return [f"{table}.Arn"] if table else []
