import pytest

from madoguchi.municipal.model import folding
from madoguchi.municipal.model.answers import read
from madoguchi.municipal.model.match import Effect, Verdict, addresses, income_rows, names, rows
from tests.unit.municipal.samples import GRANDMOTHERS, HOME, Town, answers


@pytest.mark.parametrize(
    ("declared", "registered", "verdict"),
    [
        ("髙野　みどり", "髙野　みどり", Verdict.MATCH),
        ("髙野　みどり", "髙野 みどり", Verdict.MATCH),
        ("髙野　みどり", "高野　みどり", Verdict.VARIANT),
        ("山﨑　ａｙａ", "山崎　aya", Verdict.VARIANT),
        ("葛\U000e0100城", "葛城", Verdict.VARIANT),
        ("⺠子", "民子", Verdict.MATCH),
        ("高野　みどり", "高野　みとり", Verdict.DIFFERS),
        ("斎藤", "斉藤", Verdict.DIFFERS),
    ],
)
def test_names_match_differ_or_are_written_in_variants(declared, registered, verdict):
    assert names(declared, registered) is verdict


def test_a_masked_position_of_the_card_is_a_wildcard():
    assert names("〓野　みどり", "高野　みどり", "100000") is Verdict.VARIANT
    assert names("〓野　みどり", "高野　みどり", "000000") is Verdict.DIFFERS
    assert names("〓野　みどり", "高山　みどり", "100000") is Verdict.DIFFERS


def test_a_mask_of_another_length_masks_nothing():
    assert names("〓野　みどり", "高野　みどり", "1") is Verdict.DIFFERS


def test_addresses_are_compared_by_their_numbers_not_by_their_writing():
    assert addresses(HOME, HOME) is Verdict.MATCH
    assert addresses(HOME, "新潟県三条市緑町9丁目９９－９") is Verdict.VARIANT
    assert addresses("新潟県三条市緑町二十一丁目1番2号", "新潟県三条市緑町21丁目1-2") is Verdict.VARIANT
    assert addresses(HOME, "新潟県三条市緑町九丁目99番8号") is Verdict.DIFFERS


def test_folding_never_touches_what_is_stored():
    town = Town().journey()

    assert town.case.applicant.attributes.name == "髙野　みどり"
    assert town.case.household.members[1].name == "高野　みどり"
    assert folding.folded("髙野") == "高野"


def test_declared_and_fetched_stand_side_by_side_for_the_scenario():
    town = Town().journey()

    found = {row.pointer: row for row in town_rows(town)}

    assert found["/claimant/name"].verdict is Verdict.VARIANT
    assert found["/children/0/name"].source == "four-attributes"
    assert found["/children/1/name"].source == "register"
    assert found["/income_yen"].verdict is Verdict.MATCH
    assert found["/spouse/income_yen"].verdict is Verdict.DIFFERS
    assert (found["/spouse/income_yen"].declared, found["/spouse/income_yen"].fetched) == (2_400_000, 2_364_000)
    assert found["/spouse/income_yen"].effect is Effect.NONE
    assert found["/children/0/address"].verdict is Verdict.MATCH
    assert found["/children/0/address"].fetched == GRANDMOTHERS
    assert {row.verdict for row in found.values()} == {Verdict.VARIANT, Verdict.MATCH, Verdict.DIFFERS}


def test_what_is_not_fetched_yet_is_unknown_not_different():
    town = Town()
    town.deliver()
    town.examine()

    found = {row.pointer: row for row in town_rows(town)}

    assert found["/income_yen"].verdict is Verdict.UNKNOWN
    assert found["/income_yen"].effect is Effect.PENDING
    assert found["/children/0/address"].verdict is Verdict.UNKNOWN


def test_a_fetched_income_that_makes_the_other_parent_the_earner_is_told():
    town = Town()
    town.linkage.answers["local-tax.income", "3040002"] = {"total_income_yen": 6_000_000, "filed": True}
    town.journey()

    found = {row.pointer: row for row in income_rows(read(answers()), town.case.inquiries)}

    assert found["/spouse/income_yen"].effect is Effect.EARNER_CHANGES


def test_no_tax_return_is_unknown_and_says_what_to_do():
    town = Town()
    town.linkage.answers["local-tax.income", "3040002"] = {"total_income_yen": None, "filed": False}
    town.journey()

    found = {row.pointer: row for row in town_rows(town)}

    assert found["/spouse/income_yen"].verdict is Verdict.UNKNOWN
    assert found["/spouse/income_yen"].effect is Effect.NOT_FILED


def town_rows(town):
    form = read(town.current.answers)
    return rows(form, town.case.applicant, town.case.people, town.case.inquiries)
