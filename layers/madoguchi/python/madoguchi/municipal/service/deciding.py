"""The officer's acts on a case: returning items to the applicant, proposing a decision, approving another's."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from madoguchi.errors import Conflict, NotFound, PreconditionFailed
from madoguchi.kernel.clock import jst_date
from madoguchi.kernel.value import Value
from madoguchi.municipal.model import pages
from madoguchi.municipal.model.approval import ApprovalRequest, ProposalRequest, approved, declined, proposed
from madoguchi.municipal.model.case import Case
from madoguchi.municipal.model.decisions import (
    ReturnRequest,
    RuleRequest,
    document_number,
    expect,
    fiscal_year,
    returned,
)
from madoguchi.municipal.model.delivery import Revision
from madoguchi.municipal.model.events import CaseDecided, CaseReturned
from madoguchi.municipal.model.grants import GrantMissing, Reader, Role, may_see
from madoguchi.municipal.model.inquiries import StandingRule
from madoguchi.municipal.model.occasion import Occasion
from madoguchi.municipal.model.once import Answered, Once, first_answer
from madoguchi.municipal.model.views import findings_of, seen

ATTEMPTS = 5
Mine = tuple[Case, Revision]  # as one read


class Store(Protocol):
    """Every write takes the answer it is repeated with, and is a Conflict when that answer is kept already."""

    def case(self, municipality: str, receipt: str) -> Case: ...
    def revision(self, municipality: str, receipt: str, revision: int) -> Revision | None: ...
    def save(
        self, case: Case, was: int, event: Value | None, at: Occasion, answered: Answered | None = None
    ) -> None: ...
    def last_number(self, municipality: str, year: int) -> int: ...
    def decide(
        self, case: Case, was: int, event: Value, at: Occasion, *, year: int, number: int, answered: Answered
    ) -> None: ...
    def rule(self, municipality: str, affair: str, on: date) -> StandingRule | None: ...
    def publish(self, rule: StandingRule, at: Occasion, answered: Answered) -> None: ...
    def answered(self, once: Once) -> Answered | None: ...


@dataclass(frozen=True)
class Deciding:
    store: Store

    def send_back(
        self, reader: Reader, receipt: str, asked: ReturnRequest, *, version: int, key: str, at: Occasion
    ) -> pages.Returned:
        """The case, waiting for her correction. PreconditionFailed when it changed since the officer read it."""
        case, revision = self._mine(reader, receipt)
        once = _once(reader, key, f"return/{receipt}", asked)
        known = self._known(once)
        if known:
            return pages.Returned.model_validate_json(known)
        expect(case, version)
        return_id = at.new_id()
        back = returned(case, asked, revision.answers, by=reader.name, return_id=return_id, at=at.now)
        answer = pages.Returned(receipt=receipt, status=back.status, version=back.version, return_id=return_id)
        event = CaseReturned(municipality=case.municipality, receipt=receipt, return_id=return_id)
        kept = self._save(back, case.version, event, at, Answered.by(once, answer))
        return pages.Returned.model_validate_json(kept)

    def propose(
        self, reader: Reader, receipt: str, asked: ProposalRequest, *, version: int, key: str, at: Occasion
    ) -> pages.Proposed:
        """The case, waiting for another's approval; the applicant hears nothing yet."""
        case, revision = self._mine(reader, receipt)
        once = _once(reader, key, f"decision/{receipt}", asked)
        known = self._known(once)
        if known:
            return pages.Proposed.model_validate_json(known)
        expect(case, version)
        findings, rested_on = seen(case, revision)
        waits = proposed(
            case,
            asked,
            findings,
            by=reader.name,
            proposal_id=at.new_id(),
            seen=rested_on,
            at=at.now,
        )
        proposal_id = waits.proposals[-1].proposal_id
        answer = pages.Proposed(receipt=receipt, status=waits.status, version=waits.version, proposal_id=proposal_id)
        kept = self._save(waits, case.version, None, at, Answered.by(once, answer))
        return pages.Proposed.model_validate_json(kept)

    def judge(
        self, reader: Reader, receipt: str, asked: ApprovalRequest, *, version: int, key: str, at: Occasion
    ) -> pages.Approved:
        """The case decided, or declined and back where it stood. GrantMissing for who may only examine."""
        case, revision = self._mine(reader, receipt)
        if not reader.may(case.procedure.affair, Role.APPROVER):
            raise GrantMissing("she approves nothing in this affair")
        once = _once(reader, key, f"approval/{receipt}", asked)
        known = self._known(once)
        if known is None:
            expect(case, version)
            act = self._approve if asked.approve else self._decline
            known = act(reader, (case, revision), asked, once, at)
        return pages.Approved.model_validate_json(known)

    def publish(self, reader: Reader, asked: RuleRequest, *, key: str, at: Occasion) -> pages.PublishedRule:
        """The next version of the town's standing rule for an affair of hers; the same again is none."""
        if not reader.may(asked.affair, Role.AUTHOR):
            raise NotFound("no such affair")
        once = _once(reader, key, "standing-rule", asked)
        known = self._known(once)
        if known is None:
            rule, fresh = self._next_rule(reader, asked, at)
            answer = Answered.by(once, pages.PublishedRule(affair=rule.affair, version=rule.version))
            known = self._publish(rule, at, answer) if fresh else answer.answer
        return pages.PublishedRule.model_validate_json(known)

    def _publish(self, rule: StandingRule, at: Occasion, answered: Answered) -> str:
        try:
            self.store.publish(rule, at, answered)
        except Conflict:
            known = self._known(answered.once)
            if known is None:
                raise
            return known
        return answered.answer

    def _next_rule(self, reader: Reader, asked: RuleRequest, at: Occasion) -> tuple[StandingRule, bool]:
        """The rule as asked for, and whether it is new."""
        known = self.store.rule(reader.municipality, asked.affair, date.max)
        if known and _says(known) == (asked.items, asked.enabled, asked.effective_from or known.effective_from):
            return known, False
        rule = StandingRule(
            municipality=reader.municipality,
            affair=asked.affair,
            version=(known.version if known else 0) + 1,
            published_by=reader.name,
            published_at=at.now,
            effective_from=asked.effective_from or jst_date(at.now),
            items=asked.items,
            enabled=asked.enabled,
        )
        return rule, True

    def _approve(self, reader: Reader, mine: Mine, asked: ApprovalRequest, once: Once, at: Occasion) -> str:
        """The answer; with the next document number of the town and fiscal year, which leaves no gap."""
        (case, revision), year = mine, fiscal_year(at.now)
        read_version = case.version
        for _attempt in range(ATTEMPTS):
            number = self.store.last_number(case.municipality, year) + 1
            done, decision = approved(
                case,
                asked,
                findings_of(case, revision),
                by=reader.name,
                decision_id=at.new_id(),
                document_number=document_number(case.procedure.affair, year, number),
                at=at.now,
            )
            answer = Answered.by(once, _judged(done, asked, decision.decision_id, decision.document_number))
            event = CaseDecided(municipality=case.municipality, receipt=case.receipt, decision_id=decision.decision_id)
            try:
                self.store.decide(done, case.version, event, at, year=year, number=number, answered=answer)
                return answer.answer
            except Conflict:
                known = self._known(once)
                if known:
                    return known
                case, revision = self._mine(reader, case.receipt)
                expect(case, read_version)  # the case changed, or another case took the number
        raise Conflict("document numbers are taken faster than we can draw them")

    def _decline(self, reader: Reader, mine: Mine, asked: ApprovalRequest, once: Once, at: Occasion) -> str:
        case, _ = mine
        back = declined(case, asked, by=reader.name, at=at.now)
        answer = Answered.by(once, _judged(back, asked, None, None))
        return self._save(back, case.version, None, at, answer)

    def _save(self, case: Case, was: int, event: Value | None, at: Occasion, answered: Answered) -> str:
        """The answer, this call's or that of the same request which came first."""
        try:
            self.store.save(case, was, event, at, answered)
        except Conflict as lost:
            known = self._known(answered.once)
            if known is None:
                raise PreconditionFailed("the case changed meanwhile", field="/headers/If-Match") from lost
            return known
        return answered.answer

    def _known(self, once: Once) -> str | None:
        return first_answer(once, self.store.answered(once))

    def _mine(self, reader: Reader, receipt: str) -> Mine:
        case = self.store.case(reader.municipality, receipt)
        revision = self.store.revision(reader.municipality, receipt, case.revision)
        if revision is None or not may_see(reader, case.procedure.affair):
            raise NotFound("no such case")
        return case, revision


def _once(reader: Reader, key: str, act: str, wish: Value) -> Once:
    return Once.of(reader.municipality, reader.name, key, act, wish)


def _judged(case: Case, asked: ApprovalRequest, decision_id: str | None, number: str | None) -> pages.Approved:
    return pages.Approved(
        receipt=case.receipt,
        status=case.status,
        version=case.version,
        proposal_id=asked.proposal_id,
        decision_id=decision_id,
        document_number=number,
    )


def _says(rule: StandingRule) -> tuple[tuple[str, ...], bool, date]:
    return rule.items, rule.enabled, rule.effective_from
