"""What a rate of applications needs of each AWS quota, computed from the counts."""

import json
from dataclasses import dataclass
from typing import Any

from benchmarks.cost import CITIZENS, DATA, Model

QUOTAS = DATA / "quotas.json"
RATES = (30, 3_000)
Json = dict[str, Any]


@dataclass(frozen=True)
class Need:
    """One quota: its default and the need at each of RATES; None where AWS names no number."""

    what: str
    unit: str
    default: int | None
    needs: tuple[float, ...]
    source: str
    do: str

    def buffer(self, need: float) -> float | None:
        """How often the need fits into the default; below one it does not."""
        return self.default / need if self.default and need else None


class Needs:
    """Amounts of one application, by the names that quotas.json uses."""

    def __init__(self, now: Model, stage: Json) -> None:
        self.now, self.stage = now, stage
        self.used = now.application()

    def of(self, name: str, rate: float) -> float:
        kind, _, rest = name.partition(":")
        if name == "stack":
            return float(self.stage["largest_stack"])
        if kind == "step":
            return self.now.times[rest] * rate
        if kind == "reader":
            return self.now.times[rest] * rate * self._seconds(self.now.steps[rest])
        if kind == "busiest":
            return max(self._tables(rest).values()) * rate
        return self._sum(name) * rate

    def _sum(self, name: str) -> float:
        counted = {
            "doors": lambda step: step["by"] == "door",
            "citizen_doors": lambda step: step["by"] == "door" and step["functions"][0].startswith(CITIZENS),
            "concurrency": self._seconds,
            "door_concurrency": lambda step: self._seconds(step) if step["by"] == "door" else 0,
            "starts": lambda step: step["by"] == "execution",
            "deliveries": lambda step: step["by"] == "queue",
        }
        if name in counted:
            return sum(float(counted[name](step)) * self.now.times.get(key, 0) for key, step in self.now.steps.items())
        return float(self.used[name])

    def _seconds(self, step: Json) -> float:
        """How long the step's functions run, as assumed for their cost."""
        spent = self.now.assumed["milliseconds"]
        calls = sum(step["calls"].values()) + step["neighbours"]
        return float(len(step["functions"]) * spent["start"] + calls * spent["each_call"]) / 1000

    def _tables(self, way: str) -> dict[str, float]:
        found: dict[str, float] = {}
        for name, step in self.now.steps.items():
            for table, _index, _kind, used, amount in step["units"]:
                if used == way:
                    found[table] = found.get(table, 0) + amount * self.now.times.get(name, 0)
        return found


def needs(now: Model, stage: Json) -> list[Need]:
    asked, amounts = json.loads(QUOTAS.read_text(encoding="utf-8")), Needs(now, stage)
    return [
        Need(
            row["what"],
            row["unit"],
            row["default"],
            tuple(amounts.of(row["need"], rate) for rate in RATES),
            row["source"],
            row["do"],
        )
        for row in asked["quotas"]
    ]
