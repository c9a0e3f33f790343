"""Nothing with a defect is published: each kind of defect is found, by its place."""

import copy

import pytest

from madoguchi.procedures.model.procedure import Preset
from madoguchi.procedures.model.prover import prove
from madoguchi.procedures.presets_files import meta_schema, presets

CLAIM = presets()["child-allowance.claim"].model_dump(mode="json")


def broken(change) -> set[str]:
    preset = copy.deepcopy(CLAIM)
    change(preset)
    return {defect.code for defect in prove(Preset.model_validate(preset), meta_schema())}


def rules(change):
    return broken(lambda preset: change(preset["form"]["rules"]))


def field(change):
    return broken(lambda preset: change(preset["form"]["sections"][0]["fields"]))


@pytest.mark.parametrize("standard_id", sorted(presets()))
def test_every_preset_is_proven(standard_id):
    assert prove(presets()[standard_id], meta_schema()) == []


@pytest.mark.parametrize(
    "rule",
    [
        {"$dynamicRef": "#meta"},
        {"type": "string"},
        {"type": "string", "maxLength": 100_000},
        {"type": "string", "maxLength": 9, "pattern": "^(a+)+$"},
        {"type": "string", "maxLength": 9, "pattern": "^a*$"},
        {"type": "string", "maxLength": 9, "pattern": "a"},
        {"type": "string", "maxLength": 9, "pattern": "^(?=a)b$"},
        {"type": "string", "format": "uri"},
        {"type": "object", "properties": {}},
        {"type": "array", "items": {}},
        {"type": "integer"},
        {"type": "number"},
        {"$ref": "https://example.com/schema"},
        {"patternProperties": {}},
    ],
)
def test_rules_outside_the_language_are_refused(rule):
    assert rules(lambda root: root["properties"].update(remarks=rule)) == {"outside-the-rule-language"}


@pytest.mark.parametrize(
    "pattern", ["^[0-9]{3}-?[0-9]{4}$", "^[ァ-ヶー・ 　]{1,100}$", "^0[0-9]{1,4}$", "^A\\.B$", "^[^0-9]{0,20}$"]
)
def test_bounded_patterns_are_within_the_language(pattern):
    rule = {"type": "string", "maxLength": 100, "pattern": pattern}

    assert rules(lambda root: root["properties"].update(remarks=rule)) == set()


def test_a_rule_that_takes_anything_is_refused():
    assert rules(lambda root: root["properties"].update(remarks={})) == {"takes-anything"}


def test_references_must_exist_and_never_lead_back():
    assert rules(lambda root: root["properties"].update(remarks={"$ref": "#/$defs/nowhere"})) >= {
        "referred-to-but-absent"
    }
    loop = {"type": "array", "maxItems": 2, "items": {"$ref": "#/$defs/loop"}}
    assert rules(lambda root: root["$defs"].update(loop=loop)) == {"refers-to-itself"}


def test_a_standard_code_names_one_field():
    assert "std-code-twice" in field(lambda fields: fields[0].update(std_code=fields[1]["std_code"]))


def test_fields_and_rules_match_both_ways():
    assert "no-rule-for-this-field" in field(lambda fields: fields[0].update(pointer="/claimant/nickname"))
    assert "no-field-for-this-rule" in field(lambda fields: fields.pop(0))


def test_options_are_what_the_rule_allows():
    assert field(lambda fields: fields[3]["options"].pop()) == {"options-differ-from-rule"}


def test_no_form_asks_for_an_individual_number():
    assert "asks-for-an-individual-number" in field(lambda fields: fields[0]["label"].update(ja="個人番号"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sources": []}, "without-source"),
        ({"sources": [{"kind": "linkage"}]}, "linkage-without-item-or-phase"),
        ({"sources": [{"kind": "attach"}]}, "without-slot-of-its-own"),
        ({"document_id": "residence-record"}, "twice"),
        ({"required_when": {"type": "string"}}, "outside-the-rule-language"),
    ],
)
def test_every_document_says_where_it_comes_from(change, code):
    assert code in broken(lambda preset: preset["documents"][0].update(change))


def test_prefill_and_agreements_point_at_fields():
    assert broken(lambda preset: preset["form"]["prefill"].update({"/nowhere": "card.name"})) == {
        "prefill-from-or-to-nowhere"
    }
    assert broken(lambda preset: preset["form"]["prefill"].update({"/remarks": "card.number"})) == {
        "prefill-from-or-to-nowhere"
    }
    assert broken(lambda preset: preset["form"]["agreements"][0].update(left="/nowhere")) == {"agreement-on-no-field"}


def test_online_means_a_form():
    assert "online-means-a-form" in broken(lambda preset: preset.update(phase="searchable"))


def test_under_trial_operation_paper_is_still_needed():
    trial = copy.deepcopy(CLAIM)
    trial["documents"][0]["sources"][0]["phase"] = "trial"

    document = Preset.model_validate(trial).documents[0]
    assert not document.not_needed
