"""What was broken and who caught it, from every worker's notes, as a table."""

import json
from pathlib import Path

from tests.support.house import ROOT

NOTES = ROOT / ".test" / "breakages"


def note(folder: Path, breakage: str, caught_by: str, seconds: float) -> None:
    """One file for each breakage: no two workers write the same."""
    folder.mkdir(parents=True, exist_ok=True)
    name = "".join(letter if letter.isalnum() else "-" for letter in breakage)
    told = {"breakage": breakage, "caught_by": caught_by, "seconds": seconds}
    (folder / f"{name}.json").write_text(json.dumps(told), encoding="utf-8")


def noted(folder: Path) -> dict[str, dict[str, str]]:
    found = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))]
    return {each["breakage"]: each for each in found}


def printed(breakages: list[str], caught: dict[str, dict[str, str]]) -> list[str]:
    """A line for each breakage in its order; the last one says how many were caught."""
    width = max(map(len, breakages))
    lines = []
    for name in breakages:
        told = caught.get(name)
        lines.append(
            f"{name:{width}} | {told['caught_by']} | {float(told['seconds']):.1f}"
            if told
            else f"{name:{width}} | NOBODY |"
        )
    return [*lines, f"caught {len(set(breakages) & set(caught))} of {len(breakages)}"]
