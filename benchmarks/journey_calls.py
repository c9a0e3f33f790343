"""How many calls of AWS each request of a claim makes: the real handlers on moto, counted by botocore's own hook.

A call is a round trip and a price. `floor` is what the request cannot do without, as the comment beside it says. Above
`limit` the run fails: for the submission it is the four calls that were agreed, for all others what they make today.
Handlers are cold: what a warm function remembers (anchors, the catalogue) is asked for. Signed calls of a neighbour's
API and presigned links are no calls of botocore and are not counted. Nothing here says how long a call takes.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
from moto import mock_aws
from rich.console import Console
from rich.table import Table

import tests.conftest  # noqa: F401  names of everything that wiring reads
from tests.functions.applications.surroundings import Portal, Serving, make_portal
from tests.support.events import LambdaContext, rule_event, sqs_event
from tests.unit.procedures.claims import ANSWERS

TOLD = Path(__file__).parent.parent / ".local" / "bench.json"


@dataclass(frozen=True)
class Cost:
    """One request: what it called, and what it may call."""

    name: str
    floor: int
    limit: int
    calls: tuple[str, ...]

    def row(self) -> dict[str, Any]:
        ours = len(self.calls)
        ratio = round(ours / self.floor, 2)
        return {
            "name": self.name,
            "unit": "AWS calls",
            "ours": ours,
            "floor": self.floor,
            "ratio": ratio,
            "limit": self.limit,
        }


class Counter:
    """Every call of every client made after this one."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.costs: list[Cost] = []
        boto3.setup_default_session()
        boto3.DEFAULT_SESSION.events.register("before-call", self._called)  # type: ignore[attr-defined]

    def _called(self, model: Any, **_more: Any) -> None:
        self.calls.append(f"{model.service_model.signing_name}:{model.name}")

    def of(self, name: str, act: Callable[[], Any], *, floor: int, limit: int) -> Any:
        self.calls.clear()
        answer = act()
        self.costs.append(Cost(name, floor, limit, tuple(self.calls)))
        return answer


def signed_claim(count: Counter, portal: Portal) -> tuple[dict[str, Any], dict[str, str]]:
    """A draft of みどり's, filled in and signed, each request counted; every one must read her session."""
    draft = count.of("open a draft", portal.open, floor=5, limit=5)  # session, catalogue, account, key, new
    count.of("see a draft", lambda: portal.see(draft), floor=2, limit=2)  # session, draft
    count.of("save answers", lambda: portal.answer(draft, ANSWERS, draft["version"]), floor=3, limit=4)  # and write
    count.of("list applications", lambda: portal.call("GET", "/api/applications"), floor=2, limit=2)
    return draft, count.of("prepare for signing", lambda: portal.signed(draft), floor=5, limit=5)


def intake(count: Counter, portal: Portal, receipt: dict[str, Any]) -> None:
    """The steps one by one, as the process calls them; each reads its own facts, for a step may run again alone."""
    given = {name: receipt[name] for name in ("application_id", "receipt", "revision")}
    given["correlation_id"] = "correlation-1"

    def step(file: str) -> Callable[[], Any]:
        return lambda: portal.handler(file)(given, LambdaContext())

    count.of("intake: check the signature", step("check_signature"), floor=3, limit=4)  # submission, anchors, verdict
    count.of("intake: scan attachments", step("scan_attachments"), floor=2, limit=3)  # submission, finding
    count.of("intake: seal the package", step("seal_package"), floor=3, limit=6)  # all facts at once, object, fact
    count.of("intake: deliver", step("deliver"), floor=2, limit=6)  # all facts at once, copy
    count.of("intake: record the delivery", step("record_delivery"), floor=2, limit=3)  # state, state and event


def journey(count: Counter, portal: Portal) -> None:
    draft, body = signed_claim(count, portal)
    # session; application, prepared and repeat at one moment; everything in one transaction
    status, receipt = count.of("submit", lambda: portal.submit(draft, body), floor=3, limit=4)
    assert status == 201, receipt
    count.of("submit again (lost answer)", lambda: portal.submit(draft, body), floor=2, limit=2)
    intake(count, portal, {**receipt, "application_id": draft["application_id"]})
    data = {"municipality": "152048", "receipt": receipt["receipt"], "revision": 1}
    portal.outside.outcomes[receipt["receipt"]] = {"status": "formal", "returned": None, "decision": None}
    message = sqs_event(rule_event("CaseExamined", data, source="madoguchi.municipal"))
    follow = portal.handler("follow_case")
    failed = count.of("hear of the examination", lambda: follow(message, LambdaContext()), floor=3, limit=3)
    assert failed == {"batchItemFailures": []}, failed


def measured() -> list[Cost]:
    serving = Serving()
    try:
        with tempfile.TemporaryDirectory() as folder, mock_aws():
            os.environ["CLOCK_FILE"] = str(Path(folder) / "clock.json")
            count = Counter()
            journey(count, make_portal(serving, Path(folder) / "clock.json"))
            return count.costs
    finally:
        serving.stop()


def main() -> int:
    costs = measured()
    rows = [cost.row() for cost in costs]
    table = Table("request", "ours", "floor", "ratio", "limit", "calls")
    for cost, row in zip(costs, rows, strict=True):
        table.add_row(*(str(row[name]) for name in ("name", "ours", "floor", "ratio", "limit")), " ".join(cost.calls))
    Console(width=160).print(table)
    TOLD.parent.mkdir(exist_ok=True)
    TOLD.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    above = [row["name"] for row in rows if row["ours"] > row["limit"]]
    print(
        f"above the limit: {', '.join(above)}" if above else f"every request is within its limit; rows in {TOLD.name}"
    )
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main())
