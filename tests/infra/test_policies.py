"""Requests put to production's policies, each with the answer AWS must give: walls between zones, tenants, purposes.

The emulator fails open or closed on most of these conditions, so it proves none of them. `tests/live` asks AWS itself.
"""

import pytest

from tests.support.policies import Request, allowed, identity_policies

ZONES = ("portal", "municipal", "core", "numbering")
VIA_DYNAMODB = {"kms:ViaService": ["dynamodb.ap-northeast-1.amazonaws.com"]}
PORTAL, DATA = "Madoguchi-prod-portal", "Madoguchi-prod-portal-data"
CORE, CORE_DATA = "Madoguchi-prod-core", "Madoguchi-prod-core-data"
IDENTITY_TABLE = f"<{DATA}/Identity/Table>.Arn"
LEDGER_TABLE = f"<{CORE_DATA}/Ledger/Table>.Arn"
CODES = f"<{CORE_DATA}/Linkage/Codes>.Arn"
SEALED = "arn:aws:execute-api:ap-northeast-1:111111111111:<Madoguchi-prod-numbering/Sealed>/v1"
TOWNS_API = "arn:aws:execute-api:ap-northeast-1:111111111111:<Madoguchi-prod-municipal/MunicipalApi>/v1/GET/cases"
ENDPOINT = "<Madoguchi-prod-municipal/Segment/ExecuteApi>"
ROLES = "arn:aws:iam::111111111111:role"


def rows(*keys):
    return {"dynamodb:LeadingKeys": list(keys)}


def purpose(text):
    return {"kms:EncryptionContext:purpose": [text]}


def role_of(zone):
    return {"aws:PrincipalArn": [f"{ROLES}/Madoguchi-prod-{zone}-LinkageMunicipalApiRole0-X"]}


NOTICES, APPLICATIONS = f"{PORTAL}/Notices/Compose/Role", f"{PORTAL}/Applications/PublicApi/Role"
SIGNATURE, LOGIN = f"{PORTAL}/Applications/CheckSignature/Role", f"{PORTAL}/Identity/LoginApi/Role"
LINKAGE, PORTAL_SIDE = f"{CORE}/Linkage/MunicipalApi/Role", f"{CORE}/Linkage/PortalApi/Role"
GATES, RELEASE = f"{CORE}/Linkage/CheckGates/Role", f"{CORE}/Linkage/Release/Role"

KINDS_OF_ROWS = [
    (NOTICES, "dynamodb:GetItem", IDENTITY_TABLE, rows("ACCOUNT#a"), True),
    (NOTICES, "dynamodb:GetItem", IDENTITY_TABLE, rows("SERIAL#1"), False),
    (NOTICES, "dynamodb:GetItem", IDENTITY_TABLE, rows("LOGIN#1"), False),
    (NOTICES, "dynamodb:GetItem", IDENTITY_TABLE, rows("ACCOUNT#a", "SERIAL#1"), False),
    (NOTICES, "dynamodb:GetItem", IDENTITY_TABLE, {}, False),  # ForAllValues alone would say yes
    (NOTICES, "dynamodb:PutItem", IDENTITY_TABLE, rows("ACCOUNT#a"), False),
    (NOTICES, "dynamodb:Scan", IDENTITY_TABLE, {}, False),
    (APPLICATIONS, "dynamodb:Query", IDENTITY_TABLE, rows("TRUST"), True),
    (APPLICATIONS, "dynamodb:Query", IDENTITY_TABLE, rows("ACCOUNT#a"), False),
    (SIGNATURE, "dynamodb:Query", IDENTITY_TABLE, rows("TRUST"), True),
    (SIGNATURE, "dynamodb:GetItem", IDENTITY_TABLE, rows("ACCOUNT#a"), False),
    (LOGIN, "dynamodb:GetItem", IDENTITY_TABLE, rows("SERIAL#1"), True),  # its own table
    (LINKAGE, "dynamodb:PutItem", LEDGER_TABLE, rows("PERSON#p"), True),
    (LINKAGE, "dynamodb:PutItem", LEDGER_TABLE, rows("OTHER#p"), False),
    (LINKAGE, "dynamodb:Query", LEDGER_TABLE, rows("PERSON#p"), False),
    (PORTAL_SIDE, "dynamodb:Query", LEDGER_TABLE, rows("PERSON#p"), True),
]
PURPOSES_OF_KEYS = [
    (RELEASE, "kms:Decrypt", CODES, purpose("institution-code"), True),
    (RELEASE, "kms:Decrypt", CODES, purpose("something-else"), False),
    (RELEASE, "kms:Decrypt", CODES, {}, False),
    (LINKAGE, "kms:GenerateDataKeyWithoutPlaintext", CODES, purpose("institution-code"), True),
    (LINKAGE, "kms:GenerateDataKeyWithoutPlaintext", CODES, {}, False),
    (LINKAGE, "kms:GenerateDataKey", CODES, purpose("institution-code"), False),
    (GATES, "kms:Decrypt", CODES, purpose("institution-code"), False),
    (GATES, "kms:Decrypt", f"<{CORE_DATA}/Key>.Arn", VIA_DYNAMODB, True),
    (GATES, "kms:Decrypt", f"<{CORE_DATA}/Key>.Arn", {}, False),  # nobody opens the zone's key by hand
    ("logs.ap-northeast-1.amazonaws.com", "kms:Encrypt", f"<{CORE_DATA}/Key>.Arn", {}, False),
    (
        "logs.ap-northeast-1.amazonaws.com",
        "kms:Encrypt",
        f"<{CORE_DATA}/Key>.Arn",
        {"kms:EncryptionContext:aws:logs:arn": ["arn:aws:logs:ap-northeast-1:111111111111:log-group:/a"]},
        True,
    ),
    (
        "logs.ap-northeast-1.amazonaws.com",
        "kms:Encrypt",
        f"<{CORE_DATA}/Key>.Arn",
        {"kms:EncryptionContext:aws:logs:arn": ["arn:aws:logs:ap-northeast-1:222222222222:log-group:/a"]},
        False,
    ),
]
APIS = [
    ("", "execute-api:Invoke", TOWNS_API, {"aws:SourceVpce": [ENDPOINT]}, True),
    ("", "execute-api:Invoke", TOWNS_API, {"aws:SourceVpce": ["vpce-of-somebody-else"]}, False),
    ("", "execute-api:Invoke", TOWNS_API, {}, False),
    (LINKAGE, "execute-api:Invoke", f"{SEALED}/POST/persons", role_of("core"), True),
    (LINKAGE, "execute-api:Invoke", f"{SEALED}/POST/persons", role_of("portal"), False),
    (LINKAGE, "execute-api:Invoke", f"{SEALED}/POST/persons", {}, False),
    (LINKAGE, "execute-api:Invoke", f"{SEALED}/POST/persons/by-serial", role_of("core"), False),
    (PORTAL_SIDE, "execute-api:Invoke", f"{SEALED}/POST/persons/by-serial", role_of("core"), True),
    (GATES, "execute-api:Invoke", f"{SEALED}/POST/persons", role_of("core"), False),
    (NOTICES, "execute-api:Invoke", f"{SEALED}/POST/persons", role_of("core"), False),
    ("", "execute-api:Invoke", f"{SEALED}/GET/sealing-key", {}, False),
]


def named(case):
    caller, action, resource, context, _ = case
    short = resource.split(":")[-1].strip("<>").split("/", 1)[-1]
    return f"{caller or 'anybody'} {action} {short} {list(context.values())}"


@pytest.mark.parametrize("case", [*KINDS_OF_ROWS, *PURPOSES_OF_KEYS, *APIS], ids=named)
def test_the_policies_answer_as_written(case, prod):
    caller, action, resource, context, answer = case

    assert caller in identity_policies(prod) or "Role" not in caller
    assert allowed(prod, Request(caller, action, resource, context)) is answer


def of_zone(synth, zone):
    return [role for role in identity_policies(synth) if role.split("/")[0].split("-")[2] == zone]


def kept_in(synth, zone):
    """(thing, an action that reads it, its context) of everything the zone keeps: rows, objects, keys."""
    reads = {
        "AWS::DynamoDB::GlobalTable": ("dynamodb:GetItem", "", rows("ACCOUNT#a")),
        "AWS::S3::Bucket": ("s3:GetObject", "/packages/a", {}),
        "AWS::KMS::Key": ("kms:Decrypt", "", VIA_DYNAMODB | purpose("institution-code")),
    }
    for thing in synth.of(*reads):
        action, tail, context = reads[thing.type]
        if thing.zone == zone:
            yield f"<{thing.place}>.Arn{tail}", action, context


@pytest.mark.parametrize("zone", ZONES)
def test_no_zones_role_reads_what_another_keeps(zone, prod):
    others = [role for other in ZONES if other != zone for role in of_zone(prod, other)]
    kept = list(kept_in(prod, zone))
    crossing = [
        f"{role}: {action} on {resource}"
        for resource, action, context in kept
        for role in others
        if allowed(prod, Request(role, action, resource, context))
    ]

    assert kept
    assert others
    assert crossing == []


@pytest.mark.parametrize("kind", ["AWS::S3::Bucket", "AWS::SQS::Queue", "AWS::SNS::Topic"])
def test_nothing_is_spoken_to_in_the_clear(kind, prod):
    """Whoever may: a role with every right of its own is refused as well."""
    verbs = {"AWS::S3::Bucket": "s3:GetObject", "AWS::SQS::Queue": "sqs:SendMessage", "AWS::SNS::Topic": "sns:Publish"}
    heard = [
        str(thing)
        for thing in prod.of(kind)
        for caller in ("events.amazonaws.com", "sns.amazonaws.com", "cloudwatch.amazonaws.com", "")
        if allowed(prod, Request(caller, verbs[kind], target(thing), {"aws:SecureTransport": ["false"]}))
    ]

    assert prod.of(kind)
    assert heard == []


def target(thing):
    if thing.type == "AWS::S3::Bucket":
        return f"<{thing.place}>.Arn/a"
    return f"<{thing.place}>.Arn" if thing.type == "AWS::SQS::Queue" else f"<{thing.place}>"


def test_a_role_that_may_speak_is_refused_in_the_clear(prod):
    inbox = "<Madoguchi-prod-municipal-data/Municipal/Inbox>.Arn/packages/a"
    officers = "Madoguchi-prod-municipal/Municipal/StaffApi/Role"

    assert allowed(prod, Request(officers, "s3:GetObject", inbox, {"aws:SecureTransport": ["true"]}))
    assert not allowed(prod, Request(officers, "s3:GetObject", inbox, {"aws:SecureTransport": ["false"]}))


ROW_VERBS = {
    f"dynamodb:{verb}"
    for verb in (
        *("GetItem", "BatchGetItem", "PutItem", "BatchWriteItem", "UpdateItem", "DeleteItem"),
        *("ConditionCheckItem", "Query", "Scan", "PartiQLSelect", "*"),
    )
}


def capability(path):
    return path.strip("<>").split("/")[1]


def test_a_neighbours_table_is_used_by_kind_of_row_alone(prod):
    """A role of one capability that reaches another's table names the kinds of rows, and none without naming them."""
    loose, bound = [], []
    for role, statements in identity_policies(prod).items():
        for each in statements:
            data = sorted(ROW_VERBS & set(each.actions))
            tables = [resource for resource in each.resources if "-data/" in resource and "StreamArn" not in resource]
            if data and any(capability(table) != capability(role) for table in tables):
                operators = {(operator, key) for operator, key, _ in each.conditions}
                wanted = {("ForAllValues:StringLike", "dynamodb:LeadingKeys"), ("Null", "dynamodb:LeadingKeys")}
                (bound if wanted <= operators else loose).append(f"{role}: {data} on {tables}")

    assert bound
    assert loose == []


def test_the_one_thing_a_zone_writes_at_its_neighbours_is_the_package_in_the_towns_inbox(prod):
    """So the search above does find a crossing where there is one."""
    buckets = [(f"<{bucket.place}>.Arn/packages/a", bucket.zone) for bucket in prod.of("AWS::S3::Bucket")]
    crossing = {
        (role, resource.split("/")[-3].split(">")[0])
        for resource, zone in buckets
        for role in identity_policies(prod)
        if role not in of_zone(prod, zone) and allowed(prod, Request(role, "s3:PutObject", resource))
    }

    assert crossing == {(f"{PORTAL}/Applications/Deliver/Role", "Inbox")}
