"""What the town says, as the citizen sees it: late, twice or out of order makes no difference."""

import itertools
import json

import boto3
import pytest

from madoguchi.kernel.canonical import unb64
from tests.functions.applications.surroundings import SANJO
from tests.support.events import LambdaContext, rule_event, sqs_event
from tests.unit.procedures.claims import ANSWERS, changed

PROOF = "/adult_children/0/proof"
RETURNED = {
    "return_id": "return-1",
    "items": [{"pointer": PROOF, "label": "葵さんの確認書", "reason": "確認書がありません。"}],
    "message": "確認書を付けてください。",
    "at": "2026-11-06T01:00:00Z",
}
DECIDED = {
    "decision_id": "decision-1",
    "outcome": "granted",
    "reason": "児童手当法第7条",
    "monthly_yen": 40_000,
    "from_month": "2026-11",
    "document_number": "子支第101号",
    "decided_at": "2026-11-12T02:00:00Z",
    "remedies": "審査請求ができます。",
    "seen": {"not": "kept"},
}


@pytest.fixture
def town(portal):
    """An application that has arrived and was delivered, and the town that has it."""
    draft = portal.open()
    portal.answer(draft, ANSWERS)
    return Town(portal, draft, portal.arrived(draft))


class Town:
    def __init__(self, portal, draft, receipt):
        self.portal, self.draft, self.receipt = portal, draft, receipt["receipt"]
        self.says()

    def says(self, *, returned=None, decision=None):
        self.portal.outside.outcomes[self.receipt] = {"status": "x", "returned": returned, "decision": decision}

    def event(self, kind, **data):
        return rule_event(kind, {"municipality": SANJO, "receipt": self.receipt, **data}, source="madoguchi.municipal")

    def examined(self, revision=1):
        return self.event("CaseExamined", revision=revision)

    def gave_back(self):
        self.says(returned=RETURNED)
        return self.event("CaseReturned", return_id="return-1")

    def decided(self):
        self.says(decision=DECIDED)
        return self.event("CaseDecided", decision_id="decision-1")

    def send(self, *events):
        return self.portal.handler("follow_case")(sqs_event(*events), LambdaContext())

    def seen(self):
        return self.portal.see(self.draft)

    def told(self):
        names = {"ApplicationExamined", "ApplicationReturned", "ApplicationDecided"}
        return sorted(event["type"] for event in self.portal.events() if event["type"] in names)


def test_examination_return_and_decision_reach_her(town):
    town.send(town.examined())
    assert town.seen()["status"] == "formal"

    town.send(town.gave_back())
    assert town.seen()["status"] == "returned"
    assert town.seen()["returned"] == [{"pointer": PROOF, "label": "葵さんの確認書", "reason": "確認書がありません。"}]

    town.send(town.decided())
    decision = town.seen()["decision"]
    assert (decision["monthly_yen"], decision["from_month"], decision["decided_on"]) == (
        40_000,
        "2026-11",
        "2026-11-12",
    )
    assert town.told() == ["ApplicationDecided", "ApplicationExamined", "ApplicationReturned"]


def test_events_name_the_account_so_that_notices_can_follow(town):
    town.send(town.decided())

    (event,) = town.portal.events_of("ApplicationDecided")
    assert event["data"]["account_id"] == "m" * 26
    assert event["data"]["decision_id"] == "decision-1"
    assert not [value for value in event["data"].values() if "髙野" in str(value)]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
def test_whatever_the_order_and_however_often_the_end_is_the_decision(town, order):
    events = [town.examined(), town.gave_back(), town.decided()]

    for number in (*order, *order):
        assert town.send(events[number]) == {"batchItemFailures": []}

    assert town.seen()["status"] == "decided"
    assert town.told().count("ApplicationDecided") == 1


def test_a_return_that_comes_again_after_the_correction_changes_nothing(town):
    town.send(town.gave_back())
    again = town.gave_back()
    town.portal.answer(town.draft, changed(PROOF, "attached"))
    town.portal.upload(town.draft, b"%PDF-1.4 proof", slot="support-confirmation")
    town.portal.arrived(town.draft, key="second-key")

    town.send(again)

    assert (town.seen()["status"], town.seen()["revision"]) == ("received", 2)
    assert town.told() == ["ApplicationReturned"]


def test_an_examination_of_an_older_revision_says_nothing_about_this_one(town):
    town.send(town.gave_back())
    town.portal.answer(town.draft, changed(PROOF, "attached"))
    town.portal.upload(town.draft, b"%PDF-1.4 proof", slot="support-confirmation")
    town.portal.arrived(town.draft, key="second-key")

    town.send(town.examined(revision=1))

    assert town.seen()["status"] == "received"


def test_only_what_was_returned_can_be_corrected(town):
    town.send(town.gave_back())

    status, problem = town.portal.answer(town.draft, {**changed(PROOF, "attached"), "income_yen": 1})

    assert (status, problem["type"].rsplit("/", 1)[-1]) == (422, "not-editable")
    assert [error["field"] for error in problem["errors"]] == ["/answers/income_yen"]
    assert town.portal.attach(town.draft, b"x", slot="identity")[0] == 422


def test_a_correction_keeps_receipt_and_arrival_and_raises_the_revision(town):
    first = town.seen()
    town.send(town.gave_back())
    town.portal.answer(town.draft, changed(PROOF, "attached"))
    town.portal.upload(town.draft, b"%PDF-1.4 proof", slot="support-confirmation")

    _, prepared = town.portal.prepare(town.draft)
    receipt = town.portal.arrived(town.draft, key="second-key")

    assert json.loads(unb64(prepared["document"]))["revision"] == 2
    assert (receipt["receipt"], receipt["arrived_at"], receipt["revision"]) == (town.receipt, first["arrived_at"], 2)
    assert {event["data"]["revision"] for event in town.portal.events_of("ApplicationReceived")} == {1, 2}


def test_a_decision_frees_the_way_for_a_later_application(town):
    town.send(town.decided())

    assert town.portal.open()["status"] == "draft"


def test_a_town_that_does_not_answer_leaves_the_message_in_its_queue(town):
    event = town.gave_back()
    town.portal.outside.town_down = True

    assert len(town.send(event)["batchItemFailures"]) == 1
    assert town.seen()["status"] == "received"


def test_a_withdrawal_reaches_the_town_when_it_is_up_again(town):
    town.portal.call("POST", f"/api/applications/{town.draft['application_id']}/withdrawal")
    (event,) = town.portal.events_of("ApplicationWithdrawn")
    message = rule_event("ApplicationWithdrawn", event["data"], source="madoguchi.applications")
    report = town.portal.handler("report_withdrawal")
    town.portal.outside.town_down = True
    assert len(report(sqs_event(message), LambdaContext())["batchItemFailures"]) == 1

    town.portal.outside.town_down = False
    assert report(sqs_event(message), LambdaContext()) == {"batchItemFailures": []}

    (told,) = town.portal.outside.withdrawals
    assert (told["municipality"], told["receipt"]) == (SANJO, town.receipt)
    assert set(told) == {"municipality", "receipt", "withdrawn_at", "correlation_id"}


@pytest.mark.parametrize("reader", ["report_withdrawal", "follow_case"])
def test_an_unreadable_message_goes_to_the_dead_letters_at_once(town, reader):
    dead = boto3.client("sqs").create_queue(QueueName="dead-letters")["QueueUrl"]

    answer = town.portal.handler(reader)(sqs_event("not JSON"), LambdaContext())

    assert answer == {"batchItemFailures": []}
    assert len(boto3.client("sqs").receive_message(QueueUrl=dead)["Messages"]) == 1


def test_a_decided_application_cannot_be_withdrawn(town):
    town.send(town.decided())

    status, problem = town.portal.call("POST", f"/api/applications/{town.draft['application_id']}/withdrawal")

    assert (status, problem["type"].rsplit("/", 1)[-1]) == (409, "not-withdrawable")


def test_a_decision_that_crossed_her_withdrawal_stands_and_takes_nothing_from_a_new_application(town):
    town.portal.call("POST", f"/api/applications/{town.draft['application_id']}/withdrawal")
    anew = town.portal.open()
    town.portal.answer(anew, ANSWERS)
    town.portal.arrived(anew, key="second-key")

    assert town.send(town.decided()) == {"batchItemFailures": []}

    assert town.seen()["status"] == "decided"
    assert town.portal.see(anew)["status"] == "received"
    assert len(town.portal.rows("natural")) == 1


def test_an_event_from_another_town_is_left_to_the_operator(town):
    foreign = rule_event(
        "CaseDecided",
        {"municipality": "151009", "receipt": town.receipt, "decision_id": "d"},
        source="madoguchi.municipal",
    )

    assert len(town.send(foreign)["batchItemFailures"]) == 1
    assert town.seen()["status"] == "received"
