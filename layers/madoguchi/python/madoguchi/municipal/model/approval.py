"""Four eyes: one officer proposes a decision (起案), another approves or declines it (決裁)."""

from datetime import datetime
from typing import Any

from pydantic import Field

from madoguchi.errors import Conflict, NotAllowed, Unprocessable
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.case import (
    Case,
    Decision,
    Finding,
    NotNow,
    ProposedDecision,
    Status,
    advanced,
)
from madoguchi.municipal.model.decisions import EXAMINING, DecisionRequest, ReasonMissing, complete, free_of_numbers

FINDING_IDS = Field(default=(), max_length=100)


class ProposalRequest(DecisionRequest):
    """`findings_confirmed`: the ids of those findings that ask for two people, which she confirms as the first."""

    findings_confirmed: tuple[str, ...] = FINDING_IDS


class ApprovalRequest(Value):
    """`findings_seen`: the same findings, confirmed by the second. To decline needs a reason."""

    proposal_id: str = Field(min_length=1, max_length=60)
    approve: bool
    reason: str = Field(default="", max_length=4000)
    findings_seen: tuple[str, ...] = FINDING_IDS


class FourEyes(NotAllowed):
    """Nobody approves what she proposed herself."""

    type = "four-eyes"


class ProposalOutdated(Conflict):
    """The case changed since the proposal: the two would not have seen the same."""

    type = "proposal-outdated"


class FindingsUnconfirmed(Unprocessable):
    """Findings that two people must agree on, and this one did not."""

    type = "findings-unconfirmed"


def demand_confirmed(findings: tuple[Finding, ...], confirmed: tuple[str, ...], field: str) -> None:
    """FindingsUnconfirmed, naming each finding for two people that is not among `confirmed`."""
    missing = [finding.id for finding in findings if finding.people == 2 and finding.id not in confirmed]
    if missing:
        raise FindingsUnconfirmed("a finding for two people", errors=tuple((field, each) for each in missing))


def proposed(
    case: Case,
    asked: ProposalRequest,
    findings: tuple[Finding, ...],
    *,
    by: str,
    proposal_id: str,
    seen: dict[str, Any],
    at: datetime,
) -> Case:
    """The case waiting for approval. `seen` keeps what she had before her, to recompute it later."""
    if case.status not in EXAMINING and not (case.status is Status.RETURNED and asked.outcome == "dismissed"):
        raise NotNow(f"no decision can be proposed on a {case.status} case")
    complete(asked)
    free_of_numbers({"/reason": asked.reason, "/remedies": asked.remedies})
    demand_confirmed(findings, asked.findings_confirmed, "/findings_confirmed")
    wish = ProposedDecision(
        **asked.model_dump(),
        proposal_id=proposal_id,
        by=by,
        at=at,
        version=case.version + 1,
        was=case.status,
        seen=seen,
    )
    history = case.noted("proposed", by=by, at=at)
    return case.changed(status=Status.APPROVAL, proposals=(*case.proposals, wish), history=history)


def approved(
    case: Case,
    asked: ApprovalRequest,
    findings: tuple[Finding, ...],
    *,
    by: str,
    decision_id: str,
    document_number: str,
    at: datetime,
) -> tuple[Case, Decision]:
    """The decided case. NotNow, FourEyes, ProposalOutdated, FindingsUnconfirmed."""
    wish = _open(case, asked, by=by)
    if wish.version != case.version:
        raise ProposalOutdated(f"proposed on version {wish.version}")
    demand_confirmed(findings, asked.findings_seen, "/findings_seen")
    decision = Decision(
        decision_id=decision_id,
        outcome=wish.outcome,
        monthly_yen=wish.monthly_yen,
        from_month=wish.from_month,
        reason=wish.reason,
        remedies=wish.remedies,
        document_number=document_number,
        decided_at=at,
        by=by,
        proposed_by=wish.by,
        findings_confirmed=wish.findings_confirmed,
        seen=wish.seen,
    )
    ended = case.with_proposal_ended("approved", ended_by=by, ended_at=at)
    history = case.noted("decided", by=by, at=at)
    return case.changed(status=Status.DECIDED, decision=decision, history=history, **ended), decision


def declined(case: Case, asked: ApprovalRequest, *, by: str, at: datetime) -> Case:
    """The case back where it stood, the proposal kept with the reason. NotNow, FourEyes, ReasonMissing."""
    wish = _open(case, asked, by=by)
    if not asked.reason.strip():
        raise ReasonMissing("declining needs its reason", field="/reason")
    free_of_numbers({"/reason": asked.reason})
    ended = case.with_proposal_ended("declined", ended_by=by, ended_at=at, ended_reason=asked.reason)
    return advanced(case.changed(status=wish.was, history=case.noted("declined", by=by, at=at), **ended))


def _open(case: Case, asked: ApprovalRequest, *, by: str) -> ProposedDecision:
    wish = case.open_proposal
    if wish is None:
        raise NotNow(f"nothing is proposed on this {case.status} case")
    if wish.proposal_id != asked.proposal_id:
        raise ProposalOutdated("another proposal stands", field="/proposal_id")
    if wish.by == by:
        raise FourEyes("she proposed it herself")
    return wish
