"""One receipt's story, out of the lines that its stations left: in order, with what is missing named."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

IDS = ("receipt", "revision", "application_id", "processing_number", "notice_id", "event_id")
TOLD = ("method", "route", "neighbour", "type", "kind", "status", "outcome", "gate", "tries", "error")


@dataclass(frozen=True)
class Said:
    """One log line of the product. `began` is when its work began: lines are written at the end of it."""

    began: datetime
    capability: str
    function: str
    message: str
    keys: dict[str, Any]

    @property
    def chain(self) -> str:
        return str(self.keys.get("correlation_id", ""))

    @property
    def place(self) -> str:
        return f"{self.capability}/{self.function}"

    @property
    def took_ms(self) -> float:
        return float(self.keys.get("duration_ms", 0))

    def told(self) -> str:
        """What the line says besides where and when, and the ids in it."""
        words = [str(self.keys[name]) for name in TOLD if self.keys.get(name) not in (None, "")]
        ids = [f"{name}={self.keys[name]}" for name in IDS if self.keys.get(name) not in (None, "")]
        return " ".join([self.message, *words, *ids])


@dataclass(frozen=True)
class Station:
    """Where an application passes. `always`: each one does; the others have a reason to be left out."""

    name: str
    place: str
    message: str = ""
    has: dict[str, Any] = field(default_factory=dict)
    always: bool = True
    beside: bool = False  # made while others go on: what follows need not be later

    def seen(self, said: Said) -> bool:
        right = said.place == self.place and (not self.message or said.message == self.message)
        return right and "error" not in said.keys and all(said.keys.get(k) == v for k, v in self.has.items())


def _step(name: str, place: str, *outcomes: str) -> Station:
    return Station(name, place, "step", {"outcome": outcomes[0]} if outcomes else {})


SUBMIT = "/api/applications/{application_id}/submit"
STATIONS = (
    Station("she submits; arrival", "applications/public-api", "answered", {"route": SUBMIT, "status": 201}),
    Station("announced", "applications/announce", "record", {"type": "ApplicationReceived"}),
    Station("intake starts", "applications/start-intake", "message"),
    Station("signature checked", "applications/check-signature", "step"),
    Station("attachments scanned", "applications/scan-attachments", "step"),
    _step("package sealed", "applications/seal-package", "sealed"),
    _step("package delivered", "applications/deliver", "delivered"),
    Station("the town receives it", "municipal/exchange-api", "answered", {"route": "/deliveries", "status": 200}),
    Station("delivery recorded", "applications/record-delivery", "step", beside=True),
    Station("the town examines it", "municipal/examine", "message"),
    Station("asks another institution", "linkage/municipal-api", "answered", {"route": "/municipal/inquiries"}, False),
    Station("gates passed", "linkage/check-gates", "step", {"outcome": "accepted"}, False),
    Station("copy looked for", "linkage/find-copy", "step", {}, False),
    Station("answer released", "linkage/release", "step", {"outcome": "released"}, False),
    Station("recorded in the ledger", "ledger/feed", "record", {}, False, beside=True),
    Station("answer collected", "municipal/collect", "message", {}, False),
    Station("an officer looks", "municipal/staff-api", "answered", {"route": "/cases/{receipt}", "status": 200}),
    Station("returned to her", "municipal/staff-api", "answered", {"route": "/cases/{receipt}/return"}, False),
    Station("decided", "municipal/staff-api", "answered", {"route": "/cases/{receipt}/decision", "status": 200}),
    Station("the decision reaches the portal", "applications/follow-case", "message", {"type": "CaseDecided"}),
    Station("notice of it written", "notices/compose", "message", {"type": "ApplicationDecided"}),
    Station("e-mail handled", "notices/send-email", "message"),
)


def said(message: str, at: datetime) -> Said | None:
    """A log event as a line of ours; None for what the runtime says."""
    try:
        keys = json.loads(message)
        capability, function = keys["capability"], keys["function"]
    except (ValueError, KeyError, TypeError):
        return None
    began = at - timedelta(milliseconds=float(keys.get("duration_ms") or 0))
    return Said(began, str(capability), str(function), str(keys.get("message", "")), keys)


def chains_of(lines: Iterable[Said], receipt: str) -> set[str]:
    """Every chain that a line about this receipt belongs to."""
    return {line.chain for line in lines if line.keys.get("receipt") == receipt and line.chain}


def ordered(lines: Iterable[Said]) -> list[Said]:
    return sorted(lines, key=lambda line: (line.began, line.took_ms * -1))


def passed(lines: Sequence[Said]) -> list[tuple[Station, Said | None]]:
    """Each station with the first line after the station before that shows it was passed."""
    found: list[tuple[Station, Said | None]] = []
    since: datetime | None = None
    for station in STATIONS:
        here = next((x for x in lines if station.seen(x) and (since is None or x.began >= since)), None)
        found.append((station, here))
        since = here.began if here and not station.beside else since
    return found


def gaps(found: Sequence[tuple[Station, Said | None]]) -> list[str]:
    """What an application must pass and no line shows although a later one was passed; and where it stands."""
    last = max((number for number, (_, line) in enumerate(found) if line), default=-1)
    if last < 0:
        return ["no station was passed: is the receipt of this stage, and younger than SINCE?"]
    missing = [
        f"no line shows: {station.name} ({station.place})"
        for station, line in found[:last]
        if not line and station.always
    ]
    following = next((station for station, line in found[last + 1 :] if station.always), None)
    stands = f"it stands after: {found[last][0].name}; next is: {following.name}" if following else ""
    return [*missing, *([stands] if stands else [])]
