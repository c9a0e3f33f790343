"""The catalogue as its doors show it."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from madoguchi.kernel.value import Value
from madoguchi.procedures.model.procedure import Definition, Document, Preset, Procedure
from madoguchi.procedures.model.questions import Form
from madoguchi.procedures.model.text import Text
from madoguchi.procedures.model.towns import Municipality

Birth = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]


class TownName(Value):
    code: str
    name: str


class MunicipalityItem(Municipality):
    """`procedures`: how many the town publishes."""

    procedures: int


class MunicipalityList(Value):
    items: list[MunicipalityItem]


class ProcedureItem(Value):
    """One line of a list. Names and summaries come in every language; `localized` leaves one."""

    procedure_id: str
    standard_id: str | None
    name: Text
    summary: Text
    kind: str
    category: str
    life_events: tuple[str, ...]
    online: bool
    assurance: str
    municipality: TownName


class Listed(Value):
    items: list[ProcedureItem]
    next: str | None


class PresetItem(Value):
    """A preset as a town's officer chooses it; `adopted_version`: the town's own current one."""

    preset_id: str
    revision: int
    name: Text
    summary: Text
    kind: str
    law: str | None
    category: str
    phase: str
    note: Text
    adopted_version: int | None


def preset_item(preset: Preset, adopted_version: int | None) -> PresetItem:
    taken = {name: getattr(preset, name) for name in ("revision", "name", "summary", "kind", "law", "category")}
    return PresetItem(
        preset_id=preset.standard_id,
        phase=preset.phase,
        note=preset.note,
        adopted_version=adopted_version,
        **taken,
    )


class EstimateChild(Value):
    """`supported_adult` and `proof` matter from the end of 18's school year on."""

    birth_date: Birth
    living: Literal["together", "apart"] = "together"
    supported_adult: bool = False
    proof: bool = False


class EstimateQuestion(Value):
    """`event_date`: the planned move-out date (転出予定日) or the birth. `applied_at`: now, when absent."""

    children: list[EstimateChild] = Field(min_length=1, max_length=30)
    event_date: Birth | None = None
    applied_at: AwareDatetime | None = Field(default=None, ge=datetime.fromisoformat("2013-01-01T00:00:00+09:00"))


def listed_procedure(procedure: Procedure, town: Municipality) -> ProcedureItem:
    return _item(procedure, procedure.procedure_id, procedure.standard_id, town, online=procedure.online)


def listed_preset(preset: Preset, town: Municipality, *, online: bool) -> ProcedureItem:
    """A national procedure as `town` offers it: a town may add to a preset, never change it."""
    return _item(preset, preset.standard_id, preset.standard_id, town, online=online)


def _item(
    definition: Definition, procedure_id: str, standard_id: str | None, town: Municipality, *, online: bool
) -> ProcedureItem:
    return ProcedureItem(
        procedure_id=procedure_id,
        standard_id=standard_id,
        name=definition.name,
        summary=definition.summary,
        kind=definition.kind,
        category=definition.category,
        life_events=definition.life_events,
        online=online,
        assurance=definition.assurance,
        municipality=TownName(code=town.code, name=town.name),
    )


def procedure_view(procedure: Procedure, town: Municipality, language: str) -> dict[str, Any]:
    """One procedure in full. Texts outside the form are in `language`; the form carries every language."""
    item = localized(listed_procedure(procedure, town).model_dump(mode="json"), language)
    clocks, office = procedure.clocks, procedure.office
    return item | {
        "version": procedure.version,
        "law": procedure.law,
        "guidance": _in(procedure.guidance, language),
        "outcomes": procedure.outcomes,
        "clocks": {"deadline": _in(clocks.deadline, language), "standard_days": clocks.standard_days},
        "fee_yen": procedure.fee_yen,
        "office": {"name": office.name.of(language), "hours": office.hours.of(language), "phone": office.phone},
        "documents": [_document(document, language) for document in procedure.documents],
        "advice": [
            {"id": advice.id, "when": advice.when, "text": advice.text.of(language)} for advice in procedure.advice
        ],
        "form": form_view(procedure.form) if procedure.form else None,
        "benefit": procedure.benefit,
    }


def form_view(form: Form) -> dict[str, Any]:
    """The form for a screen: JSON Schema, sections of fields, and what is filled from where."""
    ui = [section.model_dump(mode="json", exclude_none=True, exclude_defaults=True) for section in form.sections]
    return {"schema": form.rules, "ui": ui, "prefill": form.prefill}


def _document(document: Document, language: str) -> dict[str, Any]:
    return {
        "document_id": document.document_id,
        "name": document.name.of(language),
        "required": not document.optional and not document.not_needed,
        "required_when": document.required_when,
        "source": document.source,
        "slot": document.slot,
        "not_needed": document.not_needed,
        "why": document.why.of(language),
    }


def localized(item: dict[str, Any], language: str) -> dict[str, Any]:
    """A listed item with its name and summary in one language."""
    texts = {name: Text.model_validate(item[name]).of(language) for name in ("name", "summary")}
    return {**item, **texts}


def _in(text: Text | None, language: str) -> str | None:
    return text.of(language) if text else None
