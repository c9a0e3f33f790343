"""What people read of a finding: the field by its label, and what to do about it."""

from madoguchi.procedures.model.forms import Finding
from madoguchi.procedures.model.questions import Form
from madoguchi.procedures.model.text import Text

FINDINGS: dict[str, Text] = {
    "required": Text(ja="「{label}」を入力してください。", en="Answer “{label}”."),
    "unknown-field": Text(
        ja="「{label}」に、この様式にない項目があります。画面を読み込み直してください。",
        en="“{label}” holds an item that this form does not have. Reload the page.",
    ),
    "wrong-type": Text(
        ja="「{label}」の形が違います。画面の案内どおりに入力し直してください。",
        en="“{label}” has the wrong form. Enter it again as the page shows.",
    ),
    "not-a-choice": Text(ja="「{label}」を選択肢から選んでください。", en="Choose one of the options for “{label}”."),
    "wrong-format": Text(
        ja="「{label}」の書き方が違います。例のとおりに入力してください。",
        en="“{label}” is not written as expected. Follow the example.",
    ),
    "too-short": Text(
        ja="「{label}」は{limit}文字以上で入力してください。", en="Use at least {limit} characters for “{label}”."
    ),
    "too-long": Text(
        ja="「{label}」は{limit}文字以内で入力してください。", en="Use at most {limit} characters for “{label}”."
    ),
    "too-small": Text(ja="「{label}」は{limit}以上にしてください。", en="“{label}” must be {limit} or more."),
    "too-large": Text(ja="「{label}」は{limit}以下にしてください。", en="“{label}” must be {limit} or less."),
    "too-few": Text(ja="「{label}」を{limit}件以上入力してください。", en="Enter at least {limit} for “{label}”."),
    "too-many": Text(ja="「{label}」は{limit}件までです。", en="Enter at most {limit} for “{label}”."),
    "duplicate": Text(ja="「{label}」に同じものがあります。", en="“{label}” lists the same thing twice."),
    "too-big": Text(
        ja="入力が大きすぎます。備考などの長い文を短くしてください。",
        en="The answers are too large. Shorten long texts such as the remarks.",
    ),
    "not-allowed": Text(
        ja="「{label}」は、ほかの答えと組み合わせられません。見直してください。",
        en="“{label}” does not go with the other answers. Check it.",
    ),
}


def finding_message(form: Form | None, finding: Finding, language: str) -> str:
    """One sentence: the field's label, the fault and the remedy; never the value."""
    own = next((rule.message for rule in form.agreements if rule.reason == finding.reason), None) if form else None
    text = (own or FINDINGS.get(finding.reason, FINDINGS["not-allowed"])).of(language)
    label = form.label(finding.field, language) if form else finding.field
    return text.format(label=label, **finding.params)
