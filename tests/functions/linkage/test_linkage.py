"""The core's doors and steps as its neighbours meet them, with the sealed zone behind them."""

import json
import os

import boto3
import pytest

from functions.linkage import announce, start_inquiry
from madoguchi.wiring import linkage as wiring
from tests.functions.linkage.core import NIIGATA, NUMBERS, SANJO, YEN, Refused
from tests.support.events import LambdaContext, failed, rule_event, sqs_event, stream_event


def test_an_inquiry_is_accepted_answered_and_fetched_until_acknowledged(town):
    asked = town.ask()
    assert asked["status"] == "accepted"

    assert town.step("CheckGates", asked["processing_number"]) == {"outcome": "accepted", "gate": ""}
    assert town.step("FindCopy", asked["processing_number"], tries=0) == {"outcome": "found", "tries": 1}
    assert town.step("Release", asked["processing_number"]) == {"outcome": "released"}
    found = [town.fetched(asked["processing_number"]) for _ in range(2)]
    acknowledged = town.town("POST", f"/inquiries/{SANJO}/{asked['processing_number']}/acknowledge")

    assert found[0] == found[1]
    assert found[0]["status"] == "answered"
    assert found[0]["result"]["value"]["total_income_yen"] == YEN["midori"]
    assert found[0]["provider_name"] == {"ja": "新潟市", "en": "Niigata City"}
    assert (acknowledged["status"], acknowledged["result"]) == ("acknowledged", None)
    assert len(town.rows("INQUIRIES_TABLE", "record")) == 1


def test_a_repeated_request_gets_the_first_processing_number(town):
    first, second = town.ask(), town.ask()

    assert second["processing_number"] == first["processing_number"]
    assert len(town.events("InquiryAccepted")) == 1


def test_a_request_id_stands_for_one_question(town):
    town.ask()

    with pytest.raises(Refused) as refused:
        town.ask("makoto")

    assert (refused.value.status, refused.value.slug) == (422, "request-id-reused")


def test_a_second_release_doubles_nothing(town):
    number = town.answered()

    assert town.step("Release", number) == {"outcome": "released"}
    assert len(town.events("InquiryAnswered")) == 1
    assert len(town.rows("INQUIRIES_TABLE", "record")) == 1
    assert len([row for row in town.rows("PARTITIONS_TABLE") if "#RECORDS#" in row["pk"]]) == 2


def test_the_event_says_only_that_there_is_an_answer(town):
    number = town.answered()

    (event,) = town.events("InquiryAnswered")

    assert event["data"] == {"asker": SANJO, "processing_number": number, "case": "RECEIPT1"}


def test_each_side_has_a_processing_number_of_its_own(town):
    number = town.answered()

    own = {
        row["pk"].split("#")[0]: json.loads(row["record"])
        for row in town.rows("PARTITIONS_TABLE")
        if "#RECORDS#" in row["pk"]
    }

    assert own[SANJO]["processing_number"] == number
    assert own[NIIGATA]["processing_number"] != number
    assert own[NIIGATA]["addressee_number"] == NUMBERS[NIIGATA, "midori"]


@pytest.mark.parametrize(
    ("hint", "status"),
    [({"municipality_on": {"2026-01-01": SANJO}}, "internal"), ({}, "officer"), (None, "officer")],
)
def test_what_nobody_is_asked_for_makes_no_exchange(town, hint, status):
    asked = town.ask(provider_hint=hint or {"registered_at": None})

    assert asked["status"] == status
    assert town.rows("INQUIRIES_TABLE", "inquiry") == []


def test_a_closed_gate_is_an_answer_that_names_it(town):
    row = {
        "id": f"{NIIGATA}/local-tax",
        "institution": NIIGATA,
        "covers": ["local-tax.income"],
        "since": "2016-01-01",
        "until": "2026-03-31",
    }
    town.operator("PUT", "/rules/assessments", row)
    town.operator("PUT", "/rules/assessments", row)

    refused = town.ask()

    assert (refused["status"], refused["gate"]) == ("refused", "pia-provider")
    assert town.ask()["processing_number"] == refused["processing_number"]
    assert town.events("InquiryAccepted") == []
    assert town.rows("INQUIRIES_TABLE", "record") == []


def test_a_rule_that_does_not_read_is_not_enacted(town):
    with pytest.raises(Refused) as refused:
        town.operator("PUT", "/rules/permissions", {"id": "half a row"})

    assert refused.value.slug == "unreadable-rules"
    assert town.ask()["status"] == "accepted"


def test_somebody_not_paired_is_not_asked_about(core):
    with pytest.raises(Refused) as refused:
        core.ask()

    assert (refused.value.status, refused.value.slug) == (422, "not-paired")


def test_anothers_inquiry_is_not_found(town):
    number = town.answered()

    with pytest.raises(Refused) as refused:
        town.fetched(number, asker="152021")

    assert refused.value.status == 404


def test_the_providers_staff_answer_by_the_providers_numbers(town):
    town.copy("midori", automatic=False)
    number = town.ask()["processing_number"]
    assert town.step("FindCopy", number, tries=0)["outcome"] == "no_automatic_answer"
    assert town.step("Release", number) == {"outcome": "changed"}
    assert town.step("LeaveToStaff", number) == {"outcome": "asked"}
    assert town.step("LeaveToStaff", number) == {"outcome": "asked"}
    assert town.fetched(number)["waiting_for"] == "staff"

    (asked,) = town.town("GET", f"/provisions/{NIIGATA}")["items"]
    answer = {"layout": "by hand", "as_of": "2026-11-06", "value": {"tax_year": 2026, "total_income_yen": 1}}
    town.town("POST", f"/provisions/{NIIGATA}/{asked['processing_number']}", answer)

    assert asked["processing_number"] != number
    assert asked["addressee_number"] == NUMBERS[NIIGATA, "midori"]
    assert town.fetched(number)["result"]["layout"] == "by hand"
    assert town.town("GET", f"/provisions/{NIIGATA}")["items"] == []
    assert len(town.rows("INQUIRIES_TABLE", "record")) == 1


def test_a_provider_that_is_down_is_waited_for_and_the_asker_sees_it(town):
    town.operator("PUT", f"/providers/{NIIGATA}", {"status": "down"})
    number = town.ask()["processing_number"]

    assert [town.step("FindCopy", number, tries=n)["outcome"] for n in range(2)] == ["provider_down"] * 2
    assert (town.fetched(number)["status"], town.fetched(number)["waiting_for"]) == ("waiting", "provider")
    assert town.step("Release", number) == {"outcome": "changed"}

    town.operator("PUT", f"/providers/{NIIGATA}", {"status": "up"})
    assert town.step("FindCopy", number, tries=2)["outcome"] == "found"


def test_the_same_number_always_means_the_same_person_and_never_two(town):
    town.pair(SANJO, "midori")

    for institution, person, number in ((SANJO, "makoto", "3040001"), (SANJO, "midori", "3040009")):
        with pytest.raises(Refused) as refused:
            town.pair(institution, person, number)
        assert (refused.value.status, refused.value.slug) == (409, "paired-otherwise")


def test_the_same_person_has_unlike_codes_in_the_two_towns(town):
    codes = {row["pk"].split("#")[0]: row["code"] for row in town.rows("PARTITIONS_TABLE") if "code" in row}

    assert codes[SANJO] != codes[NIIGATA]


def test_two_cards_of_one_person_are_one_person(core):
    core.serials["SERIAL1B"] = core.serials["SERIAL1"]

    assert core.portal("POST", "/same-person", {"serials": ["SERIAL1", "SERIAL1B"]}) == {"same": True}
    assert core.portal("POST", "/same-person", {"serials": ["SERIAL1", "SERIAL2"]}) == {"same": False}


def test_an_unknown_card_is_not_found(core):
    with pytest.raises(Refused) as refused:
        core.portal("POST", "/pairings", {"account_id": "account", "serial": "SERIAL9"})

    assert refused.value.status == 404


def test_a_renewed_account_of_the_same_person_can_be_paired_too(core):
    for account in ("account-1", "account-1", "account-2"):
        core.portal("POST", "/pairings", {"account_id": account, "serial": "SERIAL1"})

    assert core.portal("GET", "/records/account-2") == {"exchanges": [], "lookups": []}


def test_a_late_older_copy_does_not_replace_a_newer_one(town):
    town.copy("midori", as_of="2026-07-01", value={"tax_year": 2026, "total_income_yen": 2})
    town.copy("midori", as_of="2026-05-01", value={"tax_year": 2026, "total_income_yen": 1})

    assert town.fetched(town.answered())["result"]["value"]["total_income_yen"] == 2


def test_a_copy_of_another_year_is_no_answer(core):
    core.pair(SANJO, "midori")
    core.pair(NIIGATA, "midori")
    core.copy("midori", value={"tax_year": 2025, "total_income_yen": 1})
    number = core.ask()["processing_number"]

    assert core.step("FindCopy", number, tries=0)["outcome"] == "no_copy"
    core.step("Release", number)
    found = core.fetched(number)

    assert (found["status"], found["outcome"], found["result"]) == ("answered", "no_copy", None)


def test_nothing_that_a_door_said_holds_a_code_or_a_person_id(town):
    town.portal("POST", "/pairings", {"account_id": "account", "serial": "SERIAL1"})
    number = town.answered()
    town.fetched(number)
    town.feed_ledger()
    town.portal("GET", "/records/account")

    outside = [body for body in town.said if "person_id" not in body]  # the sealed door speaks to linkage alone
    texts = "".join(outside) + json.dumps(town.events("InquiryAnswered") + town.events("InquiryAccepted"))
    assert [secret for secret in town.codes() if secret in texts] == []


def test_a_process_is_started_once_for_each_attempt(town):
    states = boto3.client("stepfunctions")
    machine = states.create_state_machine(
        name="inquiry",
        definition=json.dumps({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}),
        roleArn="arn:aws:iam::123456789012:role/process",
    )
    wiring.process()._arn = machine["stateMachineArn"]
    number = town.ask()["processing_number"]
    town.operator("POST", f"/inquiries/{number}/redrive")
    events = town.events("InquiryAccepted")

    bodies = [rule_event("InquiryAccepted", event["data"], source="madoguchi.linkage") for event in events * 2]
    answer = start_inquiry.handler(sqs_event(*bodies), LambdaContext())

    started = states.list_executions(stateMachineArn=machine["stateMachineArn"])["executions"]
    assert failed(answer) == []
    assert {one["name"] for one in started} == {f"{number}-1", f"{number}-2"}


def test_events_are_announced_on_the_core_bus_and_records_are_not(town):
    boto3.client("events").create_event_bus(Name=os.environ["BUS"])
    town.answered()

    answer = announce.handler(stream_event(*town.rows("INQUIRIES_TABLE")), None)

    assert failed(answer) == []


def test_a_gate_that_closes_meanwhile_is_recorded_once(town):
    number = town.ask()["processing_number"]

    for _ in range(2):
        assert town.step("RecordRefusal", number, gate="permission") == {"outcome": "recorded"}

    assert (town.fetched(number)["status"], town.fetched(number)["gate"]) == ("refused", "permission")
    assert len(town.events("InquiryAnswered")) == 1


def test_an_attempt_is_raised_once_however_often_it_asks(town):
    number = town.ask()["processing_number"]

    for _ in range(2):
        town.step("CarryOn", number, attempt=1)

    assert [event["data"]["attempt"] for event in town.events("InquiryAccepted")].count(2) == 1
