"""A case's clock and whose turn it is."""

from datetime import date, timedelta
from typing import Literal

from madoguchi.kernel.clock import jst_date
from madoguchi.municipal.model.case import CLOSED, Case, Status

STANDARD_DAYS = {"child-allowance.claim": 30}  # 標準処理期間 as towns commonly publish it; assumed where none is
DEFAULT_DAYS = 30
Turn = Literal["applicant", "linkage", "officer", "nobody"]


def standard_due_on(case: Case) -> date:
    """The end of the standard period, which stands still while she corrects (補正)."""
    days = STANDARD_DAYS.get(case.procedure.affair, DEFAULT_DAYS)
    stopped = sum((r.answered_at - r.at for r in case.returns if r.answered_at), timedelta())
    return jst_date(case.arrived_at + timedelta(days=days) + stopped)


def waiting_for(case: Case) -> Turn:
    if case.status in CLOSED:
        return "nobody"
    if case.status is Status.RETURNED:
        return "applicant"
    return "linkage" if any(inquiry.is_open for inquiry in case.inquiries) else "officer"
