"""Promises that neither moto nor the emulator can prove, asked of AWS itself.

They read, except two that say so and clean up behind them; those do not run on prod.
"""

import json
import os
import time
import uuid

import pytest

from madoguchi.kernel.identifiers import holds_individual_number
from ops.stages import REGION
from tests.statemachines.asl import Placeholders, files, parsed, placeholders

HOUR = 3600
FUNCTION = f"arn:aws:lambda:{REGION}:111111111111:function:"
LEADING = "dynamodb:LeadingKeys"
BAD_REQUEST = "/?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E"
TWELVE_DIGITS = r"filter @message like /(^|[^0-9])[0-9]{12}([^0-9]|$)/ | fields @message | limit 50"


def filled(file):
    """A process as AWS reads it: its partition, names of functions, numbers where the file has them unquoted."""
    text = file.read_text(encoding="utf-8")
    values = {name: "1" if f": ${{{name}}}" in text else f"{FUNCTION}{name}" for name in placeholders(text)}
    return Placeholders(text).substitute(values | {"Partition": "aws"})


def lines(live, group, seconds=HOUR):
    since = int((time.time() - seconds) * 1000)
    return live.client("logs").filter_log_events(logGroupName=group, startTime=since, limit=50)["events"]


def may(live, role, action, resource, **context):
    """Whether AWS's own simulator lets a role's policies do it."""
    entries = [
        {
            "ContextKeyName": key,
            "ContextKeyValues": values,
            "ContextKeyType": "stringList" if key == LEADING else "string",
        }
        for key, values in context.items()
    ]
    iam = live.client("iam")
    arn = iam.get_role(RoleName=live.thing("AWS::IAM::Role", role))["Role"]["Arn"]
    found = iam.simulate_principal_policy(
        PolicySourceArn=arn, ActionNames=[action], ResourceArns=[resource], ContextEntries=entries
    )
    return found["EvaluationResults"][0]["EvalDecision"] == "allowed"


def test_a_request_leaves_one_line_that_says_what_and_not_who(live):
    assert live.get(f"{live.site}/api/municipalities").status == 200

    found = live.eventually(lambda: lines(live, f"/madoguchi/{live.stage}/api/portalapi"))

    assert found
    assert set(json.loads(found[-1]["message"])) == {"requestId", "route", "status", "latency"}


def test_a_process_leaves_its_steps_and_none_of_its_data(live):
    found = lines(live, f"/aws/vendedlogs/states/madoguchi-{live.stage}-applications-intake", 14 * 24 * HOUR)
    if not found:
        pytest.skip("nobody has applied on this stage in two weeks")

    steps = [json.loads(each["message"]) for each in found]
    assert {"execution_arn", "type"} <= set(steps[0])
    assert [step for step in steps if {"input", "output"} & set(step.get("details", {}))] == []


def test_the_firewall_stops_a_script_in_a_question(live):
    assert live.get(f"{live.site}/").status == 200
    assert live.get(f"{live.site}{BAD_REQUEST}").status == 403


def test_nobody_passes_cloudfront_by(live):
    assert live.get(live.api("PortalApi", "/api/municipalities")).status in (401, 403)


def test_the_towns_api_has_no_door_to_the_internet(live):
    assert live.get(live.api("MunicipalApi", "/console")).status in (0, 403)


@pytest.mark.parametrize(("api", "path"), [("Sealed", "/sealing-key"), ("CoreExchange", "/municipal/sealing-key")])
def test_an_unsigned_call_between_zones_is_refused(live, api, path):
    assert live.get(live.api(api, path)).status == 403


def test_the_pages_carry_their_policy(live):
    headers = live.get(f"{live.site}/").headers

    assert "require-trusted-types-for 'script'" in headers.get("content-security-policy", "")
    assert headers.get("strict-transport-security", "").startswith("max-age=")
    assert headers.get("x-frame-options") == "DENY"


def test_the_portals_name_takes_no_old_tls(live):
    (site,) = [physical for _, physical in live.things("AWS::CloudFront::Distribution")]
    config = live.client("cloudfront").get_distribution_config(Id=site)["DistributionConfig"]

    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert config["WebACLId"]


@pytest.mark.parametrize(("key", "answer"), [("ACCOUNT#a", True), ("SERIAL#1", False)])
def test_a_neighbour_reads_accounts_and_no_serials(live, key, answer):
    table = live.thing("AWS::DynamoDB::GlobalTable", f"{live.stack('portal-data')}/Identity/Table")
    arn = live.client("dynamodb").describe_table(TableName=table)["Table"]["TableArn"]
    role = f"{live.stack('portal')}/Notices/Compose/Role"

    assert may(live, role, "dynamodb:GetItem", arn, **{LEADING: [key]}) is answer
    assert not may(live, role, "dynamodb:GetItem", arn)


@pytest.mark.parametrize(("purpose", "answer"), [("institution-code", True), ("something-else", False)])
def test_the_key_of_the_codes_answers_to_its_purpose_alone(live, purpose, answer):
    key = live.thing("AWS::KMS::Key", f"{live.stack('core-data')}/Linkage/Codes")
    arn = live.client("kms").describe_key(KeyId=key)["KeyMetadata"]["Arn"]
    role = f"{live.stack('core')}/Linkage/Release/Role"

    assert may(live, role, "kms:Decrypt", arn, **{"kms:EncryptionContext:purpose": [purpose]}) is answer


def test_the_zones_roles_begin_with_their_stacks_name(live):
    """The sealed API's policy rests on it."""
    roles = [physical for path, physical in live.things("AWS::IAM::Role") if path.startswith(live.stack("core") + "/")]

    assert roles
    assert [role for role in roles if not role.startswith(f"{live.stack('core')}-")] == []


def test_every_table_is_under_a_key_of_ours_and_can_be_restored_to_minutes_ago(live):
    dynamodb = live.client("dynamodb")
    for path, table in live.things("AWS::DynamoDB::GlobalTable"):
        kept = dynamodb.describe_table(TableName=table)["Table"]["SSEDescription"]
        backups = dynamodb.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
        latest = backups["PointInTimeRecoveryDescription"]["LatestRestorableDateTime"]

        assert kept["SSEType"] == "KMS" and kept["KMSMasterKeyArn"], path
        assert time.time() - latest.timestamp() < HOUR, path


def test_every_zones_key_rotates(live):
    kms = live.client("kms")
    keys = [key for path, key in live.things("AWS::KMS::Key") if path.endswith("-data/Key")]

    assert keys
    assert all(kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"] for key in keys)


def test_somebody_hears_every_alarm(live):
    sns = live.client("sns")
    topics = [(path, arn) for path, arn in live.things("AWS::SNS::Topic") if "/Alarms/" in path]
    unheard = [path for path, arn in topics if not sns.list_subscriptions_by_topic(TopicArn=arn)["Subscriptions"]]

    assert topics
    assert unheard == []


def test_our_own_metrics_arrive_under_the_names_that_alarms_watch(live):
    cloudwatch = live.client("cloudwatch")
    pages = cloudwatch.get_paginator("list_metrics").paginate(Namespace="Madoguchi")
    measured = {metric["MetricName"] for page in pages for metric in page["Metrics"]}

    assert measured


def test_requests_are_traced(live):
    now = int(time.time())
    live.get(f"{live.site}/api/municipalities")

    assert live.eventually(
        lambda: live.client("xray").get_trace_summaries(StartTime=now - HOUR, EndTime=now + 60)["TraceSummaries"]
    )


def test_mail_leaves_under_a_proven_name(live):
    (sender,) = [physical for _, physical in live.things("AWS::SES::EmailIdentity")]
    identity = live.client("sesv2").get_email_identity(EmailIdentity=sender)

    assert identity["VerifiedForSendingStatus"]
    assert identity["DkimAttributes"]["Status"] == "SUCCESS"


def test_a_machine_gets_its_token(live):
    """MADOGUCHI_LIVE_MACHINE="<client id>:<secret>" of a machine client of this stage."""
    client, _, secret = os.environ.get("MADOGUCHI_LIVE_MACHINE", "").partition(":")
    if not secret:
        pytest.skip("no machine client given: MADOGUCHI_LIVE_MACHINE")

    token = live.client("cognito-idp").get_client_token(
        ClientId=client, ClientSecret=secret, Scopes=["municipal/applications.read"]
    )
    assert token["AuthenticationResult"]["AccessToken"]


@pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)
def test_aws_accepts_every_process_as_it_is(live, file):
    found = live.client("stepfunctions").validate_state_machine_definition(definition=filled(file))

    assert found["result"] == "OK", found["diagnostics"]


STEPS = [
    pytest.param(file, name, id=f"{file.stem}-{name}")
    for file in files()
    for name, state in parsed(file.read_text())["States"].items()
    if state["Type"] == "Task"
]


@pytest.mark.parametrize(("file", "name"), STEPS)
def test_a_steps_crash_goes_where_its_file_says_and_to_no_outcome(live, file, name):
    """TestState with a mocked failure that nobody named: the step retries it, or fails the execution."""
    process = parsed(file.read_text())
    answer = live.client("stepfunctions").test_state(
        definition=filled(file),
        stateName=name,
        input=json.dumps({"receipt": "r", "revision": 1, "attempt": 1, "correlation_id": "c"}),
        mock={"errorOutput": {"error": "SomethingNobodyNamed", "cause": "a crash"}},
        inspectionLevel="DEBUG",
    )

    assert answer["status"] in ("RETRIABLE", "FAILED", "CAUGHT_ERROR")
    if answer["status"] == "CAUGHT_ERROR":
        assert process["States"][answer["nextState"]]["Type"] in ("Wait", "Fail", "Pass")


def test_no_individual_number_stands_in_a_weeks_logs(live):
    logs, now = live.client("logs"), int(time.time())
    account = live.client("sts").get_caller_identity()["Account"]
    groups = [physical for _, physical in live.things("AWS::Logs::LogGroup")]
    told = []
    for start in range(0, len(groups), 50):
        query = logs.start_query(
            logGroupNames=groups[start : start + 50],
            startTime=now - 7 * 24 * HOUR,
            endTime=now,
            queryString=TWELVE_DIGITS,
        )["queryId"]
        results = live.eventually(lambda query=query: done(logs.get_query_results(queryId=query)))
        assert results is not None, "the query did not end"
        told += [field["value"] for row in results for field in row if field["field"] == "@message"]

    assert sum(holds_individual_number(line.replace(account, "")) for line in told) == 0  # a line itself is not printed


def done(answer):
    return answer["results"] or [[]] if answer["status"] == "Complete" else None


def test_the_scanner_finds_the_test_threat(live):
    """Writes the antivirus industry's test file into quarantine, and takes it away again."""
    if not live.may_be_written_to:
        pytest.skip("nothing is written on prod")
    s3, key = live.client("s3"), f"live-test/{uuid.uuid4()}"
    bucket, threat = (
        live.outputs["Quarantine"],
        "".join(("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STAND", "ARD-ANTIVIRUS-TEST-FILE!$H+H*")),
    )
    s3.put_object(Bucket=bucket, Key=key, Body=threat.encode())
    try:
        tags = live.eventually(lambda: s3.get_object_tagging(Bucket=bucket, Key=key)["TagSet"])
        assert {"Key": "GuardDutyMalwareScanStatus", "Value": "THREATS_FOUND"} in tags
    finally:
        s3.delete_object(Bucket=bucket, Key=key)


def test_an_object_under_a_zones_key_is_read_through_s3_alone(live):
    """Writes and takes away an object: what it is encrypted with is the zone's key, by bucket key."""
    if not live.may_be_written_to:
        pytest.skip("nothing is written on prod")
    s3, key = live.client("s3"), f"live-test/{uuid.uuid4()}"
    bucket = live.outputs["Quarantine"]
    try:
        written = s3.put_object(Bucket=bucket, Key=key, Body=b"nothing")
        assert written["ServerSideEncryption"] == "aws:kms"
        assert written["SSEKMSKeyId"].startswith(f"arn:aws:kms:{REGION}:")
    finally:
        s3.delete_object(Bucket=bucket, Key=key)
