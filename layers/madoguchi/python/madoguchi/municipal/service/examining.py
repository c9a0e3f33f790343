"""Examining a delivered case as the town's published rules say: who she is, what is missing, what to ask."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from madoguchi.errors import Conflict
from madoguchi.kernel.clock import jst_date
from madoguchi.kernel.value import Value
from madoguchi.municipal.model import examination
from madoguchi.municipal.model.answers import Form, read
from madoguchi.municipal.model.asking import needs_of
from madoguchi.municipal.model.case import CLOSED, Case, examined, with_inquiry
from madoguchi.municipal.model.delivery import Revision
from madoguchi.municipal.model.events import CaseExamined
from madoguchi.municipal.model.inquiries import Inquiry, InquiryStatus, StandingRule, planned
from madoguchi.municipal.model.occasion import Occasion
from madoguchi.municipal.model.people import Applicant, FourAttributes, Household, Member

ATTEMPTS = 5


class Store(Protocol):
    def case(self, municipality: str, receipt: str) -> Case: ...
    def revision(self, municipality: str, receipt: str, revision: int) -> Revision | None: ...
    def save(self, case: Case, was: int, event: Value | None, at: Occasion) -> None: ...
    def rule(self, municipality: str, affair: str, on: date) -> StandingRule | None: ...


class Register(Protocol):
    """The town's own resident register (住民基本台帳). Unavailable when it does not answer."""

    def addressee_by_serial(self, municipality: str, serial: str) -> str | None: ...
    def addressee_by_four(self, municipality: str, four: FourAttributes) -> str | None: ...
    def household(self, municipality: str, addressee_number: str) -> Household | None: ...
    def residence(self, municipality: str, addressee_number: str, on: date) -> str | None: ...


class Linkage(Protocol):
    """The core, asked in the town's name. The same request id always gives the same inquiry."""

    def ask(self, case: Case, inquiry: Inquiry) -> Inquiry: ...


@dataclass(frozen=True)
class Examination:
    store: Store
    register: Register
    linkage: Linkage

    def examine(self, municipality: str, receipt: str, revision: int, at: Occasion) -> None:
        """Examine that revision once, then make every planned inquiry. Safe to repeat at any point of a crash."""
        case = self.store.case(municipality, receipt)
        if case.revision != revision or case.status in CLOSED:
            return  # overtaken: the newer revision has a message of its own, a closed case needs none
        if case.examined_revision < revision:
            case = self._examine(case, at)
        self._ask(case, at)

    def _examine(self, case: Case, at: Occasion) -> Case:
        revision = self.store.revision(case.municipality, case.receipt, case.revision)
        if revision is None:
            raise Conflict("a case without its current revision")
        form = read(revision.answers)
        applicant, household = self._applicant(case.municipality, case.applicant)
        apart = self._apart(case.municipality, form)
        found = examination.findings(form, revision.files, applicant, household, apart)
        people = (*(household.members if household else ()), *apart)
        on = jst_date(case.arrived_at)
        rule = self.store.rule(case.municipality, case.procedure.affair, jst_date(at.now))
        needed = needs_of(
            case.procedure.affair,
            revision.answers,
            form,
            applicant,
            people,
            on=on,
            residence=self._residence(case.municipality),
        )
        done = examined(
            case,
            applicant=applicant,
            household=household,
            apart=apart,
            findings=found,
            inquiries=planned(case.receipt, case.revision, needed, rule, known=case.inquiries),
            at=at.now,
        )
        event = CaseExamined(municipality=case.municipality, receipt=case.receipt, revision=case.revision)
        self.store.save(done, case.version, event, at)
        return done

    def _applicant(self, municipality: str, applicant: Applicant) -> tuple[Applicant, Household | None]:
        """By the certificate's serial; by four attributes when the register does not know it; else by people."""
        number = self.register.addressee_by_serial(municipality, applicant.authentication_serial)
        matched_by = "certificate-serial"
        if number is None:
            card = applicant.attributes
            four = FourAttributes(name=card.name, birth_date=card.birth_date, sex=card.sex, address=card.address)
            number, matched_by = self.register.addressee_by_four(municipality, four), "four-attributes"
        if number is None:
            return applicant.model_copy(update={"addressee_number": None, "matched_by": None}), None
        household = self.register.household(municipality, number)
        return (
            applicant.model_copy(update={"addressee_number": number, "matched_by": matched_by}),
            household,
        )

    def _apart(self, municipality: str, form: Form) -> tuple[Member, ...]:
        """Children registered elsewhere, each bound only by all four attributes."""
        found: list[Member] = []
        for child in form.everybody:
            four = examination.four_attributes(child) if child.apart else None
            number = self.register.addressee_by_four(municipality, four) if four else None
            if number and four:
                found.append(_outside(number, four))
        return tuple(found)

    def _residence(self, municipality: str) -> Callable[[str, date], str | None]:
        def residence(addressee_number: str, on: date) -> str | None:
            return self.register.residence(municipality, addressee_number, on)

        return residence

    def _ask(self, case: Case, at: Occasion) -> None:
        for inquiry in case.inquiries:
            if inquiry.status is InquiryStatus.PLANNED:
                self._record(case, self.linkage.ask(case, inquiry), at)

    def _record(self, case: Case, asked: Inquiry, at: Occasion) -> None:
        """Write the processing number down at once; an answer that arrives meanwhile is not overwritten."""
        for attempt in range(ATTEMPTS):
            fresh = self.store.case(case.municipality, case.receipt)
            now = next(i for i in fresh.inquiries if i.request_id == asked.request_id)
            if now.status is not InquiryStatus.PLANNED:
                return
            stamped = asked.model_copy(update={"asked_at": asked.asked_at or at.now})
            note = "inquiry-refused" if stamped.status is InquiryStatus.REFUSED else "inquiry-made"
            try:
                self.store.save(with_inquiry(fresh, stamped, note=note, at=at.now), fresh.version, None, at)
                return
            except Conflict:
                if attempt == ATTEMPTS - 1:
                    raise


def _outside(addressee_number: str, four: FourAttributes) -> Member:
    return Member(
        addressee_number=addressee_number,
        name=four.name,
        birth_date=four.birth_date,
        sex=four.sex,
        address=four.address,
        relationship="住登外",
        registered_here=False,
    )
