"""Months and ages as Japanese law counts them: a month is text, "2026-11", which sorts as time does."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from pydantic import Field

Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]


def month_of(day: date) -> Month:
    return f"{day.year:04d}-{day.month:02d}"


def plus(month: Month, months: int) -> Month:
    """`month` moved by `months`, back when negative."""
    years, index = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + months, 12)
    return f"{years:04d}-{index + 1:02d}"


def between(first: Month, end: Month) -> Iterator[Month]:
    """Every month from `first` to the one before `end`."""
    while first < end:
        yield first
        first = plus(first, 1)


def first_day(month: Month) -> date:
    return date(int(month[:4]), int(month[5:]), 1)


def last_day(month: Month) -> date:
    return first_day(plus(month, 1)) - timedelta(days=1)


def attains(birth_date: date, age: int) -> date:
    """The day somebody reaches `age`: the day before the birthday.

    Source  年齢計算ニ関スル法律 with 民法143条2項: born on 29 February, it is 28 February in every year.
    """
    if (birth_date.month, birth_date.day) == (2, 29):
        return date(birth_date.year + age, 2, 28)
    return birth_date.replace(year=birth_date.year + age) - timedelta(days=1)


def school_year_end(birth_date: date, age: int) -> date:
    """The first 31 March on or after the day of reaching `age` (達する日以後の最初の3月31日).

    Somebody born on 1 April reaches an age on 31 March, so belongs to the earlier school year.
    """
    reached = attains(birth_date, age)
    this_year = date(reached.year, 3, 31)
    return this_year if reached <= this_year else date(reached.year + 1, 3, 31)
