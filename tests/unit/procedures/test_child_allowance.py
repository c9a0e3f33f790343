"""The allowance of the household that moved to 三条市, and the edges where a day or a birthday decides."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.procedures.model.child_allowance import (
    Child,
    amount,
    estimate,
    fifteenth_day,
    last_safe_date,
    pay_month,
    payments,
)
from madoguchi.procedures.model.months import attains, between, first_day, last_day, month_of, plus, school_year_end

AOI = Child(birth_date=date(2007, 8, 20), about="/adult_children/0")
REN = Child(birth_date=date(2013, 5, 2), about="/children/0", living="apart")
NAGI = Child(birth_date=date(2026, 9, 28), about="/children/1")
PROVEN = AOI.model_copy(update={"proof": True})
MOVED = date(2026, 10, 19)
IN_TIME, LATE = date(2026, 11, 4), date(2026, 11, 5)

births = st.dates(date(2000, 1, 1), date(2030, 12, 31))
children = st.builds(Child, birth_date=births, supported=st.booleans(), proof=st.booleans())
months = st.dates(date(2024, 10, 1), date(2040, 12, 1)).map(month_of)


def test_without_proof_the_eldest_is_not_counted():
    found = estimate([REN, NAGI, AOI], event_date=MOVED, applied_on=IN_TIME)

    assert found.monthly_yen == 25_000
    assert [(part.yen, part.reason) for part in found.per_child] == [
        (10_000, "paid"),
        (15_000, "paid"),
        (0, "no-proof"),
    ]


def test_with_proof_the_newborn_is_the_third_child():
    found = estimate([REN, NAGI, PROVEN], event_date=MOVED, applied_on=IN_TIME)

    assert found.monthly_yen == 40_000
    assert [(part.order, part.yen) for part in found.per_child] == [(2, 10_000), (3, 30_000), (1, 0)]


def test_a_claim_on_the_rolled_over_fifteenth_day_is_paid_from_november():
    found = estimate([REN, NAGI, PROVEN], event_date=MOVED, applied_on=IN_TIME)

    assert (found.from_month, found.last_safe_date, found.late) == ("2026-11", IN_TIME, False)
    assert [(paid.month, paid.amount_yen) for paid in found.payments[:2]] == [("2026-12", 40_000), ("2027-02", 80_000)]
    assert found.payments[1].covers == ("2026-12", "2027-01")


def test_a_claim_a_day_later_loses_a_month():
    found = estimate([REN, NAGI, PROVEN], event_date=MOVED, applied_on=LATE)

    assert (found.from_month, found.late) == ("2026-12", True)
    assert (found.if_late.from_month, found.if_late.lost_yen) == ("2026-12", 40_000)


def test_what_being_late_costs_is_told_while_there_is_still_time():
    found = estimate([REN, NAGI, PROVEN], event_date=MOVED, applied_on=date(2026, 10, 22))

    assert (found.if_late.from_month, found.if_late.lost_yen) == ("2026-12", 40_000)


def test_two_months_late_costs_two_months():
    found = estimate([REN, NAGI, PROVEN], event_date=MOVED, applied_on=date(2026, 12, 10))

    assert (found.from_month, found.if_late.lost_yen) == ("2027-01", 80_000)


def test_day_fifteen_is_a_holiday_so_the_next_day_counts():
    assert fifteenth_day(MOVED) == date(2026, 11, 4)


@pytest.mark.parametrize(
    ("event", "last"),
    [
        (date(2026, 12, 14), date(2027, 1, 4)),  # 12-29: the year's end, until Monday 01-04
        (date(2026, 9, 4), date(2026, 9, 24)),  # 09-19 Saturday, then the holidays of 21 to 23 September
        (date(2026, 4, 17), date(2026, 5, 7)),  # 05-02 Saturday, then the May holidays
        (date(2026, 6, 1), date(2026, 6, 16)),  # an open Tuesday
    ],
)
def test_the_last_day_rolls_over_weekends_holidays_and_the_years_end(event, last):
    assert fifteenth_day(event) == last


def test_a_move_early_in_a_month_is_safe_until_the_month_ends():
    assert last_safe_date(date(2026, 10, 1), date(2026, 10, 20)) == date(2026, 10, 31)


def test_without_an_event_a_claim_is_paid_from_the_next_month():
    found = estimate([NAGI], event_date=None, applied_on=date(2026, 11, 15))

    assert (found.from_month, found.last_safe_date) == ("2026-12", date(2026, 11, 30))


@pytest.mark.parametrize(
    ("born", "end"),
    [
        (date(2008, 4, 1), date(2026, 3, 31)),  # reaches 18 on 31 March: the earlier school year
        (date(2008, 4, 2), date(2027, 3, 31)),
        (date(2008, 3, 31), date(2026, 3, 31)),
        (date(2008, 2, 29), date(2026, 3, 31)),
        (date(2008, 12, 31), date(2027, 3, 31)),
    ],
)
def test_somebody_born_on_the_first_of_april_belongs_to_the_earlier_school_year(born, end):
    assert school_year_end(born, 18) == end


def test_somebody_born_on_a_leap_day_comes_of_age_on_the_28th_of_february():
    assert attains(date(2008, 2, 29), 18) == date(2026, 2, 28)
    assert attains(date(2008, 2, 29), 20) == date(2028, 2, 28)


@pytest.mark.parametrize("day", [1, 2, 15, 31])
def test_the_month_of_the_third_birthday_is_still_paid_at_the_higher_rate(day):
    toddler = Child(birth_date=date(2024, 5, day))

    assert amount([toddler], "2027-05").monthly_yen == 15_000
    assert amount([toddler], "2027-06").monthly_yen == 10_000


def test_payment_ends_with_the_school_year_of_eighteen_and_counting_with_that_of_twenty_two():
    assert amount([AOI], "2026-03").monthly_yen == 10_000
    assert amount([PROVEN], "2026-04").monthly_yen == 0
    assert amount([PROVEN], "2030-03").per_child[0].reason == "counted"
    assert amount([PROVEN], "2030-04").per_child[0].reason == "too-old"


def test_a_child_whom_the_claimant_does_not_support_neither_earns_nor_counts():
    stranger = Child(birth_date=date(2010, 1, 1), supported=False)

    assert amount([stranger, REN], "2026-11").monthly_yen == 10_000
    assert amount([stranger, REN], "2026-11").per_child[0].order is None


def test_an_unborn_child_waits():
    assert amount([NAGI], "2026-09").per_child[0].reason == "not-born"


def test_the_rule_before_october_2024_is_still_computed():
    toddler, pupil, junior, student = (Child(birth_date=date(year, 6, 1)) for year in (2022, 2014, 2010, 2007))

    before, after = (amount([toddler, pupil, junior, student], month) for month in ("2024-09", "2024-10"))

    assert (before.rule, [part.yen for part in before.per_child]) == ("R3", [15_000, 15_000, 10_000, 0])
    assert (after.rule, [part.yen for part in after.per_child]) == ("R6-10", [30_000, 30_000, 10_000, 10_000])


def test_the_last_payment_of_the_old_rule_and_the_first_of_the_new():
    assert [pay_month(month) for month in ("2024-06", "2024-09", "2024-10", "2024-11")] == [
        "2024-10",
        "2024-10",
        "2024-12",
        "2024-12",
    ]


@given(st.lists(children, max_size=8), months)
def test_the_order_in_which_children_are_named_does_not_matter(family, month):
    forwards, backwards = amount(family, month), amount(family[::-1], month)

    assert forwards.monthly_yen == backwards.monthly_yen


@given(st.lists(children, max_size=8), months)
def test_proof_never_costs_anything(family, month):
    proven = [child.model_copy(update={"proof": True}) for child in family]

    assert amount(proven, month).monthly_yen >= amount(family, month).monthly_yen


@given(st.lists(children, max_size=8), months)
def test_a_child_earns_one_of_the_laws_amounts_and_the_parts_make_the_whole(family, month):
    found = amount(family, month)

    assert {part.yen for part in found.per_child} <= {0, 10_000, 15_000, 30_000}
    assert found.monthly_yen == sum(part.yen for part in found.per_child)


@given(st.lists(children, max_size=6), st.dates(date(2024, 10, 1), date(2035, 1, 1)), st.integers(0, 90))
def test_claiming_later_never_brings_more(family, event, wait):
    early = estimate(family, event_date=event, applied_on=event)
    late = estimate(family, event_date=event, applied_on=date.fromordinal(event.toordinal() + wait))

    assert late.from_month >= early.from_month
    assert late.late == (late.from_month > early.from_month)


@given(st.lists(children, max_size=6), months)
def test_payments_cover_every_month_once(family, start):
    paid = payments(family, start, count=6)

    assert [month for payment in paid for month in payment.covers] == list(between(start, paid[-1].month))
    assert all(payment.month == pay_month(payment.covers[-1]) for payment in paid)


@pytest.mark.parametrize(
    ("applied_on", "from_month"),
    [(date(2026, 11, 10), "2026-11"), (date(2026, 11, 16), "2026-11"), (date(2026, 11, 17), "2026-12")],
)
def test_a_first_childs_birth_opens_fifteen_days_of_its_own(applied_on, from_month):
    born = Child(birth_date=date(2026, 10, 30), about="/children/0")

    assert estimate([born], event_date=None, applied_on=applied_on).from_month == from_month


def test_a_further_childs_birth_reaches_back_for_nobody_else():
    born = Child(birth_date=date(2026, 10, 30), about="/children/0")

    assert estimate([born, REN], event_date=None, applied_on=date(2026, 11, 10)).from_month == "2026-12"


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)), st.integers(-40, 40))
def test_months_add_and_subtract(day, months):
    month = month_of(day)

    assert plus(plus(month, months), -months) == month
    assert month_of(first_day(month)) == month_of(last_day(month)) == month
