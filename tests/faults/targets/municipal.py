"""The town: what its consumers do with a case, and what portal, officers and core systems commit at its doors."""

import dataclasses
import json
from collections.abc import Callable
from typing import Any

from tests.faults.conftest import House
from tests.faults.matrix import Target, Work
from tests.faults.targets.delivering import bus, queued, requested, silent, streamed
from tests.functions.municipal.test_doors import ADMINISTRATOR, APPROVER, EXAMINER, NOBODY, Town
from tests.support.events import rule_event
from tests.unit.municipal.samples import PROOF, RECEIPT, SANJO, corrected, delivery_body

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


def case_of(made: Town) -> dict[str, Any]:
    return dict(json.loads(made.rows("case")[0]["case"]))


def act(
    made: Town, path: str, body: dict[str, Any], *, name: str = EXAMINER, key: str = "commit-0001"
) -> Callable[[], dict[str, Any]]:
    """By Idempotency-Key: whoever was not heard sends the same again and is told what she was told."""
    headers = {"If-Match": str(case_of(made)["version"]), "Idempotency-Key": key}
    return lambda: dict(made.officer("POST", path, body, headers=headers, name=name))


def giving_back(house: House) -> Work:
    made = town(house)
    made.journey()
    return requested(act(made, f"/cases/{RECEIPT}/return", RETURN))


def complete(house: House) -> Town:
    """A case with its proof, of which a decision may be proposed."""
    made = town(house)
    made.journey()
    assert act(made, f"/cases/{RECEIPT}/return", RETURN, key="return-0001")()["statusCode"] == 200
    made.deliver(2, content=corrected(), attachments=[PROOF])
    assert made.examine(2) == []
    return made


def proposing(house: House) -> Work:
    return requested(act(complete(house), f"/cases/{RECEIPT}/decision", GRANT))


def judging(*, approve: bool) -> Any:
    def prepare(house: House) -> Work:
        made = complete(house)
        said = act(made, f"/cases/{RECEIPT}/decision", GRANT, key="propose-0001")()
        proposal = json.loads(said["body"])["proposal_id"]
        asked = {
            "proposal_id": proposal,
            "approve": approve,
            **({} if approve else {"reason": "計算を確認してください"}),
        }
        return requested(act(made, f"/cases/{RECEIPT}/approval", asked, name=APPROVER))

    return prepare


def publishing_rule(house: House) -> Work:
    made = town(house)
    asked = {"affair": "child-allowance.claim", "items": ["local-tax.income"]}
    key = {"Idempotency-Key": "rule-0001"}
    return requested(lambda: dict(made.officer("POST", "/standing-rules", asked, headers=key)))


class Pool:
    """The town's officers' pool as the administrator's door uses it: names with the town, the password, and whether in."""

    def __init__(self) -> None:
        self.users: dict[str, dict[str, Any]] = {}

    def invite(self, officer: str, municipality: str) -> str:
        self.users[officer] = {"municipality": municipality, "password": f"for-{officer}", "enabled": True}
        return str(self.users[officer]["password"])

    def disable(self, officer: str) -> None:
        self.users.setdefault(officer, {})["enabled"] = False


def administering(
    method: str, path: str, body: Any = None, *, arrange: Callable[[Town], str] = lambda _: "", gone: int = 0
) -> Any:
    """`gone`: what a repeated end is answered by a door that has closed behind her; it is the end she wished."""

    def prepare(house: House) -> Work:
        made, pool, tries = town(house), Pool(), [0]
        for name in ("invite", "disable"):
            house.around(pool, name, f"pool:{name}", silent)
        door = made.module("grants_api")
        house.monkeypatch.setattr(door, "administration", dataclasses.replace(door.administration, pool=pool))
        named = path.format(arrange(made))

        def call() -> dict[str, Any]:
            key = {"Idempotency-Key": "grant-0001"}
            tries[0] += 1
            said = dict(made.officer(method, named, body, name=ADMINISTRATOR, door="grants_api", headers=key))
            return {"statusCode": 204, "body": ""} if tries[0] > 1 and said["statusCode"] == gone else said

        def reset() -> None:
            pool.users.clear()
            tries[0] = 0

        # `version`: whoever signs out a second time is signed out of the later moment, and both count
        return requested(call, beside=lambda: pool.users, reset=reset, without=frozenset({"version"} if gone else ()))

    return prepare


def granted(made: Town) -> str:
    key = {"Idempotency-Key": "grant-0000"}
    said = made.officer("POST", "/staff/grants", WISH, name=ADMINISTRATOR, door="grants_api", headers=key)
    assert said["statusCode"] == 201
    return str(json.loads(said["body"])["grant_id"])


NEW = {"officer": "sanjo-shimin-2", "name": "窓口 花子"}
WISH = {"officer": NOBODY, "section": "kosodate", "affair": "child-allowance.claim", "role": "examiner"}
WISH |= {"from": "2020-04-01"}
RETURN = {"items": [{"pointer": "/adult_children/0/proof", "reason": "確認書を添付してください"}]}
GRANT = {"outcome": "granted", "monthly_yen": 40_000, "from_month": "2026-11", "reason": "要件を満たすため"}
TARGETS = [
    Target("a case is examined", examining, consumer="municipal/examine"),
    Target("an answer is collected", collecting, consumer="municipal/collect"),
    Target("a look-up is told to the ledger", reporting, consumer="municipal/report_lookups"),
    Target("a town's events are announced", announcing, consumer="municipal/announce"),
    Target("a package is delivered", delivering, door="municipal-exchange POST /deliveries"),
    Target("a delivered one is withdrawn", withdrawing(before=False), door="municipal-exchange POST /withdrawals"),
    Target("a case is given back", giving_back, door="municipal-staff POST /cases/{receipt}/return"),
    Target("a decision is proposed", proposing, door="municipal-staff POST /cases/{receipt}/decision"),
    Target("a case is decided", judging(approve=True), door="municipal-staff POST /cases/{receipt}/approval"),
    Target("a proposal is declined", judging(approve=False), door="municipal-staff POST /cases/{receipt}/approval"),
    Target("a standing rule is published", publishing_rule, door="municipal-staff POST /standing-rules"),
    Target(
        "an officer is granted",
        administering("POST", "/staff/grants", WISH),
        door="municipal-grants POST /staff/grants",
    ),
    Target(
        "a grant is taken back",
        administering("DELETE", "/staff/grants/{}", arrange=granted),
        door="municipal-grants DELETE /staff/grants/{grant_id}",
    ),
    Target(
        "an officer is hired",
        administering("POST", "/staff/officers", NEW),
        door="municipal-grants POST /staff/officers",
    ),
    Target(
        "an officer leaves",
        administering("DELETE", f"/staff/officers/{EXAMINER}"),
        door="municipal-grants DELETE /staff/officers/{officer}",
    ),
    Target(
        "an officer signs out",
        administering("DELETE", "/staff/session", gone=401),
        door="municipal-grants DELETE /staff/session",
    ),
    Target("a withdrawal comes first", withdrawing(before=True), door="municipal-exchange POST /withdrawals"),
]
