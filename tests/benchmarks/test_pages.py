"""The pages of cost and quotas are what their generator says, and the generator says what was counted."""

import pytest

from benchmarks import cost, heat, pages, quotas


@pytest.mark.parametrize("path", pages.pages(), ids=lambda path: path.name)
def test_a_page_is_what_its_generator_says(path):
    assert path.read_text(encoding="utf-8") == pages.pages()[path], "make cost writes it"


def test_every_step_of_the_journey_was_counted():
    now = cost.model()

    assert sorted(now.times.keys() - now.steps.keys()) == []


def test_every_price_has_a_date_a_unit_and_a_source():
    asked = cost.read(cost.PRICES)

    assert [row["id"] for row in asked["prices"] if row["source"] not in asked["sources"] or not row["unit"]] == []
    assert asked["as_of"]
    assert asked["yen_per_dollar"]["as_of"]


def test_twice_the_applications_cost_twice_as_much():
    now, at = cost.model(), cost.prices(cost.read(cost.PRICES))
    once = at.total(now.application())
    twice = cost.Model(now.steps, {name: 2 * times for name, times in now.times.items()}, now.assumed)
    fixed = at.total(now._around()) - at.yen("s3.put", 1) * now.times["attach a file"]

    assert at.total(twice.application()) == pytest.approx(2 * once - fixed, rel=0.05)


def test_a_look_up_call_less_is_a_saving():
    now, at, stage = cost.model(), cost.prices(cost.read(cost.PRICES)), cost.read(cost.STAGE)

    found = cost.savings(now, at, stage)

    assert all(each.yen > 0 for each in found)
    assert [each.effort for each in found] == sorted(
        (each.effort for each in found), key=["a line", "a day", "a week"].index
    )


def test_a_hundred_times_the_rate_needs_a_hundred_times_of_what_grows():
    now, stage = cost.model(), cost.read(cost.STAGE)

    for need in quotas.needs(now, stage):
        low, high = need.needs
        assert high == pytest.approx(low if "CloudFormation" in need.what else 100 * low), need.what


def test_every_key_that_can_melt_has_an_advice():
    now = cost.model()
    found = heat.first_to_melt(list(now.steps.values()), now.times, heat.towns())

    assert [hot for hot, _, advice in found if advice == "not thought through"] == []
