"""What the answers of a claim oblige the town to ask, and whom they count."""

from datetime import date

from madoguchi.procedures.model.child_allowance import amount
from madoguchi.procedures.model.child_allowance_claim import children_of, event_date_of, needs

AT = date(2026, 11, 4)
ANSWERS = {
    "claimant": {"name": "髙野　みどり"},
    "moved": {"from_municipality": "151009", "out_on": "2026-10-19", "in_on": "2026-10-22"},
    "spouse": {"exists": True, "name": "髙野　誠", "living": "together"},
    "children": [
        {"birth_date": "2026-09-28", "living": "together", "supported": True},
        {"birth_date": "2013-05-02", "living": "apart", "supported": True},
    ],
    "adult_children": [{"birth_date": "2007-08-20", "supported": True, "proof": "later"}],
}


def wanted(answers, at=AT):
    return [(need.item, need.about, need.reason) for need in needs(answers, at=at)]


def test_two_parents_and_a_child_elsewhere_are_three_questions():
    assert wanted(ANSWERS) == [
        ("local-tax.income", "/claimant", "higher-earner"),
        ("local-tax.income", "/spouse", "higher-earner"),
        ("residence.registration", "/children/1", "lives-elsewhere"),
    ]


def test_a_single_parent_is_asked_for_no_tax_record():
    assert wanted({**ANSWERS, "spouse": {"exists": False}, "children": []}) == []


def test_before_october_2024_income_capped_the_allowance_so_a_single_parents_tax_was_needed():
    single = {**ANSWERS, "spouse": {"exists": False}, "children": []}

    assert wanted(single, date(2024, 9, 30)) == [("local-tax.income", "/claimant", "income-cap")]


def test_a_spouse_registered_elsewhere_is_asked_about():
    apart = {**ANSWERS, "spouse": {"exists": True, "living": "apart"}, "children": []}

    assert ("residence.registration", "/spouse", "lives-elsewhere") in wanted(apart)


def test_half_filled_answers_are_read_as_far_as_they_go():
    assert wanted({"spouse": "yes", "children": [None, {"living": "apart"}]}) == [
        ("residence.registration", "/children/1", "lives-elsewhere")
    ]
    assert children_of({"children": [{"birth_date": "tomorrow"}, {}], "adult_children": 3}) == []


def test_a_promised_confirmation_does_not_count_and_an_attached_one_does():
    attached = {**ANSWERS, "adult_children": [{**ANSWERS["adult_children"][0], "proof": "attached"}]}

    assert amount(children_of(ANSWERS), "2026-11").monthly_yen == 25_000
    assert amount(children_of(attached), "2026-11").monthly_yen == 40_000


def test_an_examiner_says_which_confirmations_have_been_seen():
    seen = children_of(ANSWERS, proven=frozenset({"/adult_children/0"}))

    assert amount(seen, "2026-11").monthly_yen == 40_000


def test_the_fifteen_days_run_from_the_planned_move_out_date():
    assert event_date_of(ANSWERS) == date(2026, 10, 19)
    assert event_date_of({}) is None
