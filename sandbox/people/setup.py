"""Gives the invented people of the demo their cards and numbers, once per state directory.

Individual Numbers and resident codes are drawn at random: none is committed, and none is anybody's by intent.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sandbox.jpki.authority import OCSP_URL
from sandbox.jpki.counter import Counter, Pins
from sandbox.jpki.profile import Holder
from sandbox.jpki.state import State

HERE = Path(__file__).parent
WEIGHTS = (2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6)  # from the lowest digit, 総務省令第85号 第5条


@dataclass(frozen=True)
class DemoCard:
    card_id: str
    label: str
    authentication_pin: str
    signing_pin: str


def persons(folder: Path = HERE) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "persons.json").read_text(encoding="utf-8"))
    return found


def set_up(state: State, folder: Path = HERE, ocsp_url: str = OCSP_URL) -> list[DemoCard]:
    """Authorities, numbers and cards; whatever exists already stays as it is."""
    everyone = persons(folder)
    counter = Counter(state)
    counter.open(ocsp_url=ocsp_url)
    _number(state, list(everyone))
    held = {row.card_id for row in state.issued()}
    for person, data in everyone.items():
        if "card" in data and person not in held:
            _issue(counter, person, data)
    return cards(folder)


def cards(folder: Path = HERE) -> list[DemoCard]:
    """Every card file of the demo, the lapsed copies included, with its PINs."""
    listed = []
    for person, data in persons(folder).items():
        card = data.get("card")
        pins = card and (card["pins"]["authentication"], card["pins"]["signing"])
        if card:
            listed.append(DemoCard(person, card["label"], *pins))
        if card and "lapsed_at" in card:
            listed.append(DemoCard(f"{person}-lapsed", _lapsed_label(card["label"]), *pins))
    return listed


def _issue(counter: Counter, person: str, data: dict[str, Any]) -> None:
    card = data["card"]
    pins = Pins(**card["pins"])
    issued = card["issued"]
    counter.issue(person, person, card["label"], _holder(data, issued), pins, _moment(issued["at"]))
    if "lapsed_at" in card:
        counter.lapse(person, _moment(card["lapsed_at"]))
        before = counter.state.read_card(person)
        copy = {**before, "card_id": f"{person}-lapsed", "label": _lapsed_label(card["label"])}
        counter.state.write_card(copy)
    if "reissued" in card:
        again = card["reissued"]
        counter.reissue(person, _holder(data, again), pins.signing, _moment(again["at"]))


def _lapsed_label(label: str) -> str:
    return f"{label}(引越し前の署名用証明書)"


def _holder(data: dict[str, Any], at: dict[str, Any]) -> Holder:
    birth_date = date.fromisoformat(data["birth_date"])
    return Holder(data["name"], birth_date, data["sex"], at["address"], at["prefecture"], at["municipality"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _number(state: State, everyone: list[str]) -> None:
    """{person: {individual_number, resident_code}} in numbers.json."""
    numbers = state.read("numbers", {})
    for person in everyone:
        numbers.setdefault(
            person, {"individual_number": random_individual_number(), "resident_code": random_resident_code()}
        )
    state.write("numbers", numbers)


def random_individual_number() -> str:
    return _checked(_digits(11))


def random_resident_code() -> str:
    return _checked(_digits(10))


def _digits(count: int) -> str:
    return str(secrets.randbelow(9) + 1) + "".join(str(secrets.randbelow(10)) for _ in range(count - 1))


def _checked(body: str) -> str:
    rest = sum(int(digit) * weight for digit, weight in zip(reversed(body), WEIGHTS, strict=False)) % 11
    return body + str(0 if rest < 2 else 11 - rest)
