"""`make bench`: every subject, one table, and `.local/bench.json`; the run fails where something is above its limit.

python -m benchmarks                 counts, CPU of the doors, imports
python -m benchmarks counts doors    only these subjects; the other rows of the file stay
python -m benchmarks whole           the running stage besides: memory, and how long it takes to come up
"""

import sys
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.table import Table

from benchmarks import counts, doors, imports, rows, whole
from benchmarks.journeys import travel
from benchmarks.rows import Row

Subject = Callable[[], list[Row]]
SUBJECTS: dict[str, Subject] = {
    "counts": lambda: counts.measured(travel.told()),
    "doors": lambda: doors.measured(travel.told()),
    "imports": lambda: imports.measured(imports.environment()),
    "whole": whole.measured,
}
USUAL = ("counts", "doors", "imports")


def table(measured: Sequence[Row]) -> Table:
    shown = Table("what", "unit", "ours", "floor", "ratio", "limit", "")
    for row in measured:
        floor = "" if row.floor is None else f"{row.floor:g}"
        mark = "[red]above[/red]" if row.above else ""
        shown.add_row(row.name, row.unit, f"{row.ours:g}", floor, f"{row.ratio:g}", f"{row.limit:g}", mark)
    return shown


def main(asked: Sequence[str]) -> int:
    wanted = asked or USUAL
    measured = [row for name in wanted for row in SUBJECTS[name]()]
    names = {row.name for row in measured}
    kept = [row for row in rows.read() if row.name not in names] if asked else []
    Console(width=140).print(table(measured))
    rows.write([*kept, *measured])
    above = [row.name for row in measured if row.above]
    print(f"above the limit: {', '.join(above)}" if above else f"{len(measured)} rows, each within its limit")
    if "whole" not in wanted:
        print("memory of the stage and times to come up are not measured here: make bench WHOLE=1")
    return 1 if above else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
