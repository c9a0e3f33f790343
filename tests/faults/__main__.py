"""The whole fault matrix: runs it, prints its table, writes docs/fault-matrix.md; the last line says how many hold.

python -m tests.faults        as `make fault-matrix` does
"""

import os
import shutil
import subprocess
import sys
from collections import Counter

from tests.faults import page
from tests.support.house import FUNCTIONS, ROOT

ONLY = "what_breaks_once or poison_ends"
RUN = ("-m", "pytest", "-q", "-n", "2", "tests/faults", "-k", ONLY, "-p", "no:logging")


def main() -> int:
    shutil.rmtree(page.NOTES, ignore_errors=True)
    told = {**os.environ, "MADOGUCHI_MATRIX": "whole", "POWERTOOLS_LOG_LEVEL": "CRITICAL"}
    ran = subprocess.run([sys.executable, *RUN], cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    targets = known()
    ran_all = all((page.NOTES / f"{target.name}.json").exists() for target in targets)
    if not ran_all:
        print(ran.stdout[-6000:], ran.stderr[-2000:])
        return 1
    green, every = table(targets)
    if green == every:
        page.PAGE.write_text(page.written(targets), encoding="utf-8")
    print(f"green {green} of {every}")
    return 0 if green == every else 1


def known() -> list[page.Target]:
    """Every target; functions are imported as the tests import them."""
    sys.path.insert(0, str(FUNCTIONS))
    import tests.conftest  # noqa: F401  the names that wiring reads
    from tests.faults.test_matrix import TARGETS

    return TARGETS


def table(targets: list[page.Target]) -> tuple[int, int]:
    """One line for each target, and each fault that did not heal."""
    green = every = 0
    for target in targets:
        lines = page.noted(target)["lines"]
        words = Counter(line[3] for line in lines)  # type: ignore[attr-defined]
        held = words[page.GREEN] + words[page.ODD]
        print(f"{target.name:45} {held:4} of {words.total():4}" + (f"  {words[page.ODD]} but" * bool(words[page.ODD])))
        for where, call, kind, word, text in lines:  # type: ignore[attr-defined]
            if word == page.RED:
                print(f"    {where} {call} {kind}: {text[:400]}")
        green, every = green + held, every + words.total()
    return green, every


if __name__ == "__main__":
    sys.exit(main())
