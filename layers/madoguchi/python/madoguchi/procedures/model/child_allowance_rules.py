"""What the child allowance's law (児童手当法) says, from each change of it to the next, as data.

The law changed what it pays, whom it counts and when it pays: each change is a Rule with its first month, so that
an old decision can be computed again. Income caps of the older rule are the town's to apply.
"""

from madoguchi.kernel.value import Value
from madoguchi.procedures.model.months import Month


class Band(Value):
    """What a child earns while young enough: yen for the first, the second, the third and later child."""

    until_age: int
    by_school_year: bool  # to the end of the school year, else through the month of the birthday
    yen: tuple[int, int, int]


class Rule(Value):
    """The allowance from one change of the law to the next."""

    name: str
    first_month: Month
    bands: tuple[Band, ...]
    counted_until_age: int
    pay_months: tuple[int, ...]
    income_capped: bool


RULES = (
    Rule(
        name="R3",
        first_month="2012-04",
        bands=(
            Band(until_age=3, by_school_year=False, yen=(15_000, 15_000, 15_000)),
            Band(until_age=12, by_school_year=True, yen=(10_000, 10_000, 15_000)),
            Band(until_age=15, by_school_year=True, yen=(10_000, 10_000, 10_000)),
        ),
        counted_until_age=18,
        pay_months=(2, 6, 10),
        income_capped=True,
    ),
    Rule(
        name="R6-10",
        first_month="2024-10",
        bands=(
            Band(until_age=3, by_school_year=False, yen=(15_000, 15_000, 30_000)),
            Band(until_age=18, by_school_year=True, yen=(10_000, 10_000, 30_000)),
        ),
        counted_until_age=22,
        pay_months=(2, 4, 6, 8, 10, 12),
        income_capped=False,
    ),
)


def rule_on(month: Month) -> Rule:
    """The rule in force in `month`; months before the first rule read the first."""
    return next((rule for rule in reversed(RULES) if rule.first_month <= month), RULES[0])
