"""The presets are what the state lists, readable in two languages and more, and judged alike by every engine."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from madoguchi.procedures.model.forms import findings
from madoguchi.procedures.model.prover import prove
from madoguchi.procedures.presets_files import HERE, meta_schema, municipalities, presets

VECTORS = json.loads((Path(__file__).parent / "form_vectors.json").read_text())
CHILD_CARE = {
    "child-allowance.claim",
    "child-allowance.amount-change",
    "child-allowance.name-address-change",
    "child-allowance.end",
    "child-allowance.unpaid",
    "child-allowance.donation",
    "child-allowance.school-meals",
    "child-allowance.donation-change",
    "child-allowance.school-meals-change",
    "child-allowance.status-report",
    "childcare.certification",
    "childcare.enrolment",
    "childcare.status-report",
    "child-rearing-allowance.status-report",
    "pregnancy.notification",
}
ONLINE = {
    "child-allowance.claim",
    "child-allowance.amount-change",
    "child-allowance.name-address-change",
    "childcare.enrolment",
    "pregnancy.notification",
}


def test_the_fifteen_child_care_procedures_are_all_signed():
    found = {preset.standard_id: preset.assurance for preset in presets().values() if preset.category == "child-care"}

    assert found == dict.fromkeys(CHILD_CARE, "signature")


def test_nine_procedures_of_care_and_ten_of_disaster_can_be_found():
    categories = [preset.category for preset in presets().values()]

    assert (categories.count("nursing-care"), categories.count("disaster")) == (9, 10)


def test_those_with_a_form_are_online_and_the_others_searchable():
    assert {preset.standard_id for preset in presets().values() if preset.online} == ONLINE


def test_the_meta_schema_is_itself_a_schema():
    jsonschema_rs.meta.validate(meta_schema())


@pytest.mark.parametrize("standard_id", sorted(presets()))
def test_every_preset_is_proven_and_named_like_its_file(standard_id):
    preset = presets()[standard_id]

    assert prove(preset, meta_schema()) == []
    assert (HERE / "presets" / f"{standard_id}.json").is_file()
    assert preset.name.easy
    assert "Madoguchi" in preset.note.ja


@pytest.mark.parametrize("standard_id", sorted(ONLINE))
def test_every_field_is_labelled_in_japanese_and_english(standard_id):
    for pointer, field in presets()[standard_id].form.fields():
        assert field.label.ja, pointer
        assert field.label.en.isascii(), pointer
        assert all(option.label.ja and option.label.en for option in field.options)
        assert field.item_label or field.widget != "repeat", pointer


@pytest.mark.parametrize("standard_id", sorted(ONLINE))
def test_a_form_fills_what_the_card_knows(standard_id):
    assert set(presets()[standard_id].form.prefill.values()) == {
        "card.name",
        "card.birth_date",
        "card.sex",
        "card.address",
    }


@pytest.mark.parametrize("vector", VECTORS["vectors"], ids=lambda vector: vector["says"])
def test_a_vector_is_judged_as_it_says(vector):
    """The browser's engine reads the same file."""
    found = findings(VECTORS["rules"], vector["answers"])

    assert [[finding.field, finding.reason] for finding in found] == vector["findings"]


def test_the_table_of_municipalities_names_its_source():
    table = json.loads((HERE / "municipalities.json").read_text())

    assert "総務省" in table["source"]
    assert len(municipalities()) == 1741
