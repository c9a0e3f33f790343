"""The municipal zone's exchange, as the portal may call it: deliveries and withdrawals out, outcomes in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from madoguchi.applications.model.application import Decision, Return, ReturnedItem
from madoguchi.applications.service.cases import Outcome
from madoguchi.kernel.clock import jst_date
from madoguchi.signed import SignedHttp, segment


@dataclass(frozen=True)
class MunicipalExchange:
    http: SignedHttp

    def deliver(self, delivery: dict[str, Any]) -> None:
        self.http.post("/deliveries", delivery)

    def withdraw(self, withdrawal: dict[str, Any]) -> None:
        self.http.post("/withdrawals", withdrawal)

    def outcome(self, municipality: str, receipt: str) -> Outcome:
        found = self.http.get(f"/outcomes/{segment(municipality)}/{segment(receipt)}")
        returned, decision = found.get("returned"), found.get("decision")
        return Outcome(
            returned=_return(returned) if returned else None, decision=_decision(decision) if decision else None
        )


def _return(found: dict[str, Any]) -> Return:
    items = tuple(ReturnedItem(pointer=i["pointer"], label=i["label"], reason=i["reason"]) for i in found["items"])
    return Return(return_id=found["return_id"], items=items, message=found.get("message") or "")


def _decision(found: dict[str, Any]) -> Decision:
    """A neighbour may say more than we keep."""
    known = {name: found[name] for name in Decision.model_fields if found.get(name) is not None}
    if "decided_on" not in known and found.get("decided_at"):
        known["decided_on"] = jst_date(datetime.fromisoformat(found["decided_at"]))
    return Decision.model_validate(known)
