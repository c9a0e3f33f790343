import pytest

from madoguchi.errors import Unavailable
from madoguchi.municipal.model.case import Status
from madoguchi.municipal.model.clocks import waiting_for
from madoguchi.municipal.model.inquiries import InquiryStatus
from tests.unit.municipal.samples import NIIGATA, PROOF, SANJO, Town, answers, corrected


def asked(town):
    return {(i.need.item, i.need.addressee_number) for i in town.case.inquiries}


THREE = {
    ("local-tax.income", "3040001"),
    ("local-tax.income", "3040002"),
    ("residence.registration", "3049001"),
}


def test_the_standing_rule_asks_exactly_three_things():
    town = Town()
    town.deliver()
    town.examine()

    assert asked(town) == THREE
    assert len(town.linkage) == 3
    assert town.case.status is Status.FORMAL
    assert waiting_for(town.case) == "linkage"


def test_the_tax_record_is_looked_for_where_she_lived_on_the_first_of_january():
    town = Town()
    town.register.homes = {"3040002": "152021"}
    town.deliver()
    town.examine()

    hints = {i.need.addressee_number: i.need.municipality_on for i in town.case.inquiries}
    assert hints["3040001"] == {"2026-01-01": NIIGATA}
    assert hints["3040002"] == {"2026-01-01": "152021"}


def test_without_a_published_rule_nothing_is_asked_by_itself():
    town = Town()
    town.store.rules = []
    town.deliver()
    town.examine()

    assert asked(town) == set()
    assert town.case.status is Status.SUBSTANTIVE


def test_a_rule_of_another_town_asks_nothing_here():
    town = Town()
    town.store.rules = [town.store.rules[0].model_copy(update={"municipality": NIIGATA})]
    town.deliver()
    town.examine()

    assert asked(town) == set()


def test_a_single_parent_is_asked_no_tax_record():
    town = Town()
    town.deliver(content=answers(spouse={"exists": False}))
    town.examine()

    assert asked(town) == {("residence.registration", "3049001")}


def test_a_crash_between_inquiries_asks_each_of_them_once():
    town = Town()
    town.deliver()
    town.linkage.fails_after = 1
    with pytest.raises(Unavailable):
        town.examine()

    town.linkage.fails_after = None
    town.examine()
    town.examine()

    assert len(town.linkage) == 3
    assert town.linkage.calls == 3
    assert all(i.status is InquiryStatus.ACCEPTED for i in town.case.inquiries)
    assert town.store.told().count("CaseExamined") == 1


def test_an_inquiry_sent_but_not_written_down_is_sent_again_under_the_same_request_id():
    town = Town()
    town.deliver()
    town.store.before_save = None
    saves = []
    original = town.store.save

    def crash_after_the_first_answer(case, was, event, at):
        saves.append(case)
        if len(saves) == 2:
            raise Unavailable("crashed before writing the number down")
        original(case, was, event, at)

    town.store.save = crash_after_the_first_answer
    with pytest.raises(Unavailable):
        town.examine()
    town.store.save = original
    town.examine()

    assert town.linkage.calls == 4
    assert len(town.linkage) == 3


def test_the_register_down_is_a_retry_never_a_finding():
    town = Town()
    town.deliver()
    town.register.down = True

    with pytest.raises(Unavailable):
        town.examine()

    assert town.case.status is Status.DELIVERED
    assert town.case.findings == ()


def test_a_refusal_by_a_gate_is_a_value_with_its_gate():
    town = Town()
    town.linkage.refuses = "permission"
    town.deliver()
    town.examine()

    assert {(i.status, i.gate) for i in town.case.inquiries} == {(InquiryStatus.REFUSED, "permission")}
    assert town.case.status is Status.SUBSTANTIVE
    assert waiting_for(town.case) == "officer"


def test_answers_are_stored_recorded_and_acknowledged_once():
    town = Town().journey()
    town.collect()

    assert sorted(town.store.records) == ["pn1", "pn2", "pn3"]
    assert sorted(town.linkage.acknowledged) == ["pn1", "pn2", "pn3"]
    assert town.linkage.result_calls == 3
    assert all(i.status is InquiryStatus.ACKNOWLEDGED for i in town.case.inquiries)
    assert town.case.status is Status.SUBSTANTIVE


def test_an_answer_announced_before_its_number_is_written_down_waits():
    from madoguchi.municipal.service.collecting import Collection
    from tests.unit.municipal.samples import RECEIPT, unique

    town = Town()
    town.deliver()
    town.linkage.fails_after = 0
    with pytest.raises(Unavailable):
        town.examine()

    with pytest.raises(Unavailable):
        Collection(town.store, town.linkage).collect(SANJO, RECEIPT, "pn1", unique())


def test_a_provider_that_is_down_leaves_the_inquiry_open():
    town = Town()
    town.linkage.answers = {}
    town.deliver()
    town.examine()

    with pytest.raises(Unavailable):
        town.collect()

    assert waiting_for(town.case) == "linkage"


def test_a_resubmission_does_not_ask_again_what_was_asked():
    town = Town().journey()

    town.deliver(2, content=corrected(), attachments=[PROOF])
    town.examine(2)

    assert asked(town) == THREE
    assert town.linkage.calls == 3
    assert town.case.findings == ()


def test_two_answers_at_once_are_both_kept():
    town = Town()
    town.deliver()
    town.examine()

    def meanwhile():
        case = town.case
        town.store.cases[SANJO, case.receipt] = case.changed(
            history=case.noted("elsewhere", by="x", at=case.arrived_at)
        )

    town.store.before_save = meanwhile
    town.collect()

    assert sorted(town.store.records) == ["pn1", "pn2", "pn3"]
    assert "elsewhere" in [line.code for line in town.case.history]


def test_examining_an_overtaken_revision_does_nothing():
    town = Town()
    town.deliver()
    town.deliver(2)

    town.examine(1)

    assert town.case.examined_revision == 0
    assert len(town.linkage) == 0


def test_an_answer_that_there_is_no_copy_is_not_told_as_a_refusal():
    town = Town()
    town.deliver()
    town.examine()
    town.linkage.result = lambda _, inquiry: inquiry.model_copy(update={"status": InquiryStatus.ANSWERED})

    town.collect()

    codes = [line.code for line in town.case.history]
    assert (codes.count("inquiry-answered"), codes.count("inquiry-refused")) == (3, 0)
