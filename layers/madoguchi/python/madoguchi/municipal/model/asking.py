"""What the affair needs to know about whom, and where that person's provider is to be looked for."""

from collections.abc import Callable
from datetime import date
from typing import Any

from madoguchi.municipal.model.answers import Form
from madoguchi.municipal.model.inquiries import INCOME, Need
from madoguchi.municipal.model.match import find
from madoguchi.municipal.model.people import Applicant, Member
from madoguchi.procedures.model.child_allowance_claim import Need as Necessity
from madoguchi.procedures.model.child_allowance_claim import needs

CHILD_ALLOWANCE = "child-allowance.claim"
PURPOSES = {
    "higher-earner": "child-allowance.which-parent-claims",
    "income-cap": "child-allowance.income-cap",
    "lives-elsewhere": "child-allowance.care-while-living-apart",
}
TAX_YEAR_BEGINS = 7  # a claim of January to June is judged by the year before (児童手当法施行令; per town's setting)

Residence = Callable[[str, date], str | None]


def tax_day(day: date) -> date:
    """The 1 January whose city of residence holds the tax record for a claim made on `day` in Japan."""
    return date(day.year if day.month >= TAX_YEAR_BEGINS else day.year - 1, 1, 1)


def needs_of(
    affair: str,
    answers: dict[str, Any],
    form: Form,
    applicant: Applicant,
    people: tuple[Member, ...],
    *,
    on: date,
    residence: Residence,
) -> tuple[Need, ...]:
    """The needs that can be asked: those about persons the register knows. The others are findings already."""
    if affair != CHILD_ALLOWANCE:
        return ()
    found = []
    for necessity in needs(answers, at=on):
        number = _addressee(necessity.about, form, applicant, people)
        if number is not None:
            found.append(_need(necessity, number, on, residence))
    return tuple(found)


def _need(necessity: Necessity, addressee_number: str, on: date, residence: Residence) -> Need:
    tax = necessity.item == INCOME
    day = tax_day(on) if tax else on
    municipality = residence(addressee_number, day)
    return Need(
        item=necessity.item,
        addressee_number=addressee_number,
        about=necessity.about,
        purpose=PURPOSES[necessity.reason],
        municipality_on={day.isoformat(): municipality} if tax and municipality else {},
        registered_at=None if tax else municipality,
    )


def _addressee(about: str, form: Form, applicant: Applicant, people: tuple[Member, ...]) -> str | None:
    if about == "/claimant":
        return applicant.addressee_number
    if about == "/spouse":
        member = find(people, form.spouse_name, form.spouse_birth_date)
    else:
        child = next((c for c in form.everybody if c.pointer == about), None)
        member = find(people, child.name, child.birth_date) if child else None
    return member.addressee_number if member else None
