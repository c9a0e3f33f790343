"""Failed executions: each goes on as its next attempt; what is done stays done."""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

ENDED_BADLY = ("FAILED", "TIMED_OUT", "ABORTED")


def redrive_failed(cloud: Any, process: str, *, yes: bool) -> int:
    """Prints each failed execution whose next attempt nobody has begun; with `yes` begins it."""
    if process not in ASKS:
        print(f"no process is called {process}; there are {', '.join(ASKS)}")
        return 1
    for execution in last_attempts(cloud, machine(cloud, process)):
        told = cloud.sfn.describe_execution(executionArn=execution["executionArn"])
        said = ASKS[process](cloud, json.loads(told["input"])) if yes else "would go on; add --yes"
        print(f"{execution['name']}  {told.get('error', told['status'])}  {said}")
    return 0


def machine(cloud: Any, process: str) -> str:
    name = f"madoguchi-{cloud.stage}-{process}"
    pages = cloud.sfn.get_paginator("list_state_machines").paginate()
    return next(m["stateMachineArn"] for page in pages for m in page["stateMachines"] if m["name"] == name)


def last_attempts(cloud: Any, arn: str) -> Iterator[dict[str, Any]]:
    """Those that ended badly, the last attempt of each alone: an earlier one has been carried on."""
    pages = cloud.sfn.get_paginator("list_executions").paginate(stateMachineArn=arn)
    every = {each["name"]: each for page in pages for each in page["executions"]}
    for name, execution in every.items():
        stem, attempt = name.rsplit("-", 1)
        later = [
            other for other in every if other.rsplit("-", 1)[0] == stem and int(other.rsplit("-", 1)[1]) > int(attempt)
        ]
        if execution["status"] in ENDED_BADLY and not later:
            yield execution


def _intake(cloud: Any, given: dict[str, Any]) -> str:
    answer = _invoke(cloud, "applications-redrive-intake", given)
    return f"goes on as {answer['execution']}"


def _inquiry(cloud: Any, given: dict[str, Any]) -> str:
    """Through the operator's door, as it is called from outside."""
    path = f"/operator/inquiries/{quote(given['processing_number'])}/redrive"
    answer = _invoke(cloud, "linkage-operator-api", _request("POST", path))
    return "goes on" if answer["statusCode"] < 300 else f"refused: {answer['statusCode']}"


def _request(method: str, path: str) -> dict[str, Any]:
    context = {"requestId": "redrive", "stage": "operator", "httpMethod": method, "path": path, "identity": {}}
    return {
        "httpMethod": method,
        "path": path,
        "resource": path,
        "headers": {},
        "multiValueHeaders": {},
        "queryStringParameters": None,
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "requestContext": context,
        "body": None,
        "isBase64Encoded": False,
    }


def _invoke(cloud: Any, function: str, payload: dict[str, Any]) -> dict[str, Any]:
    name = f"madoguchi-{cloud.stage}-{function}:live"
    said = cloud.__getattr__("lambda").invoke(FunctionName=name, Payload=json.dumps(payload).encode())
    if "FunctionError" in said:
        raise RuntimeError(f"{function} failed: see its log")
    answer: dict[str, Any] = json.loads(said["Payload"].read())
    return answer


ASKS = {"applications-intake": _intake, "linkage-inquiry": _inquiry}
