"""Proving a procedure before it is published: what is wrong is listed, nothing is guessed, nobody is surprised later."""

from collections.abc import Iterator
from typing import Any

from madoguchi.kernel.value import Value
from madoguchi.procedures.model.forms import validator
from madoguchi.procedures.model.procedure import Definition
from madoguchi.procedures.model.questions import Field, Form, Rules

PREFILLS = frozenset({"card.name", "card.birth_date", "card.sex", "card.address"})
ASKED_NEVER = ("個人番号", "マイナンバー", "my number", "individual number")


class Defect(Value):
    """`path` is where, in words of the model; `code` is stable."""

    path: str
    code: str


def prove(definition: Definition, meta_schema: Rules) -> list[Defect]:
    """Every defect of a preset or a town's procedure; [] when it may be published."""
    found = list(_phase(definition))
    found += _documents(definition, meta_schema)
    if definition.form:
        found += _form(definition.form, meta_schema)
    return found


def _phase(definition: Definition) -> Iterator[Defect]:
    if (definition.phase == "online") != (definition.form is not None):
        yield Defect(path="phase", code="online-means-a-form")
    if definition.benefit and definition.kind != "application":
        yield Defect(path="benefit", code="only-an-application-brings-a-benefit")


def _documents(definition: Definition, meta_schema: Rules) -> Iterator[Defect]:
    seen: set[str] = set()
    slots: set[str] = set()
    for document in definition.documents:
        path = f"documents/{document.document_id}"
        if document.document_id in seen:
            yield Defect(path=path, code="twice")
        seen.add(document.document_id)
        if not document.sources:
            yield Defect(path=path, code="without-source")
        for source in document.sources:
            if source.kind == "linkage" and not (source.item and source.phase):
                yield Defect(path=path, code="linkage-without-item-or-phase")
            if source.kind == "attach" and (not source.slot or source.slot in slots):
                yield Defect(path=path, code="without-slot-of-its-own")
            slots |= {source.slot or ""}
        yield from _condition(document.required_when, f"{path}/required_when", meta_schema)
    for advice in definition.advice:
        yield from _condition(advice.when, f"advice/{advice.id}", meta_schema)


def _form(form: Form, meta_schema: Rules) -> list[Defect]:
    within = list(_within(form.rules, "form/rules", meta_schema))
    if within:
        return within  # nothing else can be read from rules outside the language
    found = [*_cycles(form.rules), *_fields(form, meta_schema), *_pointers(form)]
    return found or list(_compiles(form.rules, "form/rules"))


def _within(rules: Rules, path: str, meta_schema: Rules) -> Iterator[Defect]:
    for error in validator(meta_schema).iter_errors(rules):
        where = "/".join(str(part) for part in error.instance_path)
        yield Defect(path=f"{path}/{where}".rstrip("/"), code="outside-the-rule-language")


def _compiles(rules: Rules, path: str) -> Iterator[Defect]:
    try:
        validator(rules)
    except ValueError:
        yield Defect(path=path, code="does-not-compile")


def _condition(rules: Rules | None, path: str, meta_schema: Rules) -> Iterator[Defect]:
    if rules is not None:
        yield from list(_within(rules, path, meta_schema)) or list(_compiles(rules, path))


def _cycles(rules: Rules) -> Iterator[Defect]:
    """References must exist and never lead back to themselves: answers have a bounded depth."""
    defs = rules.get("$defs", {})
    uses = {name: set(_references(rule)) for name, rule in defs.items()}
    for name in sorted(set(_references(rules)) - set(defs)):
        yield Defect(path=f"form/rules/$defs/{name}", code="referred-to-but-absent")
    while ends := {name for name, used in uses.items() if not used & set(uses)}:
        uses = {name: used for name, used in uses.items() if name not in ends}
    yield from (Defect(path=f"form/rules/$defs/{name}", code="refers-to-itself") for name in sorted(uses))


def _references(rule: Any) -> Iterator[str]:
    waiting = [rule]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            if isinstance(part.get("$ref"), str):
                yield part["$ref"].rpartition("/")[2]
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def _fields(form: Form, meta_schema: Rules) -> Iterator[Defect]:
    codes: set[str] = set()
    pointers: set[str] = set()
    for pointer, field in form.fields():
        if field.std_code in codes:
            yield Defect(path=pointer, code="std-code-twice")
        if pointer in pointers:
            yield Defect(path=pointer, code="asked-twice")
        codes.add(field.std_code)
        pointers.add(pointer)
        yield from _field(form, pointer, field)
        yield from _condition(field.show_if, f"{pointer}/show_if", meta_schema)
    for section in form.sections:
        yield from _condition(section.show_if, f"{section.id}/show_if", meta_schema)


def _field(form: Form, pointer: str, field: Field) -> Iterator[Defect]:
    words = " ".join((field.label.ja, field.label.en)).casefold()
    if any(word in words for word in ASKED_NEVER):
        yield Defect(path=pointer, code="asks-for-an-individual-number")
    rule = rule_at(form.rules, pointer)
    if rule is None:
        yield Defect(path=pointer, code="no-rule-for-this-field")
        return
    choices = [option.value for option in field.options]
    allowed = [True, False] if rule.get("type") == "boolean" else rule.get("enum", [])
    if choices and sorted(map(str, choices)) != sorted(map(str, allowed)):
        yield Defect(path=pointer, code="options-differ-from-rule")
    if (field.widget == "repeat") != bool(field.fields):
        yield Defect(path=pointer, code="repeat-means-fields")


def _pointers(form: Form) -> Iterator[Defect]:
    known = form.known
    for pointer in leaves(form.rules):
        if pointer not in known:
            yield Defect(path=pointer, code="no-field-for-this-rule")
        if not {"type", "enum", "const"} & set(rule_at(form.rules, pointer) or {}):
            yield Defect(path=pointer, code="takes-anything")
    for agreement in form.agreements:
        if agreement.left not in known or agreement.right not in known:
            yield Defect(path=agreement.left, code="agreement-on-no-field")
    for pointer, source in form.prefill.items():
        if pointer not in known or source not in PREFILLS:
            yield Defect(path=pointer, code="prefill-from-or-to-nowhere")


def rule_at(rules: Rules, pointer: str) -> Rules | None:
    """The rule of the answer at a field's pointer (`-` is a row), references followed; None when there is none."""
    here = _resolved(rules, rules)
    for part in pointer.split("/")[1:]:
        child = here.get("items") if part == "-" else here.get("properties", {}).get(part)
        if child is None:
            return None
        here = _resolved(rules, child)
    return here


def leaves(rules: Rules) -> Iterator[str]:
    """The pointer of every answer that the rules name, rows as `-`, objects through their members."""

    def walk(rule: Rules, pointer: str) -> Iterator[str]:
        rule = _resolved(rules, rule)
        if rule.get("type") == "object":
            for name, child in rule.get("properties", {}).items():
                yield from walk(child, f"{pointer}/{name}")
            return
        yield pointer
        if rule.get("type") == "array" and _resolved(rules, rule["items"]).get("type") == "object":
            yield from walk(rule["items"], f"{pointer}/-")

    yield from walk(rules, "")


def _resolved(rules: Rules, rule: Rules) -> Rules:
    if "$ref" not in rule:
        return rule
    name = str(rule["$ref"]).rpartition("/")[2]
    return {**rules.get("$defs", {}).get(name, {}), **rule} if name else rule
