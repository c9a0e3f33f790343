"""The local cloud's emulator, with what the product needs and ministack 1.5.33 lacks. Run this instead of it.

Eleven fixes, which the local tests lean on. They reach into private names, so any other version refuses to start:
see first which fixes upstream has made needless.
"""

import contextvars
import importlib.metadata
import json
import os
import re

TESTED = "1.5.33"
if (found := importlib.metadata.version("ministack")) != TESTED:
    raise SystemExit(f"the launcher was tested with ministack {TESTED}, this is {found}: retest every fix first")

import challenges  # noqa: E402
import ministack.app as app  # noqa: E402
from ministack.core import iam_actions  # noqa: E402
from ministack.core import iam_evaluator as iam  # noqa: E402
from ministack.core.responses import get_account_id, get_region  # noqa: E402
from ministack.services import apigateway_v1 as apigateway  # noqa: E402
from ministack.services import cloudfront, dynamodb, s3, ses, sns  # noqa: E402
from ministack.services import lambda_svc as functions  # noqa: E402
from ministack.services import stepfunctions as states  # noqa: E402
from ministack.services.cloudformation import provisioners  # noqa: E402

HANDLERS = provisioners._RESOURCE_HANDLERS
S3_XML = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"'


def is_true(value):
    return str(value).lower() == "true"


def after(resource_type, restore):
    """Call `restore(physical_id, properties)` after each create and update; what it returns joins the attributes."""
    handler = HANDLERS[resource_type]
    for verb in {"create", "update"} & handler.keys():

        def wrapped(*args, _original=handler[verb], _at=2 if verb == "update" else 1, **kwargs):
            result = _original(*args, **kwargs)
            physical_id = result[0] if isinstance(result, tuple) else result
            extra = restore(physical_id, args[_at])
            if isinstance(result, tuple) and extra:
                result[1].update(extra)
            return result

        handler[verb] = wrapped


# 1. A Python exception keeps its class name, so Retry and Catch by name match.
run_warm = functions._execute_function_warm


def run_and_name_the_exception(function, event, request_id):
    result = run_warm(function, event, request_id)
    body = result.get("body")
    if result.get("error") and isinstance(body, dict) and body.get("errorType") == "Runtime.HandlerError":
        first_line = (str(body.get("errorMessage", "")).splitlines() or [""])[0]
        for line in reversed((result.get("log") or "").splitlines()):
            named = re.match(r"^([A-Za-z_][\w.<>]*)(?::\s|$)", line)
            if named and first_line in line:
                body["errorType"] = named.group(1).rsplit(".", 1)[-1]
                break
    return result


functions._execute_function_warm = run_and_name_the_exception


# 2. Request validators survive CloudFormation.
def create_validator(logical_id, properties, _stack_name):
    _status, _headers, body = apigateway._create_request_validator(
        properties["RestApiId"],
        {
            "name": properties.get("Name", logical_id),
            "validateRequestBody": is_true(properties.get("ValidateRequestBody", False)),
            "validateRequestParameters": is_true(properties.get("ValidateRequestParameters", False)),
        },
    )
    validator_id = json.loads(body)["id"]
    return validator_id, {"RequestValidatorId": validator_id}


put_method = apigateway._put_method


def with_validator(provision):
    def wrapped(*args):
        validator_id = args[-2].get("RequestValidatorId")
        apigateway._put_method = lambda api, resource, verb, data: put_method(
            api, resource, verb, {**data, "requestValidatorId": validator_id}
        )
        try:
            return provision(*args)
        finally:
            apigateway._put_method = put_method

    return wrapped


HANDLERS["AWS::ApiGateway::RequestValidator"]["create"] = create_validator
METHOD = HANDLERS["AWS::ApiGateway::Method"]
METHOD.update({verb: with_validator(METHOD[verb]) for verb in {"create", "update"} & METHOD.keys()})

# 3. Governance resources that the emulator lacks are accepted, and do nothing.
NOT_EMULATED = """
Backup::BackupSelection Budgets::Budget CloudTrail::Trail WAFv2::WebACLAssociation WAFv2::LoggingConfiguration
WAFv2::IPSet EC2::NatGateway EC2::EIP EC2::FlowLog EC2::SecurityGroupIngress EC2::SecurityGroupEgress
CloudWatch::CompositeAlarm CloudFront::PublicKey CloudFront::KeyGroup CodeDeploy::Application
CodeDeploy::DeploymentGroup CodeDeploy::DeploymentConfig GuardDuty::Detector SecurityHub::Hub
Config::ConfigurationRecorder Config::DeliveryChannel Config::ConfigRule Synthetics::Canary Logs::QueryDefinition
XRay::Group XRay::SamplingRule SES::Template Lambda::CodeSigningConfig ApplicationAutoScaling::ScalableTarget
ApplicationAutoScaling::ScalingPolicy IAM::Group Events::Archive RUM::AppMonitor
"""


def accept(logical_id, _properties, stack_name):
    name = provisioners._physical_name(stack_name, logical_id, max_len=60)
    return name, {"Arn": f"arn:aws:stub:::{name}", "Id": name}


for name in NOT_EMULATED.split():
    HANDLERS.setdefault(f"AWS::{name}", {"create": accept, "delete": lambda physical_id, properties: None})


# 4. Properties that CloudFormation drops: TTL, point-in-time recovery, bucket encryption and lock, FIFO, VPC range.
def restore_table(name, properties):
    ttl = properties.get("TimeToLiveSpecification")
    if ttl and is_true(ttl.get("Enabled")):
        specification = {"Enabled": True, "AttributeName": ttl["AttributeName"]}
        dynamodb._update_ttl({"TableName": name, "TimeToLiveSpecification": specification})
    replica = (properties.get("Replicas") or [{}])[0]
    key = "PointInTimeRecoverySpecification"
    recovery = properties.get(key) or replica.get(key)
    if recovery and is_true(recovery.get("PointInTimeRecoveryEnabled")):
        dynamodb._update_continuous_backups({"TableName": name, key: {"PointInTimeRecoveryEnabled": True}})


def restore_bucket(name, properties):
    for rule in (properties.get("BucketEncryption") or {}).get("ServerSideEncryptionConfiguration", []):
        default = rule.get("ServerSideEncryptionByDefault")
        key = default and default.get("KMSMasterKeyID")
        if not default or (default["SSEAlgorithm"] == "aws:kms" and not key):
            continue
        s3._bucket_encryption[name] = (
            f"<ServerSideEncryptionConfiguration {S3_XML}><Rule><ApplyServerSideEncryptionByDefault>"
            f"<SSEAlgorithm>{default['SSEAlgorithm']}</SSEAlgorithm>"
            + (f"<KMSMasterKeyID>{key}</KMSMasterKeyID>" if key else "")
            + "</ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>"
        )
    if is_true(properties.get("ObjectLockEnabled")):
        kept = ((properties.get("ObjectLockConfiguration") or {}).get("Rule") or {}).get("DefaultRetention")
        rule = ""
        if kept:
            span = f"<Days>{kept['Days']}</Days>" if kept.get("Days") else f"<Years>{kept['Years']}</Years>"
            rule = f"<Rule><DefaultRetention><Mode>{kept['Mode']}</Mode>{span}</DefaultRetention></Rule>"
        s3._bucket_versioning[name] = "Enabled"
        s3._put_object_lock_configuration(
            name,
            f"<ObjectLockConfiguration {S3_XML}><ObjectLockEnabled>Enabled</ObjectLockEnabled>{rule}"
            "</ObjectLockConfiguration>".encode(),
        )


def restore_topic(arn, properties):
    if is_true(properties.get("FifoTopic")):
        deduplicated = str(properties.get("ContentBasedDeduplication", False)).lower()
        sns._topics[arn]["attributes"].update(FifoTopic="true", ContentBasedDeduplication=deduplicated)


after("AWS::DynamoDB::Table", restore_table)
after("AWS::DynamoDB::GlobalTable", restore_table)
after("AWS::S3::Bucket", restore_bucket)
after("AWS::SNS::Topic", restore_topic)
after("AWS::EC2::VPC", lambda _id, properties: {"CidrBlock": properties.get("CidrBlock", "10.0.0.0/16")})

# 5. A state machine's role must allow what its tasks do. Identity policies only: no resource policies.
SERVICE_OF_SDK = {
    "sfn": "states",
    "sesv2": "ses",
    "cloudwatchlogs": "logs",
    "eventbridge": "events",
    "cognitoidentityprovider": "cognito-idp",
}
ACTION_IN_TRANSACTION = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
ACTION_OF_S3_CALL = {"HeadObject": "GetObject", "ListObjectsV2": "ListBucket"}
EXCEPTION = {"dynamodb": "DynamoDB.AmazonDynamoDBException", "lambda": "Lambda.AWSLambdaException"}
running = contextvars.ContextVar("state_machine_arn", default=None)


def arn(service, kind, name, separator):
    if str(name).startswith("arn:"):
        return name
    return f"arn:aws:{service}:{get_region()}:{get_account_id()}:{kind}{separator}{name}"


def upper_first(word):
    return word[0].upper() + word[1:]


def needs_of_sdk_call(service, action, data):
    service = SERVICE_OF_SDK.get(service, service)
    if service == "dynamodb" and action == "TransactWriteItems":
        return [
            (f"dynamodb:{ACTION_IN_TRANSACTION[kind]}", arn("dynamodb", "table", write["TableName"], "/"))
            for item in data.get("TransactItems", [])
            for kind, write in item.items()
        ]
    if service == "dynamodb":
        return [(f"dynamodb:{action}", arn("dynamodb", "table", data.get("TableName"), "/"))]
    if service == "kms":
        return [(f"kms:{action}", data.get("KeyId", "*"))]
    if service == "s3":
        key = f"/{data['Key']}" if data.get("Key") else ""
        return [(f"s3:{ACTION_OF_S3_CALL.get(action, action)}", f"arn:aws:s3:::{data.get('Bucket')}{key}")]
    named = (value for value in data.values() if isinstance(value, str) and value.startswith("arn:aws"))
    return [(f"{service}:{action}", next(named, "*"))]


def needs(resource, data):
    """The (action, ARN) pairs a task needs, from its resource and its resolved parameters."""
    resource = resource.removesuffix(".waitForTaskToken").removesuffix(".sync:2").removesuffix(".sync")
    data = data if isinstance(data, dict) else {}
    if resource.startswith("arn:aws:lambda:"):
        return [("lambda:InvokeFunction", resource)]
    if "states:::lambda:invoke" in resource:
        return [("lambda:InvokeFunction", arn("lambda", "function", data.get("FunctionName", ""), ":"))]
    if ":states:::aws-sdk:" in resource:
        service, action = resource.split(":aws-sdk:")[1].split(":")[:2]
        return needs_of_sdk_call(service, upper_first(action), data)
    if ":states:::dynamodb:" in resource:
        return needs_of_sdk_call("dynamodb", upper_first(resource.rsplit(":", 1)[1]), data)
    if ":states:::sqs:" in resource:
        account, queue = data.get("QueueUrl", "").rstrip("/").split("/")[-2:]
        return [("sqs:SendMessage", f"arn:aws:sqs:{get_region()}:{account}:{queue}")]
    if ":states:::sns:" in resource:
        return [("sns:Publish", data.get("TopicArn") or data.get("TargetArn") or "*")]
    if ":states:::events:" in resource:
        buses = [entry.get("EventBusName", "default") for entry in data.get("Entries", [])]
        return [("events:PutEvents", arn("events", "event-bus", bus, "/")) for bus in buses]
    if ":states:::states:startExecution" in resource:
        return [("states:StartExecution", data.get("StateMachineArn", ""))]
    return []


def refuse_unless_allowed(resource, data):
    machine = running.get()
    if not machine:
        return
    role, account = states._state_machines[machine]["roleArn"], get_account_id()
    policies = iam._gather_role_policies(role.rsplit("/", 1)[-1], account)
    for action, target in needs(resource, data):
        asked = iam.EvalContext(
            principal_arn=role,
            principal_type="AssumedRole",
            principal_account=account,
            action=action,
            resource_arn=target,
            region=get_region(),
        )
        if iam.evaluate(asked, policies).decision != "Allow":
            service = action.split(":")[0]
            error = EXCEPTION.get(service, f"{service.capitalize()}.{service.capitalize()}Exception")
            raise states._ExecutionError(
                error,
                f"User: {role} is not authorized to perform: {action} on resource: {target} "
                f"because no identity-based policy allows the {action} action",
            )


invoke_resource, invoke_with_callback = states._invoke_resource, states._invoke_with_callback
execute_task = states._execute_task


def invoke_if_allowed(resource, data):
    refuse_unless_allowed(resource, data)
    return invoke_resource(resource, data)


def call_back_if_allowed(resource, data, token, definition):
    refuse_unless_allowed(resource, data)
    return invoke_with_callback(resource, data, token, definition)


def execute_as_the_role(*args, **kwargs):
    context = next((arg for arg in args if isinstance(arg, dict) and "StateMachine" in arg), {})
    before = running.set(context.get("StateMachine", {}).get("Id"))
    try:
        return execute_task(*args, **kwargs)
    finally:
        running.reset(before)


states._invoke_resource = invoke_if_allowed
states._invoke_with_callback = call_back_if_allowed
states._execute_task = execute_as_the_role

# 6. A CloudFront behaviour whose origin is a REST API reaches the local API.
forward = cloudfront._forward_to_origin


def forward_to_local_api(origin, method, uri, *args, **kwargs):
    api = re.match(r"^([a-f0-9]{8})\.execute-api\.", origin["domain_name"])
    if api:
        port = int(os.environ.get("GATEWAY_PORT", "4566"))
        origin = dict(origin, domain_name="127.0.0.1", http_port=port, protocol_policy="http-only")
        uri = f"/_aws/execute-api/{api.group(1)}{uri}"
        args = list(args)
        args[1] = {name: value for name, value in args[1].items() if name.lower() != "host"}
    return forward(origin, method, uri, *args, **kwargs)


cloudfront._forward_to_origin = forward_to_local_api


# 7. Reserved concurrency survives CloudFormation.
def restore_concurrency(name, properties):
    reserved = properties.get("ReservedConcurrentExecutions")
    if reserved is not None and name in functions._functions:
        functions._functions[name]["concurrency"] = int(reserved)


after("AWS::Lambda::Function", restore_concurrency)

# 8. Plain HTTP on this machine counts as TLS, so enforce_ssl policies and the CDK staging bucket's let us in.
pin_request_origin = app.pin_request_origin
app.pin_request_origin = lambda address, _secure: pin_request_origin(address, True)


# 9. SendEmail is authorized against the sender's identity, as a policy that names one identity expects.
extract_resource_arn = iam_actions.extract_resource_arn


def resource_of_mail(service, method, path, headers, body, query_params, region, account_id):
    found = extract_resource_arn(service, method, path, headers, body, query_params, region, account_id)
    sender = query_params.get("Source") if service == "ses" and found == "*" else None
    address = sender[0] if isinstance(sender, list) and sender else sender
    if not address:
        return found
    domain = address.rsplit("@", 1)[-1].rstrip(">")
    identity = address if address in ses._identities else domain
    return f"arn:aws:ses:{region}:{account_id}:identity/{identity}"


iam_actions.extract_resource_arn = resource_of_mail

# 10. A pool that requires codes asks for them, and for an authenticator first.
challenges.install()

# 11. An alarm on an expression of metrics is accepted, and never rings: here a metric is a log line.
make_alarm = provisioners._cw_metric_alarm_record


def make_alarm_or_stand_in(name, properties):
    if not properties.get("Metrics"):
        return make_alarm(name, properties)
    given = {key: value for key, value in properties.items() if key != "Metrics"}
    return make_alarm(name, {**given, "Namespace": "NotEmulated", "MetricName": "Expression"})


provisioners._cw_metric_alarm_record = make_alarm_or_stand_in

if __name__ == "__main__":
    app.main()
