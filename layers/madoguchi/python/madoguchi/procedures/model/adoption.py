"""A town adopts a preset and may only add to it; a town may also write procedures of its own."""

from datetime import date
from typing import Any

from pydantic import Field

from madoguchi.kernel.value import Value
from madoguchi.procedures.model.procedure import Additions, Definition, Office, Preset, Procedure
from madoguchi.procedures.model.prover import Defect
from madoguchi.procedures.model.questions import Form

TOWN = "/town/"
OWN = "own."


class Adoption(Value):
    """A town's wish to offer a preset: by whom it is answered, and what the town adds."""

    preset_id: str
    office: Office
    effective_from: date | None = None
    additions: Additions = Additions()


class OwnProcedure(Definition):
    """A procedure that only this town has; its id begins with "own."."""

    procedure_id: str = Field(pattern=r"^own\.[a-z0-9]+([.-][a-z0-9]+)*$", max_length=60)
    office: Office
    effective_from: date | None = None


def adopt(preset: Preset, adoption: Adoption, *, municipality: str, version: int, on: date) -> Procedure:
    """The preset as this town offers it. Everything of the preset stays; additions stand behind it."""
    more = adoption.additions
    shared = {name: getattr(preset, name) for name in Definition.model_fields}
    clocks = preset.clocks
    shared |= {
        "guidance": more.guidance or preset.guidance,
        "clocks": clocks.model_copy(update={"standard_days": more.standard_days or clocks.standard_days}),
        "keywords": (*preset.keywords, *more.keywords),
        "documents": (*preset.documents, *more.documents),
        "form": _form(preset.form, more),
    }
    return Procedure(
        **shared,
        procedure_id=preset.standard_id,
        standard_id=preset.standard_id,
        municipality=municipality,
        version=version,
        effective_from=adoption.effective_from or on,
        office=adoption.office,
    )


def own(wanted: OwnProcedure, *, municipality: str, version: int, on: date) -> Procedure:
    """A town's own procedure in its next version."""
    shared = {name: getattr(wanted, name) for name in Definition.model_fields}
    return Procedure(
        **shared,
        procedure_id=wanted.procedure_id,
        municipality=municipality,
        version=version,
        effective_from=wanted.effective_from or on,
        office=wanted.office,
    )


def refused_additions(preset: Preset, additions: Additions) -> list[Defect]:
    """What a town wanted to add but may not: a question outside /town, or one where the preset has no form."""
    outside = [
        Defect(path=field.pointer, code="a-town-adds-only-under-town")
        for section in additions.sections
        for field in section.fields
        if not field.pointer.startswith(TOWN)
    ]
    asks = bool(additions.sections or additions.rules)
    if asks and preset.form is None:
        outside.append(Defect(path="additions/sections", code="this-preset-has-no-form"))
    if bool(additions.sections) != bool(additions.rules):
        outside.append(Defect(path="additions/rules", code="questions-and-rules-come-together"))
    return outside


def _form(form: Form | None, additions: Additions) -> Form | None:
    if form is None or additions.rules is None:
        return form
    rules: dict[str, Any] = {**form.rules, "properties": {**form.rules["properties"], "town": additions.rules}}
    if additions.rules.get("required"):
        rules["required"] = [*form.rules.get("required", []), "town"]
    sections = (*form.sections, *additions.sections)
    return Form(rules=rules, sections=sections, prefill=form.prefill, agreements=form.agreements)
