"""What the law would pay on the facts of the case today: a proposal for the officer, never a decision."""

from datetime import datetime
from typing import Any

from madoguchi.kernel.clock import jst_date
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.answers import Form
from madoguchi.municipal.model.asking import CHILD_ALLOWANCE
from madoguchi.municipal.model.case import Case
from madoguchi.municipal.model.delivery import Attachment
from madoguchi.municipal.model.examination import is_proved
from madoguchi.municipal.model.inquiries import last_asked
from madoguchi.procedures.model.child_allowance import Estimate, Payment, PerChild, estimate
from madoguchi.procedures.model.child_allowance_claim import children_of, event_date_of


class Proposal(Value):
    """`provisional` while a finding, an inquiry without its value, or a returned item is open."""

    rule: str
    monthly_yen: int
    from_month: str
    per_child: tuple[PerChild, ...]
    payments: tuple[Payment, ...]
    provisional: bool


def proposal(case: Case, answers: dict[str, Any], form: Form, attachments: tuple[Attachment, ...]) -> Proposal | None:
    """The child allowance from the month the arrival gives; None for affairs without a rule of computation."""
    if case.procedure.affair != CHILD_ALLOWANCE:
        return None
    proven = frozenset(child.pointer for child in form.adult_children if is_proved(child, attachments))
    found = computed(answers, proven, case.arrived_at)
    unanswered = any(not inquiry.is_settled for inquiry in last_asked(case.inquiries))
    return Proposal(
        rule=found.rule,
        monthly_yen=found.monthly_yen,
        from_month=found.from_month,
        per_child=found.per_child,
        payments=found.payments,
        provisional=bool(case.findings or unanswered or case.open_return),
    )


def computed(answers: dict[str, Any], proven: frozenset[str], arrived_at: datetime) -> Estimate:
    """Only a confirmation that has been seen makes an adult child count; her arrival date fixes the month."""
    return estimate(
        children_of(answers, proven=proven),
        event_date=event_date_of(answers),
        applied_on=jst_date(arrived_at),
    )
