"""The town: what its consumers do with a case, and what portal, officers and core systems commit at its doors."""

import json
from typing import Any

from tests.faults.conftest import House
from tests.faults.matrix import Target, Work
from tests.faults.targets.delivering import bus, queued, requested, silent, streamed
from tests.functions.municipal.test_doors import Town
from tests.support.events import rule_event
from tests.unit.municipal.samples import RECEIPT, SANJO, delivery_body

TOLD = {"municipality": SANJO, "receipt": RECEIPT, "withdrawn_at": "2026-11-05T01:00:00Z", "correlation_id": "c"}


def town(house: House) -> Town:
    clock = house.folder / "clock.json"
    clock.write_text(json.dumps({"frozen": "2026-11-12T10:00:00+09:00"}))
    house.monkeypatch.setenv("CLOCK_FILE", str(clock))
    made = Town(house.monkeypatch)
    for name in ("addressee_by_serial", "addressee_by_four", "household", "residence"):
        house.around(made.register, name, f"register:{name}", silent)
    for name in ("ask", "result", "acknowledge", "report"):
        house.around(made.core, name, f"core:{name}", silent)
    return made


def heard(made: Town) -> dict[str, Any]:
    """What the core was asked and told, each thing once."""
    reports = {json.dumps(report, sort_keys=True) for report in made.core.reports}
    return {
        "asked": len(made.core.asked),
        "acknowledged": sorted(set(made.core.acknowledged)),
        "reports": sorted(reports),
    }


def message(kind: str, source: str = "madoguchi.municipal", **data: Any) -> dict[str, Any]:
    return rule_event(kind, data, source=source)


def examining(house: House) -> Work:
    made = town(house)
    made.deliver()
    event = message("CaseDelivered", municipality=SANJO, receipt=RECEIPT, revision=1)

    def reset() -> None:
        made.core.asked.clear()

    return queued(made.module("examine").handler, event, beside=lambda: heard(made), reset=reset)


def collecting(house: House) -> Work:
    made = town(house)
    made.deliver()
    made.examine()
    number = next(iter(made.core.asked.values()))
    event = message("InquiryAnswered", "madoguchi.linkage", asker=SANJO, processing_number=number, case=RECEIPT)
    return queued(
        made.module("collect").handler,
        event,
        beside=lambda: heard(made),
        reset=made.core.acknowledged.clear,
    )


def reporting(house: House) -> Work:
    made = town(house)
    made.journey()
    made.officer("GET", f"/cases/{RECEIPT}")
    entry = json.loads(made.rows("entry")[0]["entry"])
    event = message("LookUpRecorded", municipality=SANJO, entry_id=entry["entry_id"], phase="before")
    return queued(
        made.module("report_lookups").handler, event, beside=lambda: heard(made), reset=made.core.reports.clear
    )


def announcing(house: House) -> Work:
    made = town(house)
    made.journey()
    bus("bus")
    return streamed(made.module("announce").handler, made.rows("event"))


def delivering(house: House) -> Work:
    made = town(house)
    return requested(lambda: made.call("exchange_api", "POST", "/deliveries", delivery_body()))


def withdrawing(*, before: bool) -> Any:
    def prepare(house: House) -> Work:
        made = town(house)
        if not before:
            made.deliver()
        return requested(lambda: made.call("exchange_api", "POST", "/withdrawals", TOLD))

    return prepare


def officer(path: str, body: dict[str, Any]) -> Any:
    """By Idempotency-Key: whoever was not heard sends the same again and is told what she was told."""

    def prepare(house: House) -> Work:
        made = town(house)
        made.journey()
        version = json.loads(made.rows("case")[0]["case"])["version"]
        headers = {"If-Match": str(version), "Idempotency-Key": "commit-0001"}

        def post() -> dict[str, Any]:
            return dict(made.officer("POST", f"/cases/{RECEIPT}/{path}", body, headers=headers))

        return requested(post)

    return prepare


RETURN = {"items": [{"pointer": "/adult_children/0/proof", "reason": "確認書を添付してください"}]}
GRANT = {"outcome": "granted", "monthly_yen": 25_000, "from_month": "2026-11", "reason": "要件を満たすため"}
TARGETS = [
    Target("a case is examined", examining, consumer="municipal/examine"),
    Target("an answer is collected", collecting, consumer="municipal/collect"),
    Target("a look-up is told to the ledger", reporting, consumer="municipal/report_lookups"),
    Target("a town's events are announced", announcing, consumer="municipal/announce"),
    Target("a package is delivered", delivering, door="municipal-exchange POST /deliveries"),
    Target("a delivered one is withdrawn", withdrawing(before=False), door="municipal-exchange POST /withdrawals"),
    Target("a case is given back", officer("return", RETURN), door="municipal-staff POST /cases/{receipt}/return"),
    Target("a case is decided", officer("decision", GRANT), door="municipal-staff POST /cases/{receipt}/decision"),
    Target("a withdrawal comes first", withdrawing(before=True), door="municipal-exchange POST /withdrawals"),
]
