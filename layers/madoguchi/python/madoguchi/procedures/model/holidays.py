"""Days on which a town hall is shut, for deadlines that roll over to the next open day."""

from datetime import date, timedelta

YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


def is_closed(day: date) -> bool:
    """Saturday, Sunday, a national holiday or the year's end (地方自治法4条の2)."""
    import jpholiday

    return day.weekday() >= 5 or (day.month, day.day) in YEAR_END or bool(jpholiday.is_holiday(day))


def open_day_from(day: date) -> date:
    """`day`, or the first open day after it."""
    while is_closed(day):
        day += timedelta(days=1)
    return day
