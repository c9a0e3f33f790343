"""The citizen's way from an empty form to a delivered application, and what comes back from the town."""

import os
from contextlib import suppress

import boto3
from botocore.exceptions import ClientError

from tests.functions.applications.conftest import serving
from tests.functions.applications.surroundings import SANJO
from tests.functions.applications.test_triggers import portal
from tests.support.events import LambdaContext, rule_event, sqs_event, stream_event
from tests.unit.procedures.claims import ANSWERS

__all__ = ["portal", "serving"]
PDF = b"%PDF-1.4 a paper"
STEPS = ("check_signature", "scan_attachments", "seal_package", "deliver", "record_delivery")


def test_the_citizens_way(portal, meter, pace):
    warm(portal)
    draft = pace.of("open a draft", "door", portal.open, kind="commit")
    pace.of("see a draft", "door", lambda: portal.see(draft), kind="read")
    status, draft = pace.of(
        "save answers", "door", lambda: portal.answer(draft, ANSWERS, draft["version"]), kind="commit"
    )
    assert status == 200, draft
    meter.of("list applications", "door", lambda: portal.call("GET", "/api/applications"))
    meter.of("attach a file", "door", lambda: portal.upload(draft, PDF))
    body = pace.of("prepare for signing", "door", lambda: portal.signed(draft), kind="commit")
    status, receipt = pace.of("submit", "door", lambda: portal.submit(draft, body), kind="commit")
    assert status == 201, receipt
    meter.of("submit again (lost answer)", "door", lambda: portal.submit(draft, body))
    announce(portal, meter, "announce the arrival", "ApplicationReceived")
    data = {**receipt, "application_id": draft["application_id"], "account_id": "m" * 26, "municipality": SANJO}
    started = sqs_event(rule_event("ApplicationReceived", data, source="madoguchi.applications"))
    meter.of("start intake", "queue", lambda: portal.handler("start_intake")(started, LambdaContext()))
    intake(portal, meter, {**receipt, "application_id": draft["application_id"]})
    announce(portal, meter, "announce the delivery", "ApplicationDelivered")
    hear(portal, meter, receipt)
    withdrawal = f"/api/applications/{draft['application_id']}/withdrawal"
    assert meter.of("withdraw", "door", lambda: portal.call("POST", withdrawal))[0] == 200


def warm(portal):
    """Every function once, so that what it remembers is remembered; then the way is free again."""
    draft = portal.open()
    portal.answer(draft, ANSWERS)
    portal.upload(draft, PDF)
    receipt = portal.arrived(draft, "key-of-another")
    given = {name: receipt[name] for name in ("application_id", "receipt", "revision")}
    for step in STEPS:
        portal.handler(step)({**given, "correlation_id": "correlation-0"}, LambdaContext())
    assert portal.call("POST", f"/api/applications/{draft['application_id']}/withdrawal")[0] == 200


def announce(portal, meter, name, kind):
    rows = [row for row in portal.rows("event") if f'"{kind}"' in row["event"]["S"]][-1:]
    plain = [{key: next(iter(value.values())) for key, value in row.items()} for row in rows]
    handler, event = portal.handler("announce"), stream_event(*plain)
    with suppress(ClientError):
        boto3.client("events").create_event_bus(Name=os.environ["BUS"])
    assert meter.of(name, "stream", lambda: handler(event, None)) == {"batchItemFailures": []}


def intake(portal, meter, receipt):
    """The steps one by one, as the process calls them; each reads its own facts, for a step may run again alone."""
    given = {name: receipt[name] for name in ("application_id", "receipt", "revision")}
    given["correlation_id"] = "correlation-1"
    for step in STEPS:
        handler = portal.handler(step)
        meter.of(f"intake: {step.replace('_', ' ')}", "process", lambda: handler(given, LambdaContext()))  # noqa: B023


def hear(portal, meter, receipt):
    told = {"municipality": SANJO, "receipt": receipt["receipt"], "revision": 1}
    follow = portal.handler("follow_case")
    portal.outside.outcomes[receipt["receipt"]] = {"status": "formal", "returned": None, "decision": None}
    message = sqs_event(rule_event("CaseExamined", told, source="madoguchi.municipal"))
    failed = meter.of("hear of the examination", "queue", lambda: follow(message, LambdaContext()))
    assert failed == {"batchItemFailures": []}, failed
