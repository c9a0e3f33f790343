"""What the citizen's screens are given."""

from datetime import date, datetime
from typing import Any

from madoguchi.applications.model.application import (
    Application,
    Entry,
    NotNeeded,
    ReturnedItem,
    Status,
    Town,
)
from madoguchi.kernel.value import Value

HERS_TO_DO = frozenset({Status.DRAFT, Status.RETURNED})


class ProcedureView(Value):
    procedure_id: str
    version: int
    name: str


class AttachmentView(Value):
    attachment_id: str
    slot: str
    name: str
    size: int
    sha256: str
    status: str


class DecisionView(Value):
    outcome: str
    reason: str
    monthly_yen: int | None
    from_month: str | None
    decided_on: date | None
    document_number: str | None
    remedies: str | None


class FindingView(Value):
    """`field` is a pointer into the answers; `reason` a stable code; `message` names the remedy."""

    field: str
    reason: str
    message: str


class ApplicationView(Value):
    application_id: str
    status: str
    revision: int
    version: int
    receipt: str | None
    arrived_at: datetime | None
    municipality: Town
    procedure: ProcedureView
    answers: dict[str, Any]
    prefilled: dict[str, str]
    attachments: tuple[AttachmentView, ...]
    not_needed: tuple[NotNeeded, ...]
    returned: tuple[ReturnedItem, ...] | None
    returned_message: str | None
    decision: DecisionView | None
    timeline: tuple[Entry, ...]
    findings: tuple[FindingView, ...] | None = None


class ApplicationSummary(Value):
    application_id: str
    status: str
    receipt: str | None
    procedure: ProcedureView
    municipality: Town
    arrived_at: datetime | None
    updated_at: datetime
    needs_action: bool


class SummariesView(Value):
    items: tuple[ApplicationSummary, ...]


def view(application: Application, findings: tuple[FindingView, ...] | None = None) -> ApplicationView:
    returned, decision = application.returned, application.decision
    return ApplicationView(
        application_id=application.application_id,
        status=application.status,
        revision=application.revision,
        version=application.version,
        receipt=application.receipt,
        arrived_at=application.arrived_at,
        municipality=application.municipality,
        procedure=_procedure(application),
        answers=application.answers,
        prefilled=application.prefilled,
        attachments=tuple(
            AttachmentView(**{name: getattr(held, name) for name in AttachmentView.model_fields})
            for held in application.attachments
        ),
        not_needed=application.not_needed,
        returned=returned.items if returned else None,
        returned_message=returned.message if returned else None,
        decision=DecisionView(**decision.model_dump(exclude={"decision_id"})) if decision else None,
        timeline=application.timeline,
        findings=findings,
    )


def summary(application: Application) -> ApplicationSummary:
    return ApplicationSummary(
        application_id=application.application_id,
        status=application.status,
        receipt=application.receipt,
        procedure=_procedure(application),
        municipality=application.municipality,
        arrived_at=application.arrived_at,
        updated_at=application.updated_at,
        needs_action=application.status in HERS_TO_DO,
    )


def _procedure(application: Application) -> ProcedureView:
    pinned = application.procedure
    return ProcedureView(procedure_id=pinned.procedure_id, version=pinned.version, name=pinned.name)
