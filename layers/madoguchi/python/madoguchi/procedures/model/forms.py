"""Judging answers: which rules of a form they break, as stable codes that name the field and never the value."""

import copy
import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from madoguchi.kernel.canonical import canonical
from madoguchi.kernel.value import Value
from madoguchi.procedures.model.folding import bank_kana
from madoguchi.procedures.model.questions import Agreement, Form, Rules

MOST_BYTES = 100_000
MOST_KEPT = 512  # compiled rules in one warm function
SHAPE = frozenset({"unknown-field", "wrong-type", "too-long", "too-many", "too-big"})
FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
REASONS = {
    "required": "required",
    "additionalProperties": "unknown-field",
    "type": "wrong-type",
    "enum": "not-a-choice",
    "const": "not-a-choice",
    "pattern": "wrong-format",
    "format": "wrong-format",
    "minLength": "too-short",
    "maxLength": "too-long",
    "minimum": "too-small",
    "maximum": "too-large",
    "minItems": "too-few",
    "maxItems": "too-many",
    "uniqueItems": "duplicate",
}
LIMITS = frozenset({"minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"})


class Finding(Value):
    """One broken rule. `params` holds limits of the rule, never what was answered."""

    field: str
    reason: str
    params: dict[str, int] = {}

    @property
    def of_shape(self) -> bool:
        """Whether answers so broken cannot even be kept: no form could have sent them."""
        return self.reason in SHAPE


def findings(form: Form | Rules, answers: Any) -> list[Finding]:
    """The broken rules, one a field, in the order of the fields; [] when the answers are right.

    Shape   `form`: a Form, whose agreements are asked too, or bare rules.
    """
    if not _small(answers):
        return [Finding(field="", reason="too-big", params={"limit": MOST_BYTES})]
    rules = form.rules if isinstance(form, Form) else form
    found = _broken(rules, answers, form if isinstance(form, Form) else None)
    agreements = form.agreements if isinstance(form, Form) else ()
    found += [finding for rule in agreements if (finding := _disagreement(rule, answers))]
    first: dict[str, Finding] = {}
    for finding in found:
        first.setdefault(finding.field, finding)
    return sorted(first.values(), key=lambda finding: _position(finding.field))


def _broken(rules: Rules, answers: Any, form: Form | None, depth: int = 4) -> list[Finding]:
    """An object that is missing as a whole is judged as an empty one, so that its fields are named."""
    found = [_finding(error) for error in validator(rules).iter_errors(answers)]
    hollow = [f.field for f in found if f.reason == "required" and form and form.holds_fields(f.field)]
    if not hollow or not depth:
        return found
    filled = copy.deepcopy(answers)
    for field in hollow:
        parent, _, name = field.rpartition("/")
        at(parent, filled)[name] = {}
    return _broken(rules, filled, form, depth - 1)


def holds(rules: Rules | None, value: Any) -> bool:
    """Whether a condition is met; no condition always is."""
    return rules is None or bool(validator(rules).is_valid(value))


def at(pointer: str, answers: Any) -> Any:
    """The answer at a JSON pointer; None where there is none."""
    for part in pointer.split("/")[1:]:
        name = part.replace("~1", "/").replace("~0", "~")
        if isinstance(answers, Mapping):
            answers = answers.get(name)
        elif isinstance(answers, list) and name.isdigit() and int(name) < len(answers):
            answers = answers[int(name)]
        else:
            return None
    return answers


_met: dict[int, tuple[Rules, Any]] = {}


def validator(rules: Rules) -> Any:
    """A compiled validator of `rules`: formats asserted, patterns in linear time, nothing fetched.

    Rules never change once they are read, so the very same ones are known again without being written out.
    """
    known, compiled = _met.get(id(rules), (None, None))
    if known is not rules:
        compiled = _compiled(json.dumps(rules, sort_keys=True, ensure_ascii=False))
        if len(_met) >= MOST_KEPT:
            _met.clear()
        _met[id(rules)] = rules, compiled
    return compiled


@lru_cache(maxsize=MOST_KEPT)
def _compiled(rules: str) -> Any:
    import jsonschema_rs

    return jsonschema_rs.Draft202012Validator(
        json.loads(rules),
        validate_formats=True,
        ignore_unknown_formats=False,
        pattern_options=jsonschema_rs.RegexOptions(),
        offline=True,
        mask="(hidden)",
    )


def _small(answers: Any) -> bool:
    try:
        return len(canonical(answers)) <= MOST_BYTES
    except (TypeError, ValueError, RecursionError):
        return False


def _finding(error: Any) -> Finding:
    keyword, path = error.kind.name, [str(part) for part in error.instance_path]
    if keyword == "required":
        path.append(error.kind.property)
    if keyword == "additionalProperties":
        path += _plain_name(error.kind.unexpected)
    params = {"limit": error.kind.value} if keyword in LIMITS and isinstance(error.kind.value, int) else {}
    reason = REASONS.get(keyword, "not-allowed")
    if keyword == "minLength" and params == {"limit": 1}:
        reason, params = "required", {}
    return Finding(field=pointer_of(path), reason=reason, params=params)


def _plain_name(unexpected: list[str]) -> list[str]:
    """The name of an unknown field, when it looks like one; anything else could be what somebody typed."""
    return unexpected[:1] if unexpected and FIELD_NAME.fullmatch(unexpected[0]) else []


def pointer_of(path: list[str]) -> str:
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in path)


def _position(field: str) -> list[tuple[int, str]]:
    return [(int(part) if part.isdigit() else -1, part) for part in field.split("/")]


def _disagreement(rule: Agreement, answers: Any) -> Finding | None:
    left, right = at(rule.left, answers), at(rule.right, answers)
    if not (isinstance(left, str) and isinstance(right, str)) or AGREE[rule.by](left, right):
        return None
    return Finding(field=rule.left, reason=rule.reason)


AGREE: dict[str, Callable[[str, str], bool]] = {
    "same-kana": lambda left, right: bank_kana(left) == bank_kana(right),
    "not-after": lambda left, right: left <= right,
}
