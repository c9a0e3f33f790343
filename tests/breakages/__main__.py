"""Every guard rail broken once, with what caught it; the last line says how many were caught.

python -m tests.breakages        as `make breakages` does
"""

import os
import shutil
import subprocess
import sys

from tests.breakages import table
from tests.breakages.sources import SOURCES
from tests.breakages.stages import COMPARED, STARTED, STOPPED, SYNTHED
from tests.breakages.templates import BENT
from tests.support.house import ROOT


def main() -> int:
    shutil.rmtree(table.NOTES, ignore_errors=True)
    run = (sys.executable, "-m", "pytest", "-q", "tests/breakages")
    told = {**os.environ, "MADOGUCHI_MATRIX": "whole"}
    ran = subprocess.run(run, cwd=ROOT, env=told, capture_output=True, text=True, check=False)
    breakages = [each.name for each in [*SOURCES, *STARTED, *BENT, *SYNTHED, *COMPARED, *STOPPED]]
    lines = table.printed(breakages, table.noted(table.NOTES))
    if ran.returncode:
        print(ran.stdout[-6000:], ran.stderr[-2000:])
    print("\n".join(lines))
    return ran.returncode


if __name__ == "__main__":
    sys.exit(main())
