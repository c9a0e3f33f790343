import pytest

from madoguchi.errors import NotFound, PreconditionFailed
from madoguchi.kernel.identifiers import individual_number_check_digit
from madoguchi.municipal.model.approval import ProposalRequest
from madoguchi.municipal.model.case import NotNow, Status
from madoguchi.municipal.model.clocks import standard_due_on, waiting_for
from madoguchi.municipal.model.decisions import (
    AmountMissing,
    NumberInText,
    ReasonMissing,
    RemediesMissing,
    ReturnRequest,
    RuleRequest,
    UnknownPointer,
)
from madoguchi.municipal.model.views import case_page
from madoguchi.municipal.service.intake import Deliveries
from tests.unit.municipal.acts import GRANT, POINTER, decide, judge, propose, publish, send_back
from tests.unit.municipal.samples import (
    ADMINISTRATOR,
    APPROVER,
    PROOF,
    RECEIPT,
    SANJO,
    STRANGER,
    TAX_OFFICER,
    Town,
    corrected,
)


def view(town):
    return case_page(town.case, town.current, "ja").model_dump(mode="json")


def test_without_the_confirmation_the_proposal_is_25000_and_provisional():
    found = view(Town().journey())["proposal"]

    assert (found["monthly_yen"], found["from_month"], found["provisional"]) == (25_000, "2026-11", True)
    reasons = {row["about"]: (row["yen"], row["reason"]) for row in found["per_child"]}
    assert reasons["/adult_children/0"] == (0, "no-proof")
    assert reasons["/children/0"][0] == 10_000
    assert reasons["/children/1"][0] == 15_000


def test_after_the_correction_it_is_40000_from_november_paid_in_december_and_february():
    town = Town().journey()
    send_back(town)
    town.deliver(2, content=corrected(), attachments=[PROOF])
    town.examine(2)

    found = view(town)["proposal"]

    assert (found["monthly_yen"], found["from_month"], found["provisional"]) == (40_000, "2026-11", False)
    assert [(p["month"], p["amount_yen"]) for p in found["payments"][:2]] == [
        ("2026-12", 40_000),
        ("2027-02", 80_000),
    ]


def test_a_return_reopens_exactly_its_items_and_tells_her():
    town = Town().journey()

    send_back(town)

    told = Deliveries(town.store).outcome(SANJO, RECEIPT).model_dump(mode="json")
    assert [item["pointer"] for item in told["returned"]["items"]] == [POINTER]
    assert told["returned"]["items"][0]["label"].startswith("監護相当")
    assert town.case.status is Status.RETURNED
    assert waiting_for(town.case) == "applicant"
    assert town.store.told()[-1] == "CaseReturned"


def test_a_return_without_a_reason_or_for_no_such_item_is_refused():
    town = Town().journey()

    with pytest.raises(ReasonMissing):
        send_back(town, ReturnRequest.model_validate({"items": [{"pointer": POINTER, "reason": "　"}]}))
    with pytest.raises(UnknownPointer) as refused:
        send_back(town, ReturnRequest.model_validate({"items": [{"pointer": "/nothing/here", "reason": "x"}]}))

    assert refused.value.field == "/items/0/pointer"


NUMBER = f"12345678901{individual_number_check_digit('12345678901')}"


@pytest.mark.parametrize(
    ("field", "act"),
    [
        ("/items/0/reason", lambda town: send_back(town, _back(reason=f"番号は{NUMBER}ですか"))),
        ("/message", lambda town: send_back(town, _back(message=f"{NUMBER[:4]}-{NUMBER[4:8]}-{NUMBER[8:]}"))),
        ("/reason", lambda town: decide(town, GRANT.model_copy(update={"reason": f"{NUMBER}を確認した"}))),
        ("/remedies", lambda town: decide(town, GRANT.model_copy(update={"remedies": NUMBER}))),
    ],
)
def test_an_officers_words_carry_no_individual_number_out_of_the_zone(field, act):
    town = Town().journey()

    with pytest.raises(NumberInText) as refused:
        act(town)
    assert refused.value.field == field
    assert NUMBER not in str(refused.value)


def _back(*, reason="確認書を添付してください", message=""):
    return ReturnRequest.model_validate({"items": [{"pointer": POINTER, "reason": reason}], "message": message})


def test_acting_on_an_older_version_is_told_and_changes_nothing():
    town = Town().journey()

    with pytest.raises(PreconditionFailed):
        send_back(town, version=town.case.version - 1)
    with pytest.raises(PreconditionFailed):
        propose(town, version=town.case.version - 1)

    assert town.case.status is Status.SUBSTANTIVE


def test_the_standard_period_stands_still_while_she_corrects():
    town = Town().journey()
    before = standard_due_on(town.case)
    send_back(town)
    returned = town.case.returns[-1]
    answered = returned.model_copy(update={"answered_at": returned.at.replace(day=returned.at.day + 5)})
    town.store.cases[SANJO, RECEIPT] = town.case.model_copy(update={"returns": (answered,)})

    assert (standard_due_on(town.case) - before).days == 5


def test_two_people_decide_with_reason_amount_and_number():
    town = Town().journey()

    done = decide(town)

    assert (done.decision.proposed_by, done.decision.by) == ("sanjo-kosodate-1", "sanjo-kosodate-2")
    assert done.decision.document_number == "子支第2026-000001号"
    assert done.decision.seen["proposal"]["monthly_yen"] == 25_000
    assert town.store.told()[-1] == "CaseDecided"
    told = Deliveries(town.store).outcome(SANJO, RECEIPT).model_dump(mode="json")["decision"]
    assert told["decided_on"] == "2026-11-12"
    assert set(told) & {"by", "seen"} == set()


def test_a_dismissal_needs_reason_and_remedies():
    town = Town().journey()

    with pytest.raises(ReasonMissing):
        decide(town, ProposalRequest(outcome="dismissed", remedies="審査請求ができます"))
    with pytest.raises(RemediesMissing):
        decide(town, ProposalRequest(outcome="dismissed", reason="公務員のため"))
    with pytest.raises(RemediesMissing):
        decide(town, GRANT.model_copy(update={"outcome": "partly"}))

    assert town.case.decision is None
    dismissal = ProposalRequest(outcome="dismissed", reason="公務員のため", remedies="審査請求ができます")
    assert decide(town, dismissal).decision.outcome == "dismissed"


def test_a_grant_needs_amount_and_month_and_a_dismissal_has_none():
    town = Town().journey()

    with pytest.raises(AmountMissing):
        decide(town, ProposalRequest(outcome="granted", reason="x", from_month="2026-11"))
    with pytest.raises(AmountMissing):
        decide(town, ProposalRequest(outcome="granted", reason="x", monthly_yen=1))
    with pytest.raises(AmountMissing):
        decide(town, ProposalRequest(outcome="dismissed", reason="x", remedies="y", monthly_yen=1))


def test_nothing_is_decided_twice_or_while_she_corrects():
    town = Town().journey()
    send_back(town)
    with pytest.raises(NotNow):
        decide(town)
    town.deliver(2, content=corrected(), attachments=[PROOF])
    town.examine(2)
    decide(town)

    with pytest.raises(NotNow):
        decide(town)
    with pytest.raises(NotNow):
        send_back(town)


def test_document_numbers_follow_each_other_even_when_two_draw_at_once():
    town = Town().journey()
    year = (SANJO, 2026)

    def another_case_takes_the_number():
        town.store.numbers[year] = 1

    town.store.before_save = None
    original = town.store.decide
    calls = []

    def racing(case, was, event, at, *, year, number, answered):
        calls.append(number)
        if len(calls) == 1:
            another_case_takes_the_number()
        original(case, was, event, at, year=year, number=number, answered=answered)

    town.store.decide = racing

    decided = decide(town)

    assert calls == [1, 2]
    assert decided.decision.document_number.endswith("000002号")


@pytest.mark.parametrize("reader", [STRANGER, TAX_OFFICER, ADMINISTRATOR])
def test_another_towns_or_another_sections_officer_finds_no_case(reader):
    town = Town().journey()

    with pytest.raises(NotFound):
        decide(town, reader=reader)
    with pytest.raises(NotFound):
        send_back(town, reader=reader)
    propose(town)
    with pytest.raises(NotFound):
        judge(town, reader=reader)


def test_a_revision_after_the_decision_is_kept_and_changes_nothing():
    town = Town().journey()
    decide(town)

    town.deliver(2)

    assert town.case.revision == 1
    assert town.store.revision(SANJO, RECEIPT, 2) is not None
    assert town.case.history[-1].code == "delivered-after-decision"


def test_publishing_the_same_rule_again_makes_no_new_version():
    town = Town()
    rule = town.store.rules[0]

    same = publish(town, RuleRequest(affair=rule.affair, items=rule.items))
    other = publish(town, RuleRequest(affair=rule.affair, items=()))

    assert (same.version, other.version) == (1, 2)
    assert town.store.rules[-1].published_by == "sanjo-kosodate-1"


@pytest.mark.parametrize("reader", [TAX_OFFICER, APPROVER, ADMINISTRATOR])
def test_only_an_author_of_the_affair_publishes_its_rule(reader):
    with pytest.raises(NotFound):
        publish(Town(), RuleRequest(affair="child-allowance.claim", items=()), reader=reader)
