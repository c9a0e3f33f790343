"""Findings name the field, say the remedy in two languages, and never repeat what was typed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from madoguchi.procedures.model.forms import MOST_BYTES, at, findings, holds
from madoguchi.procedures.model.messages import finding_message
from madoguchi.procedures.model.prover import leaves
from tests.unit.procedures.claims import ANSWERS, CLAIM, changed

SECRET = "SECRET-髙野-123"


def found(answers):
    return [(finding.field, finding.reason) for finding in CLAIM.findings(answers)]


def test_the_household_of_the_scenario_claims_without_a_finding():
    assert found(ANSWERS) == []


@pytest.mark.parametrize(
    ("pointer", "value", "field", "reason"),
    [
        ("/claimant/name", None, "/claimant/name", "required"),
        ("/claimant/name", "", "/claimant/name", "required"),
        ("/claimant/name", "あ" * 101, "/claimant/name", "too-long"),
        ("/spouse/kana", "takano", "/spouse/kana", "wrong-format"),
        ("/claimant/birth_date", "1984-02-30", "/claimant/birth_date", "wrong-format"),
        ("/claimant/sex", "f", "/claimant/sex", "not-a-choice"),
        ("/claimant/phone", "１２３", "/claimant/phone", "wrong-format"),
        ("/claimant/age", 42, "/claimant/age", "unknown-field"),
        ("/income_yen", None, "/income_yen", "required"),
        ("/income_yen", -1, "/income_yen", "too-small"),
        ("/income_yen", "4812000", "/income_yen", "wrong-type"),
        ("/children", [], "/children", "too-few"),
        ("/children/0/address", None, "/children/0/address", "required"),
        ("/children/1/supported", "yes", "/children/1/supported", "wrong-type"),
        ("/adult_children/0/proof", None, "/adult_children/0/proof", "required"),
        ("/moved/in_on", None, "/moved/in_on", "required"),
        ("/account/number", "123", "/account/number", "wrong-format"),
        ("/account/holder_kana", "タカノ　マコト", "/account/holder_kana", "holder-must-be-claimant"),
    ],
)
def test_each_fault_is_named_by_field_and_reason(pointer, value, field, reason):
    assert found(changed(pointer, value)) == [(field, reason)]


def test_a_part_missing_as_a_whole_is_named_by_its_fields():
    fields = [field for field, reason in found(changed("/account", None)) if reason == "required"]

    assert fields == [f"/account/{name}" for name in ("bank_code", "branch_code", "holder_kana", "kind", "number")]


def test_without_a_spouse_neither_income_nor_spouse_is_asked():
    answers = {**ANSWERS, "spouse": {"exists": False}}
    del (answers := dict(answers))["income_yen"], answers["address_on_jan1"]

    assert found(answers) == []


@pytest.mark.parametrize("written", ["ﾀｶﾉ ﾐﾄﾞﾘ", "タカノミドリ", "たかの みどり"])
def test_a_holder_is_compared_as_banks_write_names(written):
    assert ("/account/holder_kana", "holder-must-be-claimant") not in found(changed("/account/holder_kana", written))


def test_empty_answers_are_all_findings_and_no_crash():
    assert {reason for _, reason in found({})} == {"required"}


def test_answers_beyond_the_limit_are_one_finding():
    assert found({"remarks": "あ" * MOST_BYTES}) == [("", "too-big")]


@pytest.mark.parametrize("answers", [[], "text", 3, None, {"income_yen": 1.5}, {"children": {"a": 1}}])
def test_answers_of_any_other_shape_are_findings_too(answers):
    assert found(answers)


def test_shape_is_told_apart_from_content():
    shape, content = (CLAIM.findings(changed("/claimant/name", value))[0] for value in (7, ""))

    assert shape.of_shape
    assert not content.of_shape


def test_an_unknown_field_whose_name_could_be_personal_is_named_by_its_parent():
    answers = {**ANSWERS, SECRET: 1}

    assert found(answers) == [("", "unknown-field")]


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
@pytest.mark.parametrize("pointer", sorted(leaves(CLAIM.form.rules)))
def test_a_message_names_the_label_and_never_the_value(pointer, language):
    place = pointer.replace("-", "0")
    answers = changed(place, SECRET) if at(place, ANSWERS) is not None else {**ANSWERS, "remarks": 5}

    for finding in CLAIM.findings(answers):
        message = finding_message(CLAIM.form, finding, language)
        assert CLAIM.form.label(finding.field, language) in message
        assert SECRET not in message
        assert "{" not in message


def test_labels_say_which_child():
    form = CLAIM.form

    assert form.label("/children/1/birth_date", "ja") == "お子さん（2人目）：生年月日"
    assert form.label("/children/1/birth_date", "en") == "Child 2: Date of birth"
    assert form.label("/children/0", "ja") == "お子さん（1人目）"
    assert form.label("/account", "ja") == "受け取る口座"
    assert form.label("", "en") == "your answers"
    assert form.label("/no/such/thing", "ja") == "入力内容"


def test_the_confirmation_is_to_be_attached_only_when_she_says_that_it_is():
    attached = changed("/adult_children/0/proof", "attached")

    assert [document.slot for document in CLAIM.to_attach(attached)] == ["support-confirmation"]
    assert CLAIM.to_attach(ANSWERS) == []
    assert [document.document_id for document in CLAIM.not_needed()] == ["tax-certificate", "residence-record"]


def test_a_civil_servant_is_advised_to_claim_from_her_office():
    advice = {
        advice.id: holds(advice.when, changed("/claimant/occupation", "civil-servant")) for advice in CLAIM.advice
    }

    assert advice["civil-servant"]
    assert not any(holds(each.when, ANSWERS) for each in CLAIM.advice if each.id == "civil-servant")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)


@given(st.sampled_from(sorted(ANSWERS)), json_values)
def test_whatever_is_sent_is_judged_without_a_crash_and_without_an_echo(name, value):
    for finding in findings(CLAIM.form, {**ANSWERS, name: value}):
        assert set(finding.params) <= {"limit"}
        assert finding_message(CLAIM.form, finding, "ja")
        json.dumps(finding.model_dump())
