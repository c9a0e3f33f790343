"""Four eyes: what one officer proposes another approves, on the same case, and a repeated commit changes nothing."""

import pytest

from madoguchi.errors import Conflict, PreconditionFailed
from madoguchi.kernel.identifiers import individual_number_check_digit
from madoguchi.municipal.model.approval import FindingsUnconfirmed, FourEyes, ProposalOutdated
from madoguchi.municipal.model.case import NotNow, Status
from madoguchi.municipal.model.decisions import NumberInText, ReasonMissing, RuleRequest
from madoguchi.municipal.model.grants import GrantMissing, Role
from madoguchi.municipal.model.once import KeyReused
from madoguchi.municipal.model.views import case_page
from madoguchi.municipal.service.collecting import Collection
from madoguchi.municipal.service.intake import Deliveries
from tests.unit.municipal.acts import BACK, DISMISSAL, GRANT, judge, propose, publish, send_back
from tests.unit.municipal.samples import APPROVER, OFFICER, RECEIPT, SANJO, Town, corrected, reader, unique

NUMBER = f"12345678901{individual_number_check_digit('12345678901')}"
SECOND_APPROVER = reader("sanjo-kosodate-3", Role.APPROVER)


def outcome(town):
    return Deliveries(town.store).outcome(SANJO, RECEIPT)


def nobody_knows_the_child(town):
    town.register.apart.clear()
    return town


def test_a_proposal_waits_for_another_and_the_applicant_hears_nothing():
    town = Town().journey()

    answer = propose(town)

    assert (answer.status, answer.proposal_id) == (Status.APPROVAL, town.case.open_proposal.proposal_id)
    assert "CaseDecided" not in town.store.told()
    assert (outcome(town).status, outcome(town).decision) == (Status.SUBSTANTIVE, None)
    assert town.case.history[-1].code == "proposed"


@pytest.mark.parametrize("proposer", [OFFICER, APPROVER])
def test_nobody_approves_or_declines_what_she_proposed(proposer):
    town = Town().journey()
    propose(town, reader=proposer)
    herself = reader(proposer.name, Role.EXAMINER, Role.APPROVER)

    for approve in (True, False):
        with pytest.raises(FourEyes):
            judge(town, approve=approve, reader=herself, reason="x")

    assert town.case.status is Status.APPROVAL


def test_who_may_only_examine_approves_nothing():
    town = Town().journey()
    propose(town)

    with pytest.raises(GrantMissing):
        judge(town, reader=reader("sanjo-kosodate-4", Role.EXAMINER))


def test_an_approval_decides_with_both_names_and_tells_the_portal_once():
    town = Town().journey()
    propose(town)

    answer = judge(town)

    assert (answer.status, answer.document_number) == (Status.DECIDED, "子支第2026-000001号")
    decision = town.case.decision
    assert (decision.proposed_by, decision.by) == (OFFICER.name, APPROVER.name)
    assert decision.seen["proposal"]["monthly_yen"] == 25_000
    assert town.store.told().count("CaseDecided") == 1
    assert town.case.proposals[0].ended == "approved"


def test_a_declined_proposal_goes_back_with_its_reason_and_may_be_made_again():
    town = Town().journey()
    propose(town)

    with pytest.raises(ReasonMissing):
        judge(town, approve=False, reason="　")
    answer = judge(town, approve=False, reason="金額を確かめてください")

    assert (answer.status, answer.decision_id) == (Status.SUBSTANTIVE, None)
    (declined,) = town.case.proposals
    assert (declined.ended, declined.ended_by, declined.ended_reason) == (
        "declined",
        APPROVER.name,
        "金額を確かめてください",
    )
    assert "CaseDecided" not in town.store.told()
    propose(town)
    assert judge(town).status is Status.DECIDED


def test_the_reason_for_declining_carries_no_individual_number():
    town = Town().journey()
    propose(town)

    with pytest.raises(NumberInText):
        judge(town, approve=False, reason=f"{NUMBER} を確かめる")


def test_the_older_proposal_is_not_approved_in_place_of_the_newer():
    town = Town().journey()
    propose(town)
    older = town.case.proposals[0].proposal_id
    judge(town, approve=False, reason="x")
    propose(town)

    with pytest.raises(ProposalOutdated):
        judge(town, proposal_id=older)


def test_what_arrives_after_the_proposal_must_be_seen_by_both():
    town = Town()
    town.linkage.answers.pop(("local-tax.income", "3040002"))
    town.deliver()
    town.examine()
    number = next(i.processing_number for i in town.case.inquiries if i.need.addressee_number == "3040002")
    propose(town)
    town.linkage.answers[("local-tax.income", "3040002")] = {"tax_year": 2026, "filed": False}
    Collection(town.store, town.linkage).collect(SANJO, RECEIPT, number, unique())

    with pytest.raises(ProposalOutdated):
        judge(town)

    assert judge(town, approve=False, reason="照会の結果が届いたため").status is Status.FORMAL


def test_nothing_is_judged_that_nobody_proposed_and_nothing_is_returned_while_it_waits():
    town = Town().journey()
    with pytest.raises(NotNow):
        judge(town, proposal_id="none")
    propose(town)

    with pytest.raises(NotNow):
        send_back(town)
    with pytest.raises(NotNow):
        propose(town)


def test_a_dismissal_while_she_corrects_leaves_her_return_open_until_it_is_approved():
    town = Town().journey()
    send_back(town)

    propose(town, DISMISSAL)

    assert outcome(town).status is Status.RETURNED
    assert outcome(town).returned is not None
    judge(town, approve=False, reason="補正を待つ")
    assert town.case.status is Status.RETURNED


def test_her_correction_makes_the_proposal_lapse():
    town = Town().journey()
    send_back(town)
    propose(town, DISMISSAL)

    town.deliver(2, content=corrected())

    assert town.case.proposals[0].ended == "lapsed"
    with pytest.raises(NotNow):
        judge(town)


def test_findings_for_two_people_are_confirmed_by_both_or_nothing_is_decided():
    town = nobody_knows_the_child(Town()).journey()
    (finding,) = [f for f in case_page(town.case, town.current, "ja").findings if f.people == 2]

    with pytest.raises(FindingsUnconfirmed) as first:
        propose(town)
    propose(town, GRANT.model_copy(update={"findings_confirmed": (finding.id,)}))
    with pytest.raises(FindingsUnconfirmed) as second:
        judge(town)
    judge(town, findings_seen=(finding.id,))

    assert finding.id == "child-not-identified:/children/0/name"
    assert first.value.errors == (("/findings_confirmed", finding.id),)
    assert second.value.errors == (("/findings_seen", finding.id),)
    assert town.case.decision.findings_confirmed == (finding.id,)


def test_a_repeated_commit_is_answered_as_the_first_and_done_once():
    town = Town().journey()
    was = town.case.version

    proposals = [propose(town, key="proposal-1", version=was) for _ in range(2)]
    approvals = [judge(town, key="approval-1", version=was + 1) for _ in range(2)]

    assert proposals[0] == proposals[1]
    assert approvals[0] == approvals[1]
    assert (len(town.case.proposals), town.store.told().count("CaseDecided")) == (1, 1)
    assert town.store.numbers[SANJO, 2026] == 1


def test_a_repeated_return_and_rule_are_answered_as_the_first():
    town = Town().journey()
    was = town.case.version
    rule = RuleRequest(affair="child-allowance.claim", items=())

    returns = [send_back(town, key="return-01", version=was) for _ in range(2)]
    rules = [publish(town, rule, key="rule-0001") for _ in range(2)]

    assert returns[0] == returns[1]
    assert len(town.case.returns) == 1
    assert rules[0] == rules[1]
    assert rules[0].version == 2


def test_the_same_key_for_another_wish_is_refused():
    town = Town().journey()
    propose(town, key="one-key-1")

    with pytest.raises(KeyReused):
        propose(town, DISMISSAL, key="one-key-1")
    with pytest.raises(KeyReused):
        send_back(town, BACK, key="one-key-1")

    assert town.case.status is Status.APPROVAL


def test_anothers_key_is_not_ones_own():
    town = Town().journey()
    propose(town, key="same-key-1")

    with pytest.raises(NotNow):
        propose(town, reader=APPROVER, key="same-key-1")


def test_of_two_who_approve_at_once_one_decides_and_the_other_is_told():
    town = Town().journey()
    propose(town)
    was = town.case.version
    town.store.before_save = lambda: judge(town, reader=SECOND_APPROVER)

    with pytest.raises(PreconditionFailed):
        judge(town, version=was)

    assert town.case.decision.by == SECOND_APPROVER.name
    assert town.store.told().count("CaseDecided") == 1


def test_the_answer_that_was_lost_on_the_way_is_the_one_that_was_kept():
    """The first call committed, its connection broke, and the repetition raced it."""
    town = Town().journey()
    was = town.case.version
    town.store.before_save = lambda: propose(town, key="raced-001", version=was)

    again = propose(town, key="raced-001", version=was)

    assert again.proposal_id == town.case.open_proposal.proposal_id
    assert len(town.case.proposals) == 1


def test_a_number_that_is_always_taken_is_a_conflict_never_a_decision():
    town = Town().journey()
    propose(town)

    def always_taken(*_, **__):
        raise Conflict("taken")

    town.store.decide = always_taken

    with pytest.raises(Conflict):
        judge(town)

    assert town.case.decision is None
