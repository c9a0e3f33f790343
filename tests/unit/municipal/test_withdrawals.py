"""A withdrawal is heard once, at any moment; what was decided before it stands, and no delivery revives a case."""

import pytest

from madoguchi.municipal.model.case import NotNow, Status
from madoguchi.municipal.model.clocks import waiting_for
from madoguchi.municipal.model.decisions import ItemToReturn, ReturnRequest
from madoguchi.municipal.service.intake import Deliveries
from madoguchi.municipal.service.reading import Reading
from tests.unit.municipal.acts import decide, propose, send_back
from tests.unit.municipal.samples import OFFICER, RECEIPT, SANJO, Town, unique


def codes(town):
    return [line.code for line in town.case.history]


def test_a_withdrawal_ends_the_case_once():
    town = Town().journey()

    assert [town.withdraw(), town.withdraw()] == [Status.WITHDRAWN] * 2

    assert (town.case.status, waiting_for(town.case)) == (Status.WITHDRAWN, "nobody")
    assert codes(town).count("withdrawn") == 1


def test_the_inbox_and_the_portal_are_told_so():
    town = Town().journey()
    town.withdraw()

    (listed,), _ = Reading(town.store).list(OFFICER, "2026-11", status="withdrawn", cursor=None, at=unique())

    assert listed.receipt == RECEIPT
    assert Deliveries(town.store).outcome(SANJO, RECEIPT).status is Status.WITHDRAWN


def test_a_withdrawn_case_is_neither_returned_nor_decided():
    town = Town().journey()
    town.withdraw()
    items = (ItemToReturn(pointer="/claimant/name", reason="理由"),)

    with pytest.raises(NotNow):
        decide(town)
    with pytest.raises(NotNow):
        send_back(town, ReturnRequest(items=items))


def test_a_decision_made_before_the_town_heard_of_it_stands_and_the_officer_sees_why():
    town = Town().journey()
    decide(town)

    assert [town.withdraw(), town.withdraw()] == [Status.DECIDED] * 2

    assert codes(town).count("withdrawal-too-late") == 1


def test_a_withdrawn_case_is_not_examined_and_nobody_is_asked():
    town = Town()
    town.deliver()
    town.withdraw()

    town.examine()

    assert town.case.status is Status.WITHDRAWN
    assert len(town.linkage) == 0


def test_the_delivery_of_what_was_withdrawn_before_does_not_revive_it():
    town = Town()
    assert [town.withdraw(), town.withdraw()] == [None, None]

    first = town.deliver().answer()
    assert town.deliver().answer() == first

    assert town.case.status is Status.WITHDRAWN
    assert codes(town) == ["delivered", "withdrawn"]
    assert town.store.told() == []


def test_a_correction_that_crosses_the_withdrawal_does_not_revive_it():
    town = Town()
    town.deliver()
    town.withdraw()

    town.deliver(2)

    assert (town.case.status, town.case.revision) == (Status.WITHDRAWN, 1)
    assert town.store.told() == ["CaseDelivered"]


def test_a_delivery_that_overtakes_the_withdrawal_is_withdrawn():
    town = Town()
    town.store.before_remembering = town.deliver

    assert town.withdraw() is Status.WITHDRAWN

    assert town.case.status is Status.WITHDRAWN


def test_a_proposal_ends_with_the_withdrawal_and_nothing_of_it_is_forgotten():
    town = Town().journey()
    propose(town)

    assert town.withdraw() is Status.WITHDRAWN

    (lapsed,) = town.case.proposals
    assert (lapsed.ended, lapsed.ended_by, town.case.open_proposal) == ("lapsed", "applicant", None)
