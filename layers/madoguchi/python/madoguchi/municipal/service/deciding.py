"""The officer's acts on a case: returning items to the applicant, and deciding."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from madoguchi.errors import Conflict, NotFound, PreconditionFailed
from madoguchi.kernel.clock import jst_date
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.case import Case, Decision
from madoguchi.municipal.model.decisions import (
    DecisionRequest,
    ReturnRequest,
    RuleRequest,
    decided,
    document_number,
    expect,
    fiscal_year,
    returned,
)
from madoguchi.municipal.model.delivery import Revision
from madoguchi.municipal.model.events import CaseDecided, CaseReturned
from madoguchi.municipal.model.grants import may_see
from madoguchi.municipal.model.inquiries import StandingRule
from madoguchi.municipal.model.lookups import Reader
from madoguchi.municipal.model.occasion import Occasion
from madoguchi.municipal.model.views import seen

ATTEMPTS = 5


class Store(Protocol):
    def case(self, municipality: str, receipt: str) -> Case: ...
    def revision(self, municipality: str, receipt: str, revision: int) -> Revision | None: ...
    def save(self, case: Case, was: int, event: Value | None, at: Occasion) -> None: ...
    def last_number(self, municipality: str, year: int) -> int: ...
    def decide(self, case: Case, was: int, event: Value, at: Occasion, *, year: int, number: int) -> None: ...
    def rule(self, municipality: str, affair: str, on: date) -> StandingRule | None: ...
    def publish(self, rule: StandingRule) -> None: ...


@dataclass(frozen=True)
class Deciding:
    store: Store

    def send_back(
        self, reader: Reader, receipt: str, asked: ReturnRequest, *, version: int, at: Occasion
    ) -> tuple[Case, str]:
        """The case, waiting for her correction. PreconditionFailed when it changed since the officer read it."""
        case, revision = self._mine(reader, receipt)
        expect(case, version)
        return_id = at.new_id()
        back = returned(case, asked, revision.answers, by=reader.name, return_id=return_id, at=at.now)
        event = CaseReturned(municipality=case.municipality, receipt=receipt, return_id=return_id)
        try:
            self.store.save(back, case.version, event, at)
        except Conflict as lost:
            raise PreconditionFailed("the case changed meanwhile", field="/headers/If-Match") from lost
        return back, return_id

    def decide(
        self, reader: Reader, receipt: str, asked: DecisionRequest, *, version: int, at: Occasion
    ) -> tuple[Case, Decision]:
        """The decided case with the next document number of the town and fiscal year; numbers leave no gap."""
        for _attempt in range(ATTEMPTS):
            case, revision = self._mine(reader, receipt)
            expect(case, version)
            year = fiscal_year(at.now)
            number = self.store.last_number(case.municipality, year) + 1
            done, decision = decided(
                case,
                asked,
                by=reader.name,
                decision_id=at.new_id(),
                document_number=document_number(case.procedure.affair, year, number),
                seen=seen(case, revision),
                at=at.now,
            )
            try:
                self.store.decide(done, case.version, _event(done, decision), at, year=year, number=number)
                return done, decision
            except Conflict:
                continue  # another case took the number, or this case changed: expect() tells which
        raise Conflict("document numbers are taken faster than we can draw them")

    def publish(self, reader: Reader, asked: RuleRequest, at: Occasion) -> StandingRule:
        """The next version of the town's standing rule for an affair of the officer's sections; the same again is none."""
        if not may_see(reader, asked.affair):
            raise NotFound("no such affair")
        today = jst_date(at.now)
        known = self.store.rule(reader.municipality, asked.affair, date.max)
        if known and _says(known) == (asked.items, asked.enabled, asked.effective_from or known.effective_from):
            return known
        rule = StandingRule(
            municipality=reader.municipality,
            affair=asked.affair,
            version=(known.version if known else 0) + 1,
            published_by=reader.name,
            published_at=at.now,
            effective_from=asked.effective_from or today,
            items=asked.items,
            enabled=asked.enabled,
        )
        self.store.publish(rule)
        return rule

    def _mine(self, reader: Reader, receipt: str) -> tuple[Case, Revision]:
        case = self.store.case(reader.municipality, receipt)
        revision = self.store.revision(reader.municipality, receipt, case.revision)
        if revision is None or not may_see(reader, case.procedure.affair):
            raise NotFound("no such case")
        return case, revision


def _says(rule: StandingRule) -> tuple[tuple[str, ...], bool, date]:
    return rule.items, rule.enabled, rule.effective_from


def _event(case: Case, decision: Decision) -> CaseDecided:
    return CaseDecided(municipality=case.municipality, receipt=case.receipt, decision_id=decision.decision_id)
