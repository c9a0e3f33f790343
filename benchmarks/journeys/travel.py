"""Runs the journeys, each in a process of its own, and gives what the meter told."""

import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
Json = dict[str, Any]


def journeys() -> list[Path]:
    return sorted(file for file in HERE.glob("*.py") if "\ndef test_" in file.read_text(encoding="utf-8"))


@cache
def told() -> dict[str, list[Json]]:
    """`steps` and `paces` of every journey, in the journeys' order."""
    found: dict[str, list[Json]] = {"steps": [], "paces": []}
    for journey in journeys():
        for name, items in travel(journey).items():
            found[name] += items
    return found


def travel(journey: Path) -> dict[str, list[Json]]:
    paths = (ROOT, ROOT / "layers/madoguchi/python", ROOT / "functions")
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "told.json"
        run = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:logging", "-p", "no:cacheprovider", str(journey)],
            cwd=ROOT,
            env={**os.environ, "BENCH_TOLD": str(note), "PYTHONPATH": os.pathsep.join(map(str, paths))},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise SystemExit(f"{journey.name} did not arrive:\n{run.stdout[-6000:]}{run.stderr[-2000:]}")
        told: dict[str, list[Json]] = json.loads(note.read_text(encoding="utf-8"))
        return told
