"""An inquiry through linkage, the sealed zone behind it, and the record of it in the ledger."""

import importlib
import json
import os

import boto3
import pytest
from moto import mock_aws

from madoguchi.wiring import linkage as wiring
from tests.functions.linkage.core import NIIGATA, SANJO, Core
from tests.support.events import LambdaContext, api_event, citizen_claims, rule_event, sqs_event, stream_event
from tests.support.sessions import sign_in
from tests.support.tables import make_table

MIDORI = "m" * 26


@pytest.fixture
def core(monkeypatch):
    with mock_aws():
        made = Core(monkeypatch)
        made.populate()
        sign_in(make_table(os.environ["IDENTITY_TABLE"]), MIDORI)
        made.step("CheckGates", made.answered(request_id="warm"))
        made.cold = lambda: None  # from here on functions are warm
        yield made


def test_an_inquirys_way(core, meter, pace):
    core.pair(SANJO, "midori")
    person = {"institution": SANJO, "addressee_number": "3040001", "sealed": core.sealed_numbers("midori")}
    pace.of("pair a resident", "door", lambda: core.town("PUT", "/pairings", person), kind="commit")
    sealed = {"sealed": core.sealed_numbers("makoto")}
    pace.of(
        "the person behind a number", "door", lambda: core._call(core.sealed, "POST", "/persons", sealed), kind="commit"
    )
    number = pace.of("ask", "door", core.ask, kind="commit")["processing_number"]
    start(core, meter, number)
    steps(core, meter, number)
    pace.of("fetch the answer", "door", lambda: core.fetched(number), kind="read")
    meter.of("acknowledge the answer", "door", lambda: core.town("POST", f"/inquiries/{SANJO}/{number}/acknowledge"))
    feed(core, meter)
    records(core, meter, pace)
    down = {"status": "up"}
    pace.of("switch a provider", "door", lambda: core.operator("PUT", f"/providers/{NIIGATA}", down), kind="commit")


def start(core, meter, number):
    """Its own process file is run elsewhere; here any machine will do."""
    definition = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})
    role = "arn:aws:iam::123456789012:role/process"
    made = boto3.client("stepfunctions").create_state_machine(name="inquiry", definition=definition, roleArn=role)
    wiring.process()._arn = made["stateMachineArn"]
    (event,) = [each for each in core.events("InquiryAccepted") if each["data"]["processing_number"] == number]
    message = sqs_event(rule_event("InquiryAccepted", event["data"], source="madoguchi.linkage"))
    handler = importlib.import_module("functions.linkage.start_inquiry").handler
    told = meter.of("start an inquiry", "queue", lambda: handler(message, LambdaContext()))
    assert told == {"batchItemFailures": []}, told


def steps(core, meter, number):
    given = {"processing_number": number, "correlation_id": "c" * 26}
    for name, more in (("CheckGates", {}), ("FindCopy", {"tries": 0}), ("Release", {})):
        handler = core.steps[name].handler
        meter.of(f"inquiry: {name}", "process", lambda: handler({**given, **more}, None))  # noqa: B023


def feed(core, meter):
    record = core.rows("INQUIRIES_TABLE", "record")[:1]
    told = meter.of("feed the ledger", "stream", lambda: core.feed.handler(stream_event(*record), None))
    assert told == {"batchItemFailures": []}


def records(core, meter, pace):
    paired = {"account_id": MIDORI, "serial": "SERIAL1"}
    core.portal("POST", "/pairings", paired)
    pace.of("pair an account", "door", lambda: core.portal("POST", "/pairings", paired), kind="commit")
    pace.of("records of an account", "door", lambda: core.portal("GET", f"/records/{MIDORI}"), kind="read")
    door = importlib.import_module("functions.ledger.records_api")
    event = api_event("GET", "/api/records", claims=citizen_claims(MIDORI))
    door.handler(event, LambdaContext())  # warm
    seen = pace.of("see my records", "door", lambda: door.handler(event, LambdaContext()), kind="read")
    assert json.loads(seen["body"])["exchanges"], seen
    entry = {
        "entry_id": "entry-1",
        "institution": SANJO,
        "section": "子育て支援課",
        "officer_role": "examiner",
        "affair": None,
        "purpose": "case.examine",
        "addressee_number": "3040001",
        "receipt": "RECEIPT1",
        "at": "2026-11-05T01:00:00.000Z",
        "phase": "before",
        "outcome": None,
    }
    meter.of("enter a look-up", "door", lambda: core.town("POST", "/entries", entry))
