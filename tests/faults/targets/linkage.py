"""Linkage: the process of an inquiry in each of its ways, what starts it, and what institutions commit at its doors."""

import importlib
import json
import os
from collections.abc import Callable
from typing import Any

from tests.faults.conftest import House
from tests.faults.matrix import Target, Work
from tests.faults.targets.delivering import bus, executed, queued, requested, streamed
from tests.functions.applications.test_triggers import process as machine
from tests.functions.linkage.core import NIIGATA, SANJO, Core
from tests.statemachines.linkage.test_inquiry import PERMISSION, WAITS, Inquiries
from tests.support.events import LambdaContext, api_event, rule_event

PROVIDER = f"/providers/{NIIGATA}"
SALTED = frozenset({"salt", "leaf"})  # drawn at each record


def core(house: House) -> Core:
    clock = house.folder / "clock.json"
    clock.write_text(json.dumps({"frozen": "2026-11-12T10:00:00+09:00"}))
    house.monkeypatch.setenv("CLOCK_FILE", str(clock))
    made = Core(house.monkeypatch)
    made.populate()
    return made


def inquiry(arrange: Callable[[Inquiries], None] = lambda _: None, *, tries: int = 8) -> Callable[[House], Work]:
    def prepare(house: House) -> Work:
        made = core(house)
        patient = {**WAITS, "TriesPerAttempt": tries}
        running = Inquiries(made, lambda name, handlers, **_: house.process(name, handlers, **patient))
        number = running.asked()
        arrange(running)

        def reset() -> None:
            house.stage.waits = 0

        given = {"processing_number": number, "attempt": 1, "correlation_id": "c" * 26}
        return executed(running.process, number, given, reset=reset)

    return prepare


def withhold(running: Inquiries) -> None:
    running.core.copy("midori", automatic=False)


def close(running: Inquiries) -> None:
    running.close("permissions", PERMISSION)


def shut(running: Inquiries) -> None:
    running.core.operator("PUT", PROVIDER, {"status": "down"})


def start_inquiry(house: House) -> Work:
    core(house)
    module = importlib.import_module("functions.linkage.start_inquiry")
    house.monkeypatch.setattr(module.process, "_arn", machine())
    data = {"processing_number": "n" * 26, "attempt": 1}
    return queued(module.handler, rule_event("InquiryAccepted", data, source="madoguchi.linkage"))


def announce(house: House) -> Work:
    made = core(house)
    made.answered("midori")
    bus(os.environ["BUS"])
    module = importlib.import_module("functions.linkage.announce")
    return streamed(module.handler, made.rows("INQUIRIES_TABLE", "event"))


def feed(house: House) -> Work:
    made = core(house)
    made.answered("midori")
    made.answered("makoto", request_id="request-2")
    return streamed(made.feed.handler, made.rows("INQUIRIES_TABLE", "record"), without=SALTED)


def request(side: str, method: str, path: str, body: Any, arrange: Callable[[Core], Any] = lambda _: None) -> Any:
    """`path` and `body` may need what `arrange` made."""

    def prepare(house: House) -> Work:
        made = core(house)
        known = arrange(made)
        asked, sent = (each(known) if callable(each) else each for each in (path, body))
        if callable(sent):
            sent = sent(made)
        door = made.doors[side]

        def call() -> dict[str, Any]:
            made.cold()
            said: dict[str, Any] = door.handler(api_event(method, f"/{side}{asked}", sent), LambdaContext())
            return said

        return requested(call, without=SALTED)

    return prepare


def answered(made: Core) -> str:
    return str(made.answered())


def recorded(made: Core) -> str:
    number = answered(made)
    made.feed_ledger()
    return number


def known_elsewhere(made: Core) -> None:
    made.pair(NIIGATA, "go", "1000109")


def before_staff(made: Core) -> str:
    made.copy("midori", automatic=False)
    made.step("LeaveToStaff", made.ask()["processing_number"])
    return str(made.town("GET", f"/provisions/{NIIGATA}")["items"][0]["processing_number"])


ENTRY = {
    "entry_id": "entry-1",
    "institution": SANJO,
    "section": "子育て支援課",
    "officer_role": "examiner",
    "affair": None,
    "purpose": "case.examine",
    "addressee_number": "3040001",
    "receipt": "RECEIPT1",
    "at": "2026-11-05T01:00:00.000Z",
    "phase": "before",
    "outcome": None,
}
STAFF_ANSWER = {"layout": "madoguchi.local-tax.income.1", "as_of": "2026-06-01", "value": {"total_income_yen": 1}}
CHILD = {
    "institution": SANJO,
    "representative": "3040001",
    "represented": "3049001",
    "kind": "parent",
    "from": "2013-05-02",
}
COPY = {
    "provider": NIIGATA,
    "addressee_number": "1000101",
    "item": "local-tax.income",
    "layout": "madoguchi.local-tax.income.1",
    "as_of": "2026-07-01",
    "value": {"tax_year": 2026, "total_income_yen": 1, "filed": True},
}


def question(_known: Any) -> Callable[[Core], dict[str, Any]]:
    return lambda made: made.question()


def pairing(_known: Any) -> Callable[[Core], dict[str, Any]]:
    return lambda made: {
        "institution": SANJO,
        "addressee_number": "3040009",
        "sealed": made.sealed_numbers("go"),
    }


def doors() -> list[Target]:
    town, operator, portal = "linkage-municipal", "linkage-operator", "linkage-portal"
    numbered = "/inquiries/{asker}/{processing_number}/acknowledge"
    provision = "/provisions/{provider}/{processing_number}"
    here = {
        ("an inquiry is asked", town, "POST", "/inquiries"): ("/inquiries", question, None),
        ("an answer is acknowledged", town, "POST", numbered): (
            lambda number: f"/inquiries/{SANJO}/{number}/acknowledge",
            None,
            answered,
        ),
        ("the provider's staff answers", town, "POST", provision): (
            lambda number: f"/provisions/{NIIGATA}/{number}",
            STAFF_ANSWER,
            before_staff,
        ),
        ("a resident is paired", town, "PUT", "/pairings"): ("/pairings", pairing, known_elsewhere),
        ("a copy is registered", town, "PUT", "/copies"): ("/copies", COPY, None),
        ("an agent is registered", town, "PUT", "/representations"): ("/representations", CHILD, None),
        ("a record is marked", town, "PUT", "/disclosures"): (
            "/disclosures",
            lambda number: {"institution": SANJO, "processing_number": number, "disclosure": "suppressed"},
            recorded,
        ),
        ("a look-up is reported", town, "POST", "/entries"): ("/entries", ENTRY, None),
        ("a provider is closed", operator, "PUT", "/providers/{code}"): (PROVIDER, {"status": "down"}, None),
        ("an account is paired", portal, "POST", "/pairings"): (
            "/pairings",
            {"account_id": "midori", "serial": "SERIAL1"},
            None,
        ),
    }
    return [
        Target(
            name,
            request(document.removeprefix("linkage-"), method, path, body, arrange or (lambda _made: None)),
            door=f"{document} {method} /{document.removeprefix('linkage-')}{route}",
        )
        for (name, document, method, route), (path, body, arrange) in here.items()
    ]


TARGETS = [
    Target("an inquiry is answered", inquiry(), process="linkage/inquiry"),
    Target("a gate refuses an inquiry", inquiry(close), process="linkage/inquiry"),
    Target("an inquiry is left to the staff", inquiry(withhold), process="linkage/inquiry"),
    Target("an inquiry is carried on", inquiry(shut, tries=1), process="linkage/inquiry"),
    Target("an inquiry is started", start_inquiry, consumer="linkage/start_inquiry"),
    Target("an inquiry's events are announced", announce, consumer="linkage/announce"),
    Target("the ledger is fed", feed, consumer="ledger/feed"),
    *doors(),
]
