"""From a case to what an officer and a core system are shown, in the reader's language."""

from datetime import datetime
from typing import Any

from madoguchi.kernel.clock import jst_date
from madoguchi.municipal.model import pages
from madoguchi.municipal.model.answers import read
from madoguchi.municipal.model.case import Case, Decision, Finding, ProposedDecision
from madoguchi.municipal.model.clocks import standard_due_on, waiting_for
from madoguchi.municipal.model.delivery import Revision
from madoguchi.municipal.model.inquiries import Inquiry
from madoguchi.municipal.model.labels import label
from madoguchi.municipal.model.match import Effect, MatchRow, rows
from madoguchi.municipal.model.messages import finding_text, item_name
from madoguchi.municipal.model.people import Member
from madoguchi.municipal.model.proposal import Proposal, proposal

FINDING_OF = {Effect.NOT_FILED: "income-not-filed", Effect.EARNER_CHANGES: "earner-changes"}


def inbox(cases: tuple[Case, ...], following: str | None, *, month: str, at: datetime) -> pages.Inbox:
    items = tuple(_line(case) for case in cases)
    return pages.Inbox(month=month, today=jst_date(at), items=items, next=following)


def case_page(case: Case, revision: Revision, language: str) -> pages.CasePage:
    """Declared beside registered and fetched; values of inquiries appear in the comparison alone."""
    form = read(revision.answers)
    match = rows(form, case.applicant, case.people, case.inquiries)
    found = all_findings(case, revision, match)
    return pages.CasePage(
        receipt=case.receipt,
        revision=case.revision,
        status=case.status,
        version=case.version,
        arrived_at=case.arrived_at,
        waiting_for=waiting_for(case),
        clock=pages.Clock(standard_due_on=standard_due_on(case)),
        procedure=case.procedure,
        applicant=_applicant(case),
        answers=revision.answers,
        attachments=revision.attachments,
        package=_package(revision),
        household=tuple(_member(member) for member in case.people),
        household_as_of=case.household.as_of if case.household else None,
        findings=tuple(_finding(finding, language) for finding in found),
        match=tuple(_match(row, language) for row in match),
        inquiries=tuple(_inquiry(inquiry, language) for inquiry in case.inquiries),
        proposal=_proposed(case, revision, match),
        returns=case.returns,
        proposed_decision=_wish(case.open_proposal) if case.open_proposal else None,
        proposals=tuple(_wish(each) for each in case.proposals),
        decision=_decision(case.decision) if case.decision else None,
        history=case.history,
    )


def seen(case: Case, revision: Revision) -> tuple[tuple[Finding, ...], dict[str, Any]]:
    """All findings, and what a decision rested on, kept with it."""
    match = rows(read(revision.answers), case.applicant, case.people, case.inquiries)
    findings, proposed = all_findings(case, revision, match), _proposed(case, revision, match)
    return findings, {
        "findings": [_finding(finding, "ja").model_dump(mode="json") for finding in findings],
        "match": [_match(row, "ja").model_dump(mode="json") for row in match],
        "proposal": proposed.model_dump(mode="json") if proposed else None,
        "revision": case.revision,
        "document_sha256": revision.document_sha256,
    }


def all_findings(case: Case, revision: Revision, match: tuple[MatchRow, ...]) -> tuple[Finding, ...]:
    """Intake's, the formal examination's, and what fetched values add."""
    intake = (Finding(code=str(n.get("code")), pointer=str(n.get("pointer") or "") or None) for n in revision.findings)
    return (*intake, *case.findings, *fetched_findings(match))


def findings_of(case: Case, revision: Revision) -> tuple[Finding, ...]:
    """All of them, as the case stands."""
    form = read(revision.answers)
    return all_findings(case, revision, rows(form, case.applicant, case.people, case.inquiries))


def fetched_findings(match: tuple[MatchRow, ...]) -> tuple[Finding, ...]:
    """What answers of other institutions add for a person to look at."""
    return tuple(Finding(code=FINDING_OF[m.effect], pointer=m.pointer) for m in match if m.effect in FINDING_OF)


def applications(cases: tuple[Case, ...], following: str | None) -> pages.Applications:
    lines = tuple(
        pages.ApplicationLine(
            receipt=case.receipt,
            revision=case.revision,
            procedure_id=case.procedure.procedure_id,
            name=case.procedure.name,
            arrived_at=case.arrived_at,
            status=case.status,
        )
        for case in cases
    )
    return pages.Applications(items=lines, next=following)


def application_page(case: Case, revision: Revision) -> pages.ApplicationPage:
    applicant = case.applicant
    return pages.ApplicationPage(
        receipt=case.receipt,
        revision=case.revision,
        status=case.status,
        arrived_at=case.arrived_at,
        procedure=case.procedure,
        applicant=pages.Declarant(
            authentication_serial=applicant.authentication_serial,
            signing_serial=applicant.signing_serial,
            **applicant.attributes.model_dump(),
        ),
        answers=revision.answers,
        attachments=revision.attachments,
        document_sha256=revision.document_sha256,
        package=_package(revision),
    )


def _line(case: Case) -> pages.InboxLine:
    return pages.InboxLine(
        receipt=case.receipt,
        revision=case.revision,
        procedure=pages.ProcedureName(id=case.procedure.procedure_id, name=case.procedure.name),
        applicant_name=case.applicant.attributes.name,
        arrived_at=case.arrived_at,
        status=case.status,
        waiting_for=waiting_for(case),
        clock=pages.Clock(standard_due_on=standard_due_on(case)),
    )


def _applicant(case: Case) -> pages.ApplicantPart:
    card = case.applicant.attributes.model_dump(include={"name", "birth_date", "sex", "address"})
    number, matched_by = case.applicant.addressee_number, case.applicant.matched_by
    return pages.ApplicantPart(**card, addressee_number=number, matched_by=matched_by)


def _package(revision: Revision) -> pages.SealedPackage:
    return pages.SealedPackage(sha256=revision.package.sha256, size=revision.package.size)


def _member(member: Member) -> pages.MemberPart:
    return pages.MemberPart(**{name: getattr(member, name) for name in pages.MemberPart.model_fields})


def _finding(finding: Finding, language: str) -> pages.FindingPart:
    message = finding_text(finding.code, language)
    return pages.FindingPart(**finding.model_dump(), id=finding.id, message=message)


def _match(row: MatchRow, language: str) -> pages.MatchPart:
    return pages.MatchPart(**row.model_dump(), label=label(row.pointer, language))


def _inquiry(inquiry: Inquiry, language: str) -> pages.InquiryPart:
    named = (inquiry.provider_name or {}).get(language, inquiry.provider)
    return pages.InquiryPart(
        processing_number=inquiry.processing_number,
        item=pages.ProcedureName(id=inquiry.need.item, name=item_name(inquiry.need.item, language)),
        about_label=label(inquiry.need.about, language),
        provider=pages.Provider(code=inquiry.provider, name=named or "") if inquiry.provider else None,
        status=inquiry.status,
        gate=inquiry.gate,
        asked_at=inquiry.asked_at,
        answered_at=inquiry.answered_at,
    )


def _wish(wish: ProposedDecision) -> pages.ProposedPart:
    return pages.ProposedPart(**wish.model_dump(include=set(pages.ProposedPart.model_fields)))


def _decision(decision: Decision) -> pages.DecisionPart:
    return pages.DecisionPart(**decision.model_dump(exclude={"seen"}))


def _proposed(case: Case, revision: Revision, match: tuple[MatchRow, ...]) -> Proposal | None:
    """Provisional while anything is open, what intake found and what fetched values add included; a decided case has no open question."""
    found = proposal(case, revision.answers, read(revision.answers), revision.files)
    if found is None:
        return None
    open_questions = found.provisional or bool(revision.findings or fetched_findings(match))
    return found.model_copy(update={"provisional": open_questions and case.decision is None})
