"""A case (事案): what a town knows and has done about one application. Decides; saves nothing."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from madoguchi.errors import Conflict
from madoguchi.kernel.clock import jst
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.delivery import Procedure, Revision
from madoguchi.municipal.model.inquiries import Inquiry
from madoguchi.municipal.model.people import Applicant, Household, Member


class Status(StrEnum):
    DELIVERED = "delivered"
    FORMAL = "formal"  # 形式審査
    SUBSTANTIVE = "substantive"  # 実質審査
    RETURNED = "returned"  # 補正待ち
    APPROVAL = "approval"  # 決裁待ち: one officer proposed, another has yet to approve
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"  # 取下げ


CLOSED = frozenset({Status.DECIDED, Status.WITHDRAWN})


class NotNow(Conflict):
    """The case's status does not allow the act."""

    type = "case-status"


class Finding(Value):
    """Something a person must look at. `people`: how many must agree before it is settled."""

    code: str
    pointer: str | None = None
    people: Literal[1, 2] = 1

    @property
    def id(self) -> str:
        """What an officer confirms: the same finding has the same id as long as it stands."""
        return f"{self.code}:{self.pointer}" if self.pointer else self.code


class ReturnedItem(Value):
    pointer: str
    label: str
    reason: str


class Return(Value):
    """A request to correct (補正): only these items reopen for her."""

    return_id: str
    items: tuple[ReturnedItem, ...]
    message: str
    at: datetime
    by: str
    revision: int
    answered_at: datetime | None = None


class ProposedDecision(Value):
    """What one officer proposes (起案) and another approves or declines (決裁).

    `version`: the case as both saw it. `was`: where it stood, and goes back to when the proposal is declined.
    """

    proposal_id: str
    outcome: Literal["granted", "partly", "dismissed"]
    monthly_yen: int
    from_month: str | None
    reason: str
    remedies: str | None
    findings_confirmed: tuple[str, ...] = ()
    by: str
    at: datetime
    version: int
    was: Status
    seen: dict[str, Any] = Field(default_factory=dict)
    ended: Literal["approved", "declined", "lapsed"] | None = None
    ended_by: str | None = None
    ended_at: datetime | None = None
    ended_reason: str | None = None


class Decision(Value):
    """A disposition (処分) by two people: `proposed_by` with what she had before her, approved `by` another."""

    decision_id: str
    outcome: Literal["granted", "partly", "dismissed"]
    monthly_yen: int
    from_month: str | None
    reason: str
    remedies: str | None
    document_number: str
    decided_at: datetime
    by: str
    proposed_by: str | None = None  # None: decided before approvals were asked for
    findings_confirmed: tuple[str, ...] = ()
    seen: dict[str, Any] = Field(default_factory=dict)


class HistoryLine(Value):
    at: datetime
    code: str
    by: str
    revision: int


class Case(Value):
    municipality: str
    receipt: str
    revision: int
    version: int
    status: Status
    arrived_at: datetime
    procedure: Procedure
    applicant: Applicant
    examined_revision: int = 0
    household: Household | None = None
    apart: tuple[Member, ...] = ()
    findings: tuple[Finding, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    returns: tuple[Return, ...] = ()
    proposals: tuple[ProposedDecision, ...] = ()
    decision: Decision | None = None
    history: tuple[HistoryLine, ...] = ()

    @property
    def month(self) -> str:
        """The inbox's key: town and month of arrival in Japan."""
        return f"{self.municipality}#{jst(self.arrived_at):%Y-%m}"

    @property
    def people(self) -> tuple[Member, ...]:
        """Everybody whose data the case shows: her household and those registered elsewhere."""
        return (*(self.household.members if self.household else ()), *self.apart)

    @property
    def disclosure(self) -> Literal["open", "suppressed"]:
        """The mark of every record this case makes: open only when the register vouches that nobody is protected."""
        known = self.household is not None and not any(member.protected for member in self.people)
        return "open" if known else "suppressed"

    @property
    def open_proposal(self) -> ProposedDecision | None:
        last = self.proposals[-1] if self.proposals else None
        return last if self.status is Status.APPROVAL and last and last.ended is None else None

    @property
    def told(self) -> Status:
        """The status as the applicant may hear it: a proposal is the town's own affair until it is approved."""
        return self.open_proposal.was if self.open_proposal else self.status

    @property
    def open_return(self) -> Return | None:
        last = self.returns[-1] if self.returns else None
        return last if self.told is Status.RETURNED and last else None

    def changed(self, **fields: Any) -> "Case":
        return self.model_copy(update={**fields, "version": self.version + 1})

    def with_proposal_ended(self, how: Literal["approved", "declined", "lapsed"], **said: Any) -> dict[str, Any]:
        """The field that closes the open proposal; {} without one. Nothing proposed is forgotten."""
        if self.open_proposal is None:
            return {}
        ended = self.open_proposal.model_copy(update={"ended": how, **said})
        return {"proposals": (*self.proposals[:-1], ended)}

    def noted(self, code: str, *, by: str, at: datetime) -> tuple[HistoryLine, ...]:
        return (*self.history, HistoryLine(at=at, code=code, by=by, revision=self.revision))


def opened(revision: Revision, applicant: Applicant) -> Case:
    """A case at its first delivery. Arrival (到達) is the portal's, and no later revision moves it."""
    return Case(
        municipality=revision.municipality,
        receipt=revision.receipt,
        revision=revision.revision,
        version=1,
        status=Status.DELIVERED,
        arrived_at=revision.arrived_at,
        procedure=revision.procedure,
        applicant=applicant,
        history=(HistoryLine(at=revision.received_at, code="delivered", by="portal", revision=revision.revision),),
    )


def opened_withdrawn(revision: Revision, applicant: Applicant, withdrawn_at: datetime) -> Case:
    """A case whose withdrawal came before its delivery: kept and shown, never examined."""
    case = opened(revision, applicant)
    history = case.noted("withdrawn", by="applicant", at=withdrawn_at)
    return case.model_copy(update={"status": Status.WITHDRAWN, "history": history})


def withdrawn(case: Case, at: datetime) -> Case | None:
    """The case after the applicant withdrew (取下げ); None when that is known.

    A decision made before the town heard of it stands: the officer sees in the history that it came too late.
    """
    code = "withdrawal-too-late" if case.decision else "withdrawn"
    if case.status is Status.WITHDRAWN or any(line.code == code for line in case.history):
        return None
    status = case.status if case.decision else Status.WITHDRAWN
    lapsed = case.with_proposal_ended("lapsed", ended_by="applicant", ended_at=at)
    return case.changed(status=status, history=case.noted(code, by="applicant", at=at), **lapsed)


def delivered_again(case: Case, revision: Revision, applicant: Applicant) -> tuple[Case, bool]:
    """The case after a later delivery, and whether that revision is now the current one.

    An older revision, or one after the decision or the withdrawal, is kept but moves nothing: the officer sees it in
    the history.
    """
    at = revision.received_at
    if case.status is Status.WITHDRAWN:
        return case.changed(history=case.noted("delivered-after-withdrawal", by="portal", at=at)), False
    if case.decision:
        return case.changed(history=case.noted("delivered-after-decision", by="portal", at=at)), False
    if revision.revision <= case.revision:
        return case.changed(history=case.noted("older-delivered", by="portal", at=at)), False
    returns = tuple(r.model_copy(update={"answered_at": r.answered_at or at}) for r in case.returns)
    known = case.applicant
    if applicant.authentication_serial == known.authentication_serial:
        found = {"addressee_number": known.addressee_number, "matched_by": known.matched_by}
        applicant = applicant.model_copy(update=found)
    lapsed = case.with_proposal_ended("lapsed", ended_by="applicant", ended_at=at)
    current = case.changed(
        revision=revision.revision, status=Status.DELIVERED, applicant=applicant, returns=returns, **lapsed
    )
    return current.model_copy(update={"history": current.noted("resubmitted", by="portal", at=at)}), True


def examined(
    case: Case,
    *,
    applicant: Applicant,
    household: Household | None,
    apart: tuple[Member, ...],
    findings: tuple[Finding, ...],
    inquiries: tuple[Inquiry, ...],
    at: datetime,
) -> Case:
    """The case after formal examination of its current revision; new inquiries join those already made."""
    known = {inquiry.request_id for inquiry in case.inquiries}
    merged = (*case.inquiries, *(i for i in inquiries if i.request_id not in known))
    formal = case.changed(
        status=Status.FORMAL,
        examined_revision=case.revision,
        applicant=applicant,
        household=household,
        apart=apart,
        findings=findings,
        inquiries=merged,
        history=case.noted("examined", by="standing-rule", at=at),
    )
    return advanced(formal)


def with_inquiry(case: Case, inquiry: Inquiry, *, note: str | None = None, at: datetime | None = None) -> Case:
    """The case with this inquiry in place of its former state; once none is open, examination is substantive."""
    replaced = tuple(inquiry if i.request_id == inquiry.request_id else i for i in case.inquiries)
    history = case.noted(note, by="linkage", at=at) if note and at else case.history
    return advanced(case.changed(inquiries=replaced, history=history))


def advanced(case: Case) -> Case:
    waits = any(inquiry.is_open for inquiry in case.inquiries)
    if case.status is Status.FORMAL and not waits:
        return case.model_copy(update={"status": Status.SUBSTANTIVE})
    return case
