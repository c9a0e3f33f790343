"""Child allowance (児童手当): who counts, how much, from which month, paid when. Amounts are yen a month.

What the law says stands as data in `child_allowance_rules`; here it is applied.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from pydantic import Field

from madoguchi.kernel.value import Value
from madoguchi.procedures.model.child_allowance_rules import Band, Rule, rule_on
from madoguchi.procedures.model.holidays import open_day_from
from madoguchi.procedures.model.months import (
    Month,
    between,
    last_day,
    month_of,
    plus,
    school_year_end,
)

MOVE_DAYS = 15  # 児童手当法8条3項: a claim within 15 days after the move counts as made in its month
THIRD = 3


Reason = Literal["paid", "counted", "no-proof", "not-supported", "too-old", "not-born"]


class Child(Value):
    """A child for whom the claimant cares. `about` names the child in the answers, as a JSON pointer.

    proof   for a child past 18's school year: the confirmation of care and living costs
            (監護相当・生計費の負担についての確認書) has been seen.
    """

    birth_date: date
    about: str = ""
    living: Literal["together", "apart"] = "together"
    supported: bool = True
    proof: bool = False


class PerChild(Value):
    """One child's part in a month; `order` is the place among the children who count."""

    about: str
    birth_date: date
    order: int | None
    yen: int
    reason: Reason


class Amount(Value):
    """A month's allowance."""

    month: Month
    rule: str
    monthly_yen: int
    per_child: tuple[PerChild, ...]


class Payment(Value):
    """One transfer and the months it covers."""

    month: Month
    amount_yen: int
    covers: tuple[Month, ...]


class Late(Value):
    """What a claim after the last safe date costs."""

    from_month: Month
    lost_yen: int


class Estimate(Value):
    """What a claim would bring, told before anything is signed. It is not a decision."""

    rule: str
    from_month: Month
    monthly_yen: int
    per_child: tuple[PerChild, ...]
    last_safe_date: date
    late: bool
    payments: tuple[Payment, ...]
    if_late: Late = Field(description="the loss of a claim made after last_safe_date, or of this one when late")


def amount(children: Sequence[Child], month: Month) -> Amount:
    """Each child's allowance in `month`; `per_child` keeps the order given."""
    rule = rule_on(month)
    standing = [_standing(rule, child, month) for child in children]
    eldest_first = sorted(range(len(children)), key=lambda place: children[place].birth_date)
    counted = [place for place in eldest_first if standing[place] in {"paid", "counted"}]
    rows = tuple(_part(rule, child, month, _place(counted, at), standing[at]) for at, child in enumerate(children))
    return Amount(month=month, rule=rule.name, monthly_yen=sum(row.yen for row in rows), per_child=rows)


def _place(counted: list[int], at: int) -> int | None:
    return counted.index(at) + 1 if at in counted else None


def _part(rule: Rule, child: Child, month: Month, order: int | None, reason: Reason) -> PerChild:
    band = _band(rule, child, month) if reason == "paid" else None
    yen = band.yen[min(order, THIRD) - 1] if band and order else 0
    return PerChild(about=child.about, birth_date=child.birth_date, order=order, yen=yen, reason=reason)


def _band(rule: Rule, child: Child, month: Month) -> Band | None:
    return next((band for band in rule.bands if month <= _band_end(band, child.birth_date)), None)


def _band_end(band: Band, birth_date: date) -> Month:
    """The last month of the band. Under 3 ends with the birthday's month, for the first of a month too
    (児童手当法6条1項1号)."""
    if band.by_school_year:
        return month_of(school_year_end(birth_date, band.until_age))
    return f"{birth_date.year + band.until_age:04d}-{birth_date.month:02d}"


def _standing(rule: Rule, child: Child, month: Month) -> Reason:
    """Why a child is paid for, only counted, or neither. From 18's school year on, support must be proved."""
    if month_of(child.birth_date) >= month:
        return "not-born"
    if not child.supported:
        return "not-supported"
    if _band(rule, child, month):
        return "paid"
    if month > month_of(school_year_end(child.birth_date, rule.counted_until_age)):
        return "too-old"
    return "counted" if child.proof or not _adult(child, month) else "no-proof"


def _adult(child: Child, month: Month) -> bool:
    return month > month_of(school_year_end(child.birth_date, 18))


def fifteenth_day(event_date: date) -> date:
    """The last day of the 15-day rule after a move or a birth, on a day when the town hall is open."""
    return open_day_from(event_date + timedelta(days=MOVE_DAYS))


def birth_in_time(children: Sequence[Child], applied_on: date) -> date | None:
    """The birth of a first child, while its own 15 days run; a further child is claimed as a change of amount."""
    births = {child.birth_date for child in children}
    born = births.pop() if len(births) == 1 else None
    return born if born and born <= applied_on <= last_safe_date(born, applied_on) else None


def last_safe_date(event_date: date | None, applied_on: date) -> date:
    """The last day to claim without losing a month: the 15th day, or the month's end if that is later."""
    if event_date is None:
        return last_day(month_of(applied_on))
    return max(fifteenth_day(event_date), last_day(month_of(event_date)))


def first_month(event_date: date | None, applied_on: date) -> Month:
    """The month after the claim's, or after the event's when the claim is in time."""
    if event_date is not None and applied_on <= last_safe_date(event_date, applied_on):
        return plus(month_of(event_date), 1)
    return plus(month_of(applied_on), 1)


def payments(children: Sequence[Child], from_month: Month, *, count: int = 3) -> tuple[Payment, ...]:
    """The first `count` transfers: each pay month pays what has become due up to the month before."""
    paid: list[Payment] = []
    while len(paid) < count:
        month = pay_month(from_month)
        covers = tuple(between(from_month, month))
        total = sum(amount(children, covered).monthly_yen for covered in covers)
        paid.append(Payment(month=month, amount_yen=total, covers=covers))
        from_month = month
    return tuple(paid)


def pay_month(month: Month) -> Month:
    """The month in which `month` is paid: the next pay month of its rule."""
    later = plus(month, 1)
    while int(later[5:]) not in rule_on(month).pay_months:
        later = plus(later, 1)
    return later


def estimate(children: Sequence[Child], *, event_date: date | None, applied_on: date) -> Estimate:
    """What a claim made on `applied_on` (a date in Japan) brings.

    Shape   event_date: the planned move-out date (転出予定日), from which the law's 15 days run; None without a move.
    """
    event_date = event_date or birth_in_time(children, applied_on)
    start = first_month(event_date, applied_on)
    safe = last_safe_date(event_date, applied_on)
    first = amount(children, start)
    return Estimate(
        rule=first.rule,
        from_month=start,
        monthly_yen=first.monthly_yen,
        per_child=first.per_child,
        last_safe_date=safe,
        late=applied_on > safe,
        payments=payments(children, start),
        if_late=_if_late(children, safe, applied_on, event_date),
    )


def _if_late(children: Sequence[Child], safe: date, applied_on: date, event_date: date | None) -> Late:
    on_time = first_month(event_date, safe)
    late = plus(month_of(max(applied_on, safe + timedelta(days=1))), 1)
    lost = sum(amount(children, month).monthly_yen for month in between(on_time, late))
    return Late(from_month=late, lost_yen=lost)
