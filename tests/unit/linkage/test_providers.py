"""Whom to ask: the table of cases that a specialist would check first."""

from datetime import date

import pytest

from madoguchi.errors import Invalid
from madoguchi.linkage.model.providers import PersonFacts, provider_of
from madoguchi.linkage.rules_files import published

SANJO, NIIGATA, NAGAOKA = "152048", "151009", "152021"
RULES = published()
TAX, RESIDENCE = RULES.item("local-tax.income"), RULES.item("residence.registration")


def lived(**days):
    return PersonFacts(municipality_on={date(int(year[1:]), 1, 1): town for year, town in days.items()})


@pytest.mark.parametrize(
    ("case", "person", "applied_on", "kind", "provider", "period"),
    [
        ("H1 moved in October", lived(y2026=NIIGATA), date(2026, 11, 4), "ask", NIIGATA, "2026"),
        ("U4 the husband was elsewhere", lived(y2026=NAGAOKA), date(2026, 11, 4), "ask", NAGAOKA, "2026"),
        (
            "U5 here since before January",
            lived(y2026=NIIGATA, y2027=SANJO),
            date(2027, 7, 1),
            "internal",
            SANJO,
            "2027",
        ),
        ("until June the year before", lived(y2026=NIIGATA, y2027=SANJO), date(2027, 6, 30), "ask", NIIGATA, "2026"),
        ("January too", lived(y2026=NIIGATA, y2027=SANJO), date(2027, 1, 1), "ask", NIIGATA, "2026"),
        ("nobody knows where", lived(), date(2026, 11, 4), "officer", None, "2026"),
        ("the other year is known only", lived(y2025=NIIGATA), date(2026, 11, 4), "officer", None, "2026"),
        ("a town outside the network", lived(y2026="131016"), date(2026, 11, 4), "officer", None, "2026"),
    ],
)
def test_tax_is_asked_of_the_town_of_1_january(case, person, applied_on, kind, provider, period):
    to = provider_of(TAX, SANJO, person, applied_on, RULES)

    assert (to.kind, to.provider, to.period) == (kind, provider, period), case


@pytest.mark.parametrize(
    ("registered_at", "kind"), [(NIIGATA, "ask"), (SANJO, "internal"), (None, "officer"), ("131016", "officer")]
)
def test_registration_is_asked_where_the_person_is_registered(registered_at, kind):
    to = provider_of(RESIDENCE, SANJO, PersonFacts(registered_at=registered_at), date(2026, 11, 4), RULES)

    assert to.kind == kind


def test_a_wrong_municipality_code_is_named():
    with pytest.raises(Invalid) as refused:
        provider_of(RESIDENCE, SANJO, PersonFacts(registered_at="152049"), date(2026, 11, 4), RULES)

    assert refused.value.field == "/provider_hint"
