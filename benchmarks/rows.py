"""A benchmark's rows: what was measured, what it cannot do without, and whether that is too much."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

TOLD = Path(__file__).parents[1] / ".local" / "bench.json"


@dataclass(frozen=True)
class Row:
    """`floor` None: a count or a limit, and `ratio` is ours over its target. Above `limit` the run fails."""

    name: str
    unit: str
    ours: float
    floor: float | None
    ratio: float
    limit: float

    @property
    def above(self) -> bool:
        return self.ratio > self.limit


def against(name: str, unit: str, ours: float, floor: float, limit: float) -> Row:
    """Ours beside the same work done bare."""
    return Row(name, unit, round(ours, 3), round(floor, 3), round(ours / floor, 2), limit)


def within(name: str, unit: str, ours: float, target: float) -> Row:
    """A count or a measure that has a target of its own; a target of nothing is met by nothing alone."""
    ratio = ours / target if target else float(ours > 0) * 2
    return Row(name, unit, round(ours, 3), None, round(ratio, 2), 1)


def write(rows: Sequence[Row], to: Path = TOLD) -> None:
    to.parent.mkdir(exist_ok=True)
    to.write_text(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(at: Path = TOLD) -> list[Row]:
    found: list[dict[str, Any]] = json.loads(at.read_text(encoding="utf-8")) if at.is_file() else []
    return [Row(**row) for row in found]
