"""What an officer and a core system are shown of a case, in the reader's language."""

from datetime import date, timedelta
from typing import Any

from madoguchi.kernel.clock import jst_date
from madoguchi.municipal.model.answers import read
from madoguchi.municipal.model.case import Case, Finding, Status
from madoguchi.municipal.model.delivery import Revision
from madoguchi.municipal.model.inquiries import Inquiry
from madoguchi.municipal.model.labels import label
from madoguchi.municipal.model.lookups import Reader
from madoguchi.municipal.model.match import Effect, MatchRow, rows
from madoguchi.municipal.model.messages import finding_text, item_name
from madoguchi.municipal.model.people import Member
from madoguchi.municipal.model.proposal import Proposal, proposal

MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
STATUS = r"^(delivered|formal|substantive|returned|decided)$"
STANDARD_DAYS = {"child-allowance.claim": 30}  # 標準処理期間, as the town publishes it
DEFAULT_DAYS = 30
SECTIONS = {"child-allowance.claim": frozenset({"kosodate"})}  # who handles an affair (所管課)
DEFAULT_SECTIONS = frozenset({"reception"})
FINDING_OF = {
    Effect.NOT_FILED: "income-not-filed",
    Effect.EARNER_CHANGES: "earner-changes",
}


def may_see(reader: Reader, affair: str) -> bool:
    """A grant is for an affair: the tax section does not see what the child allowance fetched."""
    return bool(SECTIONS.get(affair, DEFAULT_SECTIONS) & set(reader.sections))


def standard_due_on(case: Case) -> date:
    """The end of the standard period, which stands still while she corrects (補正)."""
    days = STANDARD_DAYS.get(case.procedure.affair, DEFAULT_DAYS)
    stopped = sum(((r.answered_at - r.at) for r in case.returns if r.answered_at), timedelta())
    return jst_date(case.arrived_at + timedelta(days=days) + stopped)


def waiting_for(case: Case) -> str:
    """Whose turn it is: "applicant", "linkage", "officer" or "nobody"."""
    if case.status is Status.DECIDED:
        return "nobody"
    if case.status is Status.RETURNED:
        return "applicant"
    return "linkage" if any(i.is_open for i in case.inquiries) else "officer"


def row(case: Case) -> dict[str, Any]:
    """A line of the officer's inbox."""
    return {
        "receipt": case.receipt,
        "revision": case.revision,
        "procedure": {"id": case.procedure.procedure_id, "name": case.procedure.name},
        "applicant_name": case.applicant.attributes.name,
        "arrived_at": case.arrived_at,
        "status": case.status,
        "waiting_for": waiting_for(case),
        "clock": {"standard_due_on": standard_due_on(case).isoformat()},
    }


def officer_view(case: Case, revision: Revision, language: str) -> dict[str, Any]:
    """Everything the officer in charge needs on one page; declared and fetched side by side."""
    form = read(revision.answers)
    match = rows(form, case.applicant, case.people, case.inquiries)
    proposed = proposal(case, revision.answers, form, revision.attachments)
    return {
        "receipt": case.receipt,
        "revision": case.revision,
        "status": case.status,
        "version": case.version,
        "arrived_at": case.arrived_at,
        "waiting_for": waiting_for(case),
        "clock": {"standard_due_on": standard_due_on(case).isoformat()},
        "procedure": case.procedure.model_dump(mode="json"),
        "applicant": _applicant(case),
        "answers": revision.answers,
        "attachments": [a.model_dump(mode="json") for a in revision.attachments],
        "package": {"sha256": revision.package.sha256, "size": revision.package.size},
        "household": [_member(m) for m in case.people],
        "household_as_of": case.household.as_of.isoformat() if case.household else None,
        "findings": [_finding(f, language) for f in all_findings(case, revision, match)],
        "match": [_match(m, language) for m in match],
        "inquiries": [_inquiry(i, language) for i in case.inquiries],
        "proposal": _proposed(proposed, case, match),
        "returns": [r.model_dump(mode="json") for r in case.returns],
        "decision": case.decision.model_dump(mode="json", exclude={"seen"}) if case.decision else None,
        "history": [line.model_dump(mode="json") for line in case.history],
    }


def seen(case: Case, revision: Revision) -> dict[str, Any]:
    """What a decision rested on, kept with it."""
    view = officer_view(case, revision, "ja")
    kept = {name: view[name] for name in ("match", "findings", "proposal")}
    return {**kept, "revision": case.revision, "document_sha256": revision.document_sha256}


def all_findings(case: Case, revision: Revision, match: tuple[MatchRow, ...]) -> tuple[Finding, ...]:
    """Intake's, the formal examination's, and what fetched values add."""
    intake = (Finding(code=str(n.get("code")), pointer=str(n.get("pointer") or "") or None) for n in revision.findings)
    return (*intake, *case.findings, *fetched_findings(match))


def fetched_findings(match: tuple[MatchRow, ...]) -> tuple[Finding, ...]:
    """What answers of other institutions add for a person to look at."""
    return tuple(Finding(code=FINDING_OF[m.effect], pointer=m.pointer) for m in match if m.effect in FINDING_OF)


def system_view(case: Case, revision: Revision) -> dict[str, Any]:
    """What a core system may take over the LGWAN side: what she declared. Nothing fetched, no match result."""
    return {
        "receipt": case.receipt,
        "revision": case.revision,
        "status": case.status,
        "arrived_at": case.arrived_at,
        "procedure": case.procedure.model_dump(mode="json"),
        "applicant": {
            "authentication_serial": case.applicant.authentication_serial,
            "signing_serial": case.applicant.signing_serial,
            **case.applicant.attributes.model_dump(mode="json"),
        },
        "answers": revision.answers,
        "attachments": [a.model_dump(mode="json") for a in revision.attachments],
        "document_sha256": revision.document_sha256,
        "package": {"sha256": revision.package.sha256, "size": revision.package.size},
    }


def system_row(case: Case) -> dict[str, Any]:
    """A line of the list a core system works through: no personal data."""
    return {
        "receipt": case.receipt,
        "revision": case.revision,
        "procedure_id": case.procedure.procedure_id,
        "name": case.procedure.name,
        "arrived_at": case.arrived_at,
        "status": case.status,
    }


def _applicant(case: Case) -> dict[str, Any]:
    card = case.applicant.attributes
    return {
        "name": card.name,
        "birth_date": card.birth_date.isoformat(),
        "sex": card.sex,
        "address": card.address,
        "addressee_number": case.applicant.addressee_number,
        "matched_by": case.applicant.matched_by,
    }


def _member(member: Member) -> dict[str, Any]:
    return {
        "addressee_number": member.addressee_number,
        "name": member.name,
        "birth_date": member.birth_date.isoformat(),
        "relationship": member.relationship,
        "registered_here": member.registered_here,
    }


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "message": finding_text(finding.code, language),
        "pointer": finding.pointer,
        "people": finding.people,
    }


def _match(row: MatchRow, language: str) -> dict[str, Any]:
    return {"label": label(row.pointer, language), **row.model_dump(mode="json")}


def _inquiry(inquiry: Inquiry, language: str) -> dict[str, Any]:
    return {
        "processing_number": inquiry.processing_number,
        "item": {"id": inquiry.need.item, "name": item_name(inquiry.need.item, language)},
        "about_label": label(inquiry.need.about, language),
        "provider": _provider(inquiry, language),
        "status": inquiry.status,
        "gate": inquiry.gate,
        "asked_at": inquiry.asked_at,
        "answered_at": inquiry.answered_at,
    }


def _provider(inquiry: Inquiry, language: str) -> dict[str, Any] | None:
    if inquiry.provider is None:
        return None
    return {"code": inquiry.provider, "name": (inquiry.provider_name or {}).get(language, inquiry.provider)}


def _proposed(found: Proposal | None, case: Case, match: tuple[MatchRow, ...]) -> dict[str, Any] | None:
    if found is None:
        return None
    open_questions = found.provisional or bool(fetched_findings(match))
    return {**found.model_dump(mode="json"), "provisional": open_questions and case.decision is None}
