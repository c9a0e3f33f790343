"""The acts only a person does: returning items for correction (補正), and what a decision must say."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Literal

from pydantic import Field

from madoguchi.errors import PreconditionFailed, Unprocessable
from madoguchi.kernel.clock import jst_date
from madoguchi.kernel.identifiers import holds_individual_number
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.case import Case, NotNow, Return, ReturnedItem, Status
from madoguchi.municipal.model.labels import label

POINTER = r"^(/[A-Za-z0-9_~-]+)+$"
EXAMINING = {Status.FORMAL, Status.SUBSTANTIVE}
SERIES = {"child-allowance.claim": "子支"}  # the section's mark in document numbers


class ItemToReturn(Value):
    pointer: str = Field(pattern=POINTER, max_length=300)
    reason: str = Field(min_length=1, max_length=1000)


class ReturnRequest(Value):
    items: tuple[ItemToReturn, ...] = Field(min_length=1, max_length=50)
    message: str = Field(default="", max_length=2000)


class DecisionRequest(Value):
    outcome: Literal["granted", "partly", "dismissed"]
    monthly_yen: int = Field(default=0, ge=0, le=10_000_000)
    from_month: str | None = Field(default=None, pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")
    reason: str = Field(default="", max_length=4000)
    remedies: str | None = Field(default=None, max_length=4000)


class RuleRequest(Value):
    """A standing rule for automatic inquiries (自動照会), as a section publishes it."""

    affair: str
    items: tuple[str, ...]
    effective_from: date | None = None
    enabled: bool = True


class ReasonMissing(Unprocessable):
    type = "reason-missing"


class RemediesMissing(Unprocessable):
    """No adverse disposition without 教示 (行政不服審査法 第82条) and reasons (行政手続法 第8条)."""

    type = "remedies-missing"


class AmountMissing(Unprocessable):
    type = "amount-missing"


class UnknownPointer(Unprocessable):
    type = "unknown-pointer"


class NumberInText(Unprocessable):
    """What could be an Individual Number, in words that leave the municipal zone (番号法: not beyond its purpose)."""

    type = "individual-number-in-text"


def free_of_numbers(texts: Mapping[str, str | None]) -> None:
    """NumberInText, naming the field, when an officer's own words hold what could be an Individual Number."""
    for field, text in texts.items():
        if text and holds_individual_number(text):
            raise NumberInText("an Individual Number in free text", field=field)


def expect(case: Case, version: int) -> None:
    """The officer acts on what she saw, or is told that it has changed."""
    if case.version != version:
        raise PreconditionFailed(f"the case is at version {case.version}", field="/headers/If-Match")


def returned(
    case: Case, asked: ReturnRequest, answers: dict[str, Any], *, by: str, return_id: str, at: datetime
) -> Case:
    """The case, back with her for exactly these items. NotNow, UnknownPointer, ReasonMissing."""
    if case.status not in EXAMINING:
        raise NotNow(f"a {case.status} case cannot be returned")
    free_of_numbers({"/message": asked.message} | {f"/items/{n}/reason": i.reason for n, i in enumerate(asked.items)})
    for n, item in enumerate(asked.items):
        if not item.reason.strip():
            raise ReasonMissing("each item needs its reason", field=f"/items/{n}/reason")
        if item.pointer.split("/")[1] not in answers and label(item.pointer, "ja") == item.pointer:
            raise UnknownPointer("no such item in this application", field=f"/items/{n}/pointer")
    items = tuple(ReturnedItem(pointer=i.pointer, label=label(i.pointer, "ja"), reason=i.reason) for i in asked.items)
    done = Return(return_id=return_id, items=items, message=asked.message, at=at, by=by, revision=case.revision)
    return case.changed(
        status=Status.RETURNED, returns=(*case.returns, done), history=case.noted("returned", by=by, at=at)
    )


def complete(asked: DecisionRequest) -> None:
    """ReasonMissing, RemediesMissing, AmountMissing: nothing is proposed that could not be decided."""
    if not asked.reason.strip():
        raise ReasonMissing("a decision needs its reason", field="/reason")
    if asked.outcome != "granted" and not (asked.remedies or "").strip():
        raise RemediesMissing("an adverse decision needs its remedies", field="/remedies")
    if asked.outcome == "dismissed":
        if asked.monthly_yen or asked.from_month:
            raise AmountMissing("a dismissal pays nothing", field="/monthly_yen")
        return
    if not asked.monthly_yen:
        raise AmountMissing("a grant needs its amount", field="/monthly_yen")
    if not asked.from_month:
        raise AmountMissing("a grant needs its first month", field="/from_month")


def fiscal_year(at: datetime) -> int:
    """The Japanese fiscal year (年度), which restarts document numbers in April."""
    day = jst_date(at)
    return day.year if day.month >= 4 else day.year - 1


def document_number(affair: str, year: int, number: int) -> str:
    """As a notice prints it: 子支第2026-000001号."""
    series = SERIES.get(affair) or re.sub(r"[^a-z]", "", affair)[:6] or "文書"
    return f"{series}第{year}-{number:06d}号"
