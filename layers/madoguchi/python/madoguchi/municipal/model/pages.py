"""The shapes of what the town's doors answer."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from madoguchi.kernel.value import Value
from madoguchi.municipal.model.case import HistoryLine, Return, Status
from madoguchi.municipal.model.clocks import Turn
from madoguchi.municipal.model.delivery import Attachment, Procedure
from madoguchi.municipal.model.inquiries import InquiryStatus
from madoguchi.municipal.model.match import MatchRow
from madoguchi.municipal.model.people import Attributes
from madoguchi.municipal.model.proposal import Proposal

MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
STATUS = r"^(delivered|formal|substantive|returned|approval|decided|withdrawn)$"


class Clock(Value):
    standard_due_on: date


class ProcedureName(Value):
    id: str
    name: str


class InboxLine(Value):
    receipt: str
    revision: int
    procedure: ProcedureName
    applicant_name: str
    arrived_at: datetime
    status: Status
    waiting_for: Turn
    clock: Clock


class Inbox(Value):
    """`today` is the house's day in Japan: what is overdue is not for the reader's own clock to say."""

    month: str
    today: date
    items: tuple[InboxLine, ...]
    next: str | None


class ApplicantPart(Value):
    name: str
    birth_date: date
    sex: str
    address: str
    addressee_number: str | None
    matched_by: str | None


class SealedPackage(Value):
    sha256: str
    size: int


class MemberPart(Value):
    addressee_number: str
    name: str
    birth_date: date
    relationship: str
    registered_here: bool


class FindingPart(Value):
    """`id`: what an officer confirms when a finding asks for two people."""

    id: str
    code: str
    message: str
    pointer: str | None
    people: int


class MatchPart(MatchRow):
    label: str


class Provider(Value):
    code: str
    name: str


class InquiryPart(Value):
    processing_number: str | None
    item: ProcedureName
    about_label: str
    provider: Provider | None
    status: InquiryStatus
    gate: str | None
    asked_at: datetime | None
    answered_at: datetime | None


class DecisionPart(Value):
    decision_id: str
    outcome: str
    monthly_yen: int
    from_month: str | None
    reason: str
    remedies: str | None
    document_number: str
    decided_at: datetime
    by: str
    proposed_by: str | None
    findings_confirmed: tuple[str, ...]


class ProposedPart(Value):
    """A proposed decision; `ended` says what became of it, null while it waits for approval."""

    proposal_id: str
    outcome: str
    monthly_yen: int
    from_month: str | None
    reason: str
    remedies: str | None
    findings_confirmed: tuple[str, ...]
    by: str
    at: datetime
    ended: str | None
    ended_by: str | None
    ended_at: datetime | None
    ended_reason: str | None


class CasePage(Value):
    """Everything the officer in charge needs on one page; `version` is the ETag of her acts.

    `proposal` is what the law would pay, computed; `proposed_decision` what an officer proposes.
    """

    receipt: str
    revision: int
    status: Status
    version: int
    arrived_at: datetime
    waiting_for: Turn
    clock: Clock
    procedure: Procedure
    applicant: ApplicantPart
    answers: dict[str, Any]
    attachments: tuple[Attachment, ...]
    package: SealedPackage
    household: tuple[MemberPart, ...]
    household_as_of: date | None
    findings: tuple[FindingPart, ...]
    match: tuple[MatchPart, ...]
    inquiries: tuple[InquiryPart, ...]
    proposal: Proposal | None
    returns: tuple[Return, ...]
    proposed_decision: ProposedPart | None
    proposals: tuple[ProposedPart, ...]
    decision: DecisionPart | None
    history: tuple[HistoryLine, ...]


class ApplicationLine(Value):
    """No personal data: what a core system works through."""

    receipt: str
    revision: int
    procedure_id: str
    name: str = Field(description="the procedure's name")
    arrived_at: datetime
    status: Status


class Applications(Value):
    items: tuple[ApplicationLine, ...]
    next: str | None


class Declarant(Attributes):
    authentication_serial: str
    signing_serial: str | None


class ApplicationPage(Value):
    """What she declared. Nothing fetched and no match result: those do not travel over the LGWAN side."""

    receipt: str
    revision: int
    status: Status
    arrived_at: datetime
    procedure: Procedure
    applicant: Declarant
    answers: dict[str, Any]
    attachments: tuple[Attachment, ...]
    document_sha256: str
    package: SealedPackage


class PackageLink(Value):
    url: str
    expires_in: int
    sha256: str


class Returned(Value):
    receipt: str
    status: Status
    version: int
    return_id: str


class Proposed(Value):
    receipt: str
    status: Status
    version: int
    proposal_id: str


class Approved(Value):
    """The decision's id and number, null when the proposal was declined."""

    receipt: str
    status: Status
    version: int
    proposal_id: str
    decision_id: str | None
    document_number: str | None


class PublishedRule(Value):
    affair: str
    version: int


class SealingKey(Value):
    public_key: str
