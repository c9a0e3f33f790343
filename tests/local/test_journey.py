"""Scenario H1 with its correction on a really deployed stack: the people, the dates and the yen."""

import json
from datetime import datetime

from madoguchi.kernel.clock import jst

MIDORI, MAKOTO = "midori", "makoto"


def items(records):
    return sorted(item["id"] for exchange in records["exchanges"] for item in exchange["items"])


def test_arrival_is_a_minute_before_midnight_although_the_decision_comes_days_later(journey):
    arrived = jst(datetime.fromisoformat(journey["arrived_at"]))

    assert arrived.isoformat().startswith("2026-11-04T23:59")
    assert journey["decision"]["monthly_yen"] == 40000
    assert journey["decision"]["from_month"] == "2026-11"


def test_the_first_payments_are_december_and_february(journey):
    payments = [(p["month"], p["amount_yen"]) for p in journey["decision"]["payments"][:2]]

    assert payments == [("2026-12", 40000), ("2027-02", 80000)]


def test_the_claimant_sees_her_exchange_and_the_childs_her_husband_only_his_own(journey):
    hers, his = journey["records"][MIDORI], journey["records"][MAKOTO]

    assert items(hers) == ["local-tax.income", "residence.registration"]
    assert {e["person"]["relation"] for e in hers["exchanges"]} == {"self", "child"}
    assert items(his) == ["local-tax.income"]
    assert {e["asker"]["code"] for e in [*hers["exchanges"], *his["exchanges"]]} == {"152048"}
    assert {e["provider"]["code"] for e in [*hers["exchanges"], *his["exchanges"]]} == {"151009"}


def test_every_exchange_says_why_and_by_which_law(journey):
    for records in journey["records"].values():
        for exchange in records["exchanges"]:
            assert exchange["purpose"] and "法" in exchange["legal_basis"]


def test_no_view_tells_anybody_an_amount(journey):
    views = json.dumps(journey["records"], ensure_ascii=False)

    assert "4812000" not in views and "2364000" not in views


def test_the_citizen_was_told_at_every_step(journey):
    kinds = {notice["kind"] for notice in journey["notices"]}

    assert len(journey["notices"]) >= 4
    assert {"received", "returned", "decided"} <= {kind.rsplit("-", 1)[-1] for kind in kinds}
    assert len(journey["emails"]) >= 3


def test_a_mail_carries_no_name_and_no_amount(journey):
    mails = json.dumps(journey["emails"], ensure_ascii=False)

    assert "みどり" not in mails and "40,000" not in mails and "40000" not in mails


def test_the_officers_look_at_the_case_is_in_her_records_apart_from_the_exchanges(journey):
    lookups = journey["records"][MIDORI]["lookups"]

    assert lookups and {look["institution"]["code"] for look in lookups} == {"152048"}
