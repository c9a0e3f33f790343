"""How an application stands, as the portal may tell the applicant: nothing fetched, no match result."""

from datetime import date, datetime

from madoguchi.kernel.clock import jst_date
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.case import Case, Decision, Return, ReturnedItem, Status


class ReturnedNotice(Value):
    return_id: str
    items: tuple[ReturnedItem, ...]
    message: str
    at: datetime


class DecisionNotice(Value):
    decision_id: str
    outcome: str
    monthly_yen: int
    from_month: str | None
    reason: str
    remedies: str | None
    document_number: str
    decided_on: date


class Outcome(Value):
    municipality: str
    receipt: str
    revision: int
    status: Status
    returned: ReturnedNotice | None
    decision: DecisionNotice | None


def outcome_of(case: Case) -> Outcome:
    return Outcome(
        municipality=case.municipality,
        receipt=case.receipt,
        revision=case.revision,
        status=case.told,
        returned=_returned(case.open_return) if case.open_return else None,
        decision=_decision(case.decision) if case.decision else None,
    )


def _returned(last: Return) -> ReturnedNotice:
    return ReturnedNotice(return_id=last.return_id, items=last.items, message=last.message, at=last.at)


def _decision(decision: Decision) -> DecisionNotice:
    told = decision.model_dump(include=set(DecisionNotice.model_fields))
    return DecisionNotice(**told, decided_on=jst_date(decision.decided_at))
