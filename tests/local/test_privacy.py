"""Law 1 on a really deployed stack: 1,000 marked values are planted as personal data; none passes where ids alone may."""

import json

import pytest
import requests

from sandbox.demo import family
from sandbox.demo.clients import Refused
from sandbox.demo.journey import wait_for
from sandbox.localcloud import deployment
from tests.local.test_bad_input import draft
from tests.support import canary as search
from tests.support.canary import Canary, report

pytestmark = pytest.mark.xdist_group("local")
REST = ("text", "individual-number", "phone", "yen", "account")


@pytest.fixture
def bus_spy(stage):
    """A queue of the test's own on every bus: what is announced is also kept here."""
    events, sqs = deployment.client(stage, "events"), deployment.client(stage, "sqs")
    url = sqs.create_queue(QueueName="canary-spy")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    may = {"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": arn}
    sqs.set_queue_attributes(
        QueueUrl=url, Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": [may]})}
    )
    buses = [bus["Name"] for bus in events.list_event_buses()["EventBuses"] if bus["Name"].startswith("madoguchi")]
    pattern = json.dumps({"source": [{"prefix": "madoguchi."}]})
    for bus in buses:
        events.put_rule(Name="canary-spy", EventBusName=bus, EventPattern=pattern)
        events.put_targets(Rule="canary-spy", EventBusName=bus, Targets=[{"Id": "spy", "Arn": arn}])
    yield url
    for bus in buses:
        events.remove_targets(Rule="canary-spy", EventBusName=bus, Ids=["spy"])
        events.delete_rule(Name="canary-spy", EventBusName=bus)
    sqs.delete_queue(QueueUrl=url)


def marked(canary, answers, children):
    """A family of marks, valid all the same; what has no field of its own goes into the remarks."""
    one = family.answers(answers)["children"][0]
    named = [
        {**one, "name": canary.take("name"), "kana": canary.take("kana"), "address": canary.take("address")}
        for _ in range(children)
    ]
    adults = [
        {"name": canary.take("name"), "birth_date": "2006-05-05", "supported": True, "proof": "later"} for _ in range(8)
    ]
    remarks = " ".join(canary.take(kind) for kind in REST for _ in range(8))
    whole = family.answers(answers)
    whole["claimant"]["phone"] = canary.take("phone")
    whole["account"]["number"] = canary.take("account")
    whole["spouse"] = {**whole["spouse"], "name": canary.take("name"), "kana": canary.take("kana")}
    whole["spouse"]["income_yen"] = int(canary.take("yen"))
    return {**whole, "children": named, "adult_children": adults, "remarks": remarks}


def plant(canary, citizen):
    """Saves until every mark was typed; refused ones among them, for the problems' bodies. (application, problems)"""
    application, problems = draft(citizen), []
    while len(canary.planted) < len(canary):
        answers = marked(canary, application["answers"], 16)
        application = citizen.fill(application, answers)
        for wrong in ({**answers, canary.take("name"): 1}, {**answers, "remarks": canary.take("text") * 3000}):
            with pytest.raises(Refused) as refused:
                citizen.fill(application, wrong)
            problems.append(json.dumps(refused.value.problem, ensure_ascii=False))
    return application, problems


def test_a_thousand_marked_values_leave_no_trace_where_only_ids_may_pass(endpoints, stage, bus_spy):
    from sandbox.demo.journey import Journey

    Journey(None, stage, tell=lambda _text: None).set_clock("2026-11-04T21:00:00+09:00")
    canary, citizen = Canary(), endpoints.citizen("izumi").login()
    citizen.check_signing_certificate()
    citizen.withdraw_open()

    application, problems = plant(canary, citizen)
    submitted = Canary()
    citizen.fill(application, marked(submitted, application["answers"], 16))
    receipt = citizen.sign_and_submit(application["application_id"])["receipt"]
    officer = endpoints.officer("nagaoka-kosodate-1")
    wait_for("the case", lambda: _case(officer, receipt), 2)
    citizen.withdraw_open()

    logs, states, sqs, tables = (deployment.client(stage, s) for s in ("logs", "stepfunctions", "sqs", "dynamodb"))
    mails = requests.get(f"{stage.endpoint}/_ministack/ses/messages", timeout=30).text
    passing = [
        *search.log_files(stage.home / "world.log"),
        *[("log file", path.read_text(errors="replace")) for path in stage.home.glob("*.log")],
        *search.log_events(logs),
        *search.executions(states),
        *search.queues(sqs),
        *search.event_rows(tables),
        *search.bodies("a problem's body", problems),
        *search.bodies("a mail", [mails]),
    ]
    hits = canary.hits(passing)

    assert len(canary.planted) == len(canary) == 1000
    assert len(canary.seen(search.tables(tables))) > 50, "the search must find the marks where they belong"
    assert any("canary-spy" in place for place, _ in search.queues(sqs)), "no event was overheard"
    assert any(receipt in text for _, text in search.executions(states)), "no execution was searched"
    assert hits == [], report(hits)


def _case(officer, receipt):
    try:
        return officer.case(receipt)
    except Refused:
        return None


def test_one_correlation_id_runs_through_everything(journey, stage):
    groups = deployment.client(stage, "logs")
    id = journey["correlation_id"]
    found = {place for place, text in search.log_events(groups) if id in text}

    for capability in (
        "applications",
        "municipal",
        "linkage",
        "notices",
        "identity",
        "ledger",
        "numbering",
        "procedures",
    ):
        assert any(f"/{capability}/" in place for place in found), f"{capability} logged nothing of {id}"
