"""Finding a procedure as people type: two characters, any kana, any width, plain Japanese, English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.procedures.model.folding import bank_kana, bigrams, fold
from madoguchi.procedures.model.search import Words, at_event, in_category, words_of
from madoguchi.procedures.model.towns import Offers, towns_named
from madoguchi.procedures.presets_files import municipalities, presets

PRESETS = tuple(presets().values())
WORDS = Words([words_of(preset) for preset in PRESETS])


def found(query):
    return [PRESETS[place].standard_id for place in WORDS.find(query)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("児童手当", "child-allowance.claim"),
        ("児童手当　認定請求", "child-allowance.claim"),
        ("ｼﾞﾄﾞｳ", None),
        ("妊娠", "pregnancy.notification"),
        ("にんしん", None),
        ("保育園 申込", "childcare.enrolment"),
        ("罹災", "disaster.damage-certificate"),
        ("子どもの お金を もらう", "child-allowance.claim"),
        ("child allowance claim", "child-allowance.claim"),
        ("Pregnancy", "pregnancy.notification"),
        ("母子手帳", "pregnancy.notification"),
    ],
)
def test_what_people_type_finds_what_they_mean(query, first):
    assert found(query)[:1] == ([first] if first else [])


def test_two_characters_are_a_word():
    assert {"child-allowance.claim", "child-rearing-allowance.status-report"} <= set(found("児童"))
    assert all(standard_id.startswith(("child", "care")) for standard_id in found("児童"))


def test_a_wrong_ending_still_finds_the_neighbourhood():
    assert "child-allowance.claim" in found("児童手当て")


def test_no_word_is_everything_and_nonsense_is_nothing():
    assert len(found("")) == len(PRESETS)
    assert found("犬小屋") == []


def test_every_procedure_is_found_by_its_own_name():
    for preset in PRESETS:
        for name in (preset.name.ja, preset.name.en, preset.name.easy):
            assert preset.standard_id in found(name), name


def test_radicals_of_extracted_text_find_the_same_procedures():
    assert found("⼦ども") == found("子ども") != []
    assert fold("⺠⽣") == "民生"
    assert fold("⼾籍") == fold("戸籍")


def test_folding_is_for_keys_and_joins_variants_and_selectors():
    assert fold("髙野") == fold("高野") == fold("高\U000e0100野")
    assert fold("ジドウ") == fold("じどう") == fold("ｼﾞﾄﾞｳ")
    assert bank_kana("ﾀｶﾉ ﾐﾄﾞﾘ") == bank_kana("タカノ　ミドリ")
    assert bank_kana("シヨウイチ") == bank_kana("ショウイチ")


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
    assert all(1 <= len(pair) <= 2 for pair in bigrams(text))


def test_categories_and_events_go_by_code_or_by_word():
    claim = presets()["child-allowance.claim"]

    assert in_category(claim, "child-care")
    assert in_category(claim, "子育て")
    assert not in_category(claim, "disaster")
    assert at_event(claim, "moving")
    assert at_event(claim, "引越し")
    assert not at_event(claim, "disaster")


def test_towns_are_found_by_kanji_kana_prefecture_and_code():
    names = {
        query: towns_named(municipalities(), query, Offers())[0].code for query in ("三条", "さんじょう", "152048")
    }

    assert set(names.values()) == {"152048"}
    assert [town.code for town in towns_named(municipalities(), "新潟県長岡", Offers())] == ["152021"]


def test_there_are_as_many_municipalities_as_the_ministry_counts():
    codes = [town.code for town in municipalities()]

    assert len(set(codes)) == len(codes) == 1741
    assert {town.kind for town in municipalities()} == {"市", "区", "町", "村"}
