"""Closed unless a row of the day opens it, and a refusal names which."""

from datetime import date

import pytest

from madoguchi.linkage.model.gates import closed_gate, permission_for
from madoguchi.linkage.model.rules import UnknownRule, UnreadableRules, changed
from madoguchi.linkage.rules_files import published

SANJO, NIIGATA = "152048", "151009"
DAY = date(2026, 11, 4)
RULES = published()
WAY = {"asker": SANJO, "affair": "child-allowance.claim", "provider": NIIGATA, "item": "local-tax.income"}


def row(kind, id, **update):
    found = next(one for one in getattr(RULES, kind) if one.id == id)
    return {**found.model_dump(mode="json"), **update}


def with_row(kind, id, **update):
    return changed(RULES, kind, row(kind, id, **update))


def test_the_published_way_is_open():
    assert closed_gate(RULES, **WAY, on=DAY) is None


@pytest.mark.parametrize("update", [{"asker": "131016"}, {"provider": "131016"}, {"affair": "another"}, {"item": "x"}])
def test_what_no_row_names_is_not_permitted(update):
    assert closed_gate(RULES, **{**WAY, **update}, on=DAY) == "permission"


@pytest.mark.parametrize(
    ("day", "gate"),
    [(date(2024, 9, 30), "permission"), (date(2024, 10, 1), None), (DAY, None), (date(2026, 11, 5), "permission")],
)
def test_a_permission_counts_from_its_first_to_its_last_day(day, gate):
    rules = with_row("permissions", "child-allowance.claim/local-tax.income", until="2026-11-04")

    assert closed_gate(rules, **WAY, on=day) == gate


@pytest.mark.parametrize(
    ("assessment", "gate"),
    [(f"{SANJO}/child-allowance", "pia-asker"), (f"{NIIGATA}/local-tax", "pia-provider"), (f"{SANJO}/local-tax", None)],
)
def test_both_assessments_must_be_in_force(assessment, gate):
    rules = with_row("assessments", assessment, until="2026-11-03")

    assert closed_gate(rules, **WAY, on=DAY) == gate


def test_an_assessment_of_something_else_does_not_count():
    rules = with_row("assessments", f"{NIIGATA}/local-tax", covers=["residence.registration"])

    assert closed_gate(rules, **WAY, on=DAY) == "pia-provider"


def test_a_towns_own_row_opens_the_way_for_that_town_alone():
    id = "child-allowance.claim/local-tax.income"
    rules = with_row("permissions", id, owner="152021")

    assert permission_for(rules, **WAY, on=DAY) is None
    assert permission_for(rules, **{**WAY, "asker": "152021"}, on=DAY) is not None


def test_a_rule_that_does_not_read_is_refused():
    with pytest.raises(UnreadableRules):
        changed(RULES, "permissions", {"id": "half a row"})
    with pytest.raises(UnreadableRules):
        changed(RULES, "opinions", {})


def test_an_unknown_item_or_affair_is_named():
    with pytest.raises(UnknownRule) as refused:
        RULES.item("favourite-colour")

    assert refused.value.field == "/item"


def test_the_three_towns_may_ask_each_other_for_everything_published():
    towns = [one.code for one in RULES.organisations]
    ways = [(a, p, item.id) for a in towns for p in towns if a != p for item in RULES.items]

    closed = [closed_gate(RULES, asker=a, provider=p, item=i, affair=WAY["affair"], on=DAY) for a, p, i in ways]

    assert set(closed) == {None}
