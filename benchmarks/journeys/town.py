"""The town's side: the case arrives, is examined, shown, returned and decided."""

import json
import os

import boto3
import pytest

from tests.functions.municipal.test_doors import APPROVER, RECEIPT, Town, answer
from tests.functions.municipal.test_doors import SANJO as CODE
from tests.support.events import LambdaContext, stream_event
from tests.unit.municipal.samples import PROOF, corrected

CLIENT = f"core-system-{CODE}"
CASE = f"/cases/{RECEIPT}"


@pytest.fixture
def town(aws, monkeypatch):
    made = Town(monkeypatch)
    made.put(pk=f"CLIENT#{CLIENT}", sk="CLIENT", municipality=CODE)
    return made


@pytest.fixture
def aws():
    from moto import mock_aws

    with mock_aws():
        yield


def test_the_towns_way(town, meter, pace):
    delivered = pace.of("deliver to the town", "door", town.deliver, kind="commit")
    assert delivered["statusCode"] == 200, delivered
    announce(town, meter, "announce the case")
    assert meter.of("examine", "queue", town.examine) == []
    first, *others = [lambda number=number: collect(town, number) for number in town.core.asked.values()]
    assert meter.of("collect an answer", "queue", first) == []
    assert [other() for other in others] == [[]] * len(others)
    look(town, meter, pace)
    decide(town, meter, pace)


def collect(town, number):
    asked = {"asker": CODE, "processing_number": number, "case": RECEIPT}
    return town.consume("collect", "InquiryAnswered", "madoguchi.linkage", **asked)


def look(town, meter, pace):
    listed = meter.of("officer: the inbox", "door", lambda: town.officer("GET", "/cases?month=2026-11"))
    seen = pace.of("officer: the case", "door", lambda: town.officer("GET", CASE), kind="read")
    link = meter.of("officer: the package's link", "door", lambda: town.officer("POST", f"{CASE}/package-link"))
    fetched = pace.of(
        "core system: an application",
        "door",
        lambda: town.machine("GET", f"/applications/{RECEIPT}", client=CLIENT),
        kind="read",
    )
    assert [each["statusCode"] for each in (listed, seen, link, fetched)] == [200] * 4
    entry = next(row for row in town.rows("entry") if "case.examine" in row["entry"])
    told = {"municipality": CODE, "entry_id": json.loads(entry["entry"])["entry_id"], "phase": "before"}
    reported = meter.of("report a look", "queue", lambda: town.consume("report_lookups", "LookUpRecorded", **told))
    assert reported == []


def decide(town, meter, pace):
    back = {"items": [{"pointer": "/adult_children/0/proof", "reason": "確認書を添付してください"}]}
    seen = town.case()["version"]
    sent = meter.of("officer: send back", "door", lambda: town.commit("return", back, version=seen))
    assert sent["statusCode"] == 200, sent
    outcome = f"/outcomes/{CODE}/{RECEIPT}"
    told = pace.of("tell the outcome", "door", lambda: town.call("exchange_api", "GET", outcome), kind="read")
    assert told["statusCode"] == 200, told
    again = meter.of(
        "deliver a correction",
        "door",
        lambda: town.deliver(2, content=corrected(), attachments=[PROOF]),
    )
    assert again["statusCode"] == 200, again
    assert meter.of("examine a correction", "queue", lambda: town.examine(2)) == []
    grant = {"outcome": "granted", "monthly_yen": 40_000, "from_month": "2026-11", "reason": "要件を満たすため"}
    first = town.case()["version"]
    proposed = pace.of("officer: propose", "door", lambda: town.commit("decision", grant, version=first), kind="commit")
    wish = {"proposal_id": answer(proposed)["proposal_id"], "approve": True}
    second = town.case()["version"]
    decided = pace.of(
        "officer: approve",
        "door",
        lambda: town.commit("approval", wish, version=second, name=APPROVER),
        kind="commit",
    )
    assert answer(decided)["document_number"]


def announce(town, meter, name):
    boto3.client("events").create_event_bus(Name=os.environ["BUS"])
    handler, event = town.module("announce").handler, stream_event(*town.rows("event")[:1])
    assert meter.of(name, "stream", lambda: handler(event, LambdaContext())) == {"batchItemFailures": []}
