"""The CPU of each door's handler, beside the same AWS calls made bare: rows from what the journeys measured."""

import re
from typing import Any

from benchmarks.rows import Row, against, within
from tests.support.house import FUNCTIONS, entries

LIMIT = 1.5
ALONE_MS = 3.0  # for an answer from memory alone: there is no AWS call to stand beside
DOOR = re.compile(r"^app = http\.door\(", re.MULTILINE)
Json = dict[str, Any]


def doors() -> list[str]:
    """Every function that is a door, found by looking."""
    return [entry for entry in entries() if DOOR.search((FUNCTIONS / f"{entry}.py").read_text(encoding="utf-8"))]


def row(pace: Json) -> Row:
    name = f"CPU: {pace['entry']}: {pace['name']}"
    if not pace["calls"]:
        return within(name, "CPU ms", pace["ours"], ALONE_MS)
    return against(name, "CPU ms", pace["ours"], pace["floor"], LIMIT)


def unmeasured(paces: list[Json]) -> list[str]:
    return sorted(set(doors()) - {pace["entry"] for pace in paces})


def measured(told: dict[str, list[Json]]) -> list[Row]:
    missing = unmeasured(told["paces"])
    return [*map(row, told["paces"]), within("doors that nobody measured", "doors", len(missing), 0)]
