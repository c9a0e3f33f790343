"""The words: complete in both languages, naming only what an open postcard may name."""

from datetime import UTC, datetime
from string import Formatter

import pytest

from madoguchi.notices.model.notice import Kind, Names, Occasion
from madoguchi.notices.model.texts import FIELDS, LANGUAGES, email, in_app, texts

NAMES = Names(municipality="三条市", procedure="児童手当 認定請求")


def occasion(kind=Kind.RECEIVED, **more):
    return Occasion(
        event_id="e1",
        kind=kind,
        at=datetime(2026, 11, 4, 14, 59, 30, tzinfo=UTC),
        correlation_id="c1",
        account_id="account-1",
        application_id="application-1",
        receipt="ABCD2345EFGH6789",
        municipality="152048",
        **more,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_told_in_every_language(kind, language):
    told, letter = in_app(occasion(kind), NAMES, language), email(occasion(kind), NAMES, language)

    assert told.title
    assert "ABCD2345EFGH6789" in told.body
    assert "ABCD2345EFGH6789" in letter.title
    assert told.body in letter.body


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_a_text_names_the_receipt_the_town_and_the_procedure_and_nothing_else(kind, language):
    for part in texts()[kind][language].values():
        assert {name for _, name, _, _ in Formatter().parse(part) if name} <= FIELDS


def test_a_correction_is_told_in_its_own_words():
    told = {language: in_app(occasion(Kind.CORRECTION_RECEIVED), NAMES, language).title for language in LANGUAGES}

    assert told == {"ja": "補正を受け付けました", "en": "We have received your correction"}
    assert in_app(occasion(Kind.CORRECTION_EXAMINED), NAMES, "ja").title == "補正の内容を確認しています"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_e_mail_says_where_to_look_and_has_no_link(language):
    letter = email(occasion(), NAMES, language)

    assert {"ja": "お知らせ", "en": "Notices"}[language] in letter.body
    assert "http" not in letter.body


def test_an_unknown_name_becomes_a_phrase_never_a_hole():
    told = in_app(occasion(Kind.DECIDED), Names(), "en")

    assert "the municipality has decided on your application" in told.body
    assert "None" not in told.body


def test_braces_in_a_name_are_only_text():
    told = in_app(occasion(), Names(municipality="三条市", procedure="{receipt} {0}"), "ja")

    assert "「{receipt} {0}」" in told.body


def test_a_language_without_texts_is_answered_in_japanese():
    assert in_app(occasion(), NAMES, "fr") == in_app(occasion(), NAMES, "ja")
