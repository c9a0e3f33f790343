"""The towns' resident registers (住民基本台帳), Juki Net and J-LIS, as far as the product may ask them."""

import json
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sandbox.jpki.state import State
from sandbox.people.setup import persons

# Characters that a register writes in its common form: enough for the invented people, not a standard.
COMMON_FORMS = str.maketrans({"髙": "高", "﨑": "崎", "邉": "辺", "邊": "辺", "齋": "斎", "濵": "浜"})
MEMBER_FIELDS = (
    "addressee_number",
    "name",
    "kana",
    "birth_date",
    "sex",
    "address",
    "relationship",
    "from",
    "moved_from",
)


class Absent(Exception):
    """Nobody is found, or the town is unknown."""


class Ambiguous(Exception):
    """More than one person fits: a machine must not choose."""


def folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(COMMON_FORMS).split())


@dataclass(frozen=True)
class Registers:
    state: State
    people: Path

    def resident_code(self, serial: str) -> str:
        """J-LIS: whose card a serial is. A revoked serial still tells who held it."""
        person = self._person_of_serial(serial)
        return str(self.state.read("numbers", {})[person]["resident_code"])

    def by_serial(self, municipality: str, serial: str) -> str:
        return self._one(municipality, person=self._person_of_serial(serial))

    def by_resident_code(self, municipality: str, resident_code: str) -> str:
        for person, numbers in self.state.read("numbers", {}).items():
            if numbers["resident_code"] == resident_code:
                return self._one(municipality, person=person)
        raise Absent("resident code")

    def by_four_attributes(self, municipality: str, *, name: str, birth_date: str, sex: str, address: str) -> str:
        wanted = (folded(name), birth_date, sex, folded(address))
        found = {
            row["addressee_number"]
            for row in self._rows(municipality)
            if (folded(row["name"]), row["birth_date"], row["sex"], folded(row["address"])) == wanted
        }
        if len(found) > 1:
            raise Ambiguous("four attributes")
        if not found:
            raise Absent("four attributes")
        return str(found.pop())

    def household(self, municipality: str, addressee_number: str, at: datetime) -> dict[str, Any]:
        """The household as registered today; somebody who moved away, or never lived here, has none."""
        rows = self._rows(municipality)
        own = next((row for row in rows if row["addressee_number"] == addressee_number), None)
        if own is None or own["household"] is None or own["until"] is not None:
            raise Absent("household")
        members = [row for row in rows if row["household"] == own["household"] and row["until"] is None]
        head = next(row for row in members if row["relationship"] == "世帯主")
        return {
            "as_of": at.isoformat(timespec="seconds"),
            "householder": head["addressee_number"],
            "members": [{field: row[field] for field in MEMBER_FIELDS} for row in members],
        }

    def residence(self, municipality: str, addressee_number: str, on: str) -> str:
        """Where the person was registered on a date (Asia/Tokyo), by the history in Juki Net."""
        rows = [row for row in self._rows(municipality) if row["addressee_number"] == addressee_number]
        for row in rows:
            history = [stay for stay in persons(self.people)[row["person"]]["residences"] if stay["from"] <= on]
            if history:
                return str(history[-1]["municipality"])
        raise Absent("residence")

    def _one(self, municipality: str, *, person: str) -> str:
        for row in self._rows(municipality):
            if row["person"] == person:
                return str(row["addressee_number"])
        raise Absent("person")

    def _person_of_serial(self, serial: str) -> str:
        for issued in self.state.issued():
            if issued.serial == serial.lower():
                return issued.person
        raise Absent("serial")

    def _rows(self, municipality: str) -> list[dict[str, Any]]:
        path = self.people / "registers" / f"{municipality}.json"
        if not municipality.isdigit() or not path.exists():
            raise Absent("municipality")
        rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        return rows
