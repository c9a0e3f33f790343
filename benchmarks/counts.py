"""What each step of the journey asks of AWS, as rows against limits, and as the file that cost and quotas are made of."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.heat import kind_of_key
from benchmarks.rows import Row, within

DATA = Path(__file__).parent / "data"
COUNTS, LIMITS = DATA / "counts.json", DATA / "limits.json"
Json = dict[str, Any]
WHAT = {
    "calls": "AWS calls",
    "read": "read units",
    "write": "write units",
    "events": "events",
    "transitions": "transitions",
}


def counted(step: Json) -> Json:
    """A step as it is kept: numbers alone, keys as kinds. Of an execution the transitions: its functions are steps."""
    if step["by"] == "execution":
        step = {**step, "touches": [], "calls": [], "entries": [], "events": [], "neighbours": [], "logged": 0}
    touched: Counter[tuple[str, ...]] = Counter()
    for touch in step["touches"]:
        where = (touch["table"], touch["index"], kind_of_key(touch["key"]))
        touched[(*where, "read")] += touch["read"]
        touched[(*where, "write")] += touch["write"]
    return {
        "name": step["name"],
        "by": step["by"],
        "calls": dict(sorted(Counter(step["calls"]).items())),
        "units": [[*where, units] for where, units in sorted(touched.items()) if units],
        "functions": step["entries"],
        "neighbours": len(step["neighbours"]),
        "events": step["events"],
        "logged": step["logged"],
        "transitions": step["transitions"],
    }


def kept() -> list[Json]:
    found: list[Json] = json.loads(COUNTS.read_text(encoding="utf-8"))
    return found


def keep(told: dict[str, list[Json]]) -> None:
    """Written anew by `make cost`; one line a step, so that a change is a diff that a person reads."""
    lines = ",\n".join(json.dumps(counted(step), ensure_ascii=False) for step in told["steps"])
    COUNTS.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def limits() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads(LIMITS.read_text(encoding="utf-8"))
    return found


def rows_of(step: Json, limit: dict[str, int]) -> list[Row]:
    """What a step asks, each against its limit; what has no limit yet is above it."""
    units = {way: sum(amount for *_, used, amount in step["units"] if used == way) for way in ("read", "write")}
    amounts = {
        "calls": sum(step["calls"].values()),
        "read": units["read"],
        "write": units["write"],
        "events": len(step["events"]),
        "transitions": step["transitions"],
    }
    return [
        within(f"{WHAT[what]}: {step['name']}", WHAT[what], ours, limit.get(what, 0))
        for what, ours in amounts.items()
        if ours or what in limit
    ]


def drifted(steps: list[Json], before: list[Json]) -> list[str]:
    """Steps whose calls, events or transitions are not the ones that docs/cost.md and docs/quotas.md are made of."""

    def shape(step: Json) -> tuple[Any, ...]:
        return step["calls"], step["events"], step["transitions"], step["functions"]

    now, then = ({step["name"]: shape(step) for step in side} for side in (steps, before))
    return sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))


def measured(told: dict[str, list[Json]]) -> list[Row]:
    steps, allowed = [counted(step) for step in told["steps"]], limits()
    found = [row for step in steps for row in rows_of(step, allowed.get(step["name"], {}))]
    stale = drifted(steps, kept())
    if stale:
        print(f"docs/cost.md and docs/quotas.md are of other counts: make cost ({', '.join(stale)})")
    return [*found, within("steps counted otherwise in docs/cost.md", "steps", len(stale), 0)]
