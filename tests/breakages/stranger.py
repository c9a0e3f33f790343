"""A stranger adds a capability: the files of docs/add-a-capability.md on a copy, and every rail asked about it.

python -m tests.breakages.stranger        as `make stranger` does
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.breakages.tree import Tree, copy
from tests.breakages.wishes import LANGUAGE, LINES, SOURCES, TESTS

GOLDENS = ("tests/infra/test_permissions.py", "tests/infra/test_nag.py", "tests/contracts")
RAILS = ("tests/architecture", "tests/infra", "tests/contracts", "tests/faults/test_matrix.py")
OWN = tuple(f"tests/{kind}/wishes" for kind in ("unit", "adapters", "functions"))
NARROW = ("-k", "not what_breaks_once and not test_secrets and not test_cfn_lint and not test_pipeline")


def written(tree: Tree) -> None:
    for path, text in {**SOURCES, **LANGUAGE, **TESTS}.items():
        tree.write(path, text)
    for path, old, new in LINES:
        tree.replace(path, old, new)


def edited() -> Counter[str]:
    """Lines that are new or other than they were, by the file that stood there."""
    found: Counter[str] = Counter()
    for path, old, new in LINES:
        found[path] += len(set(new.split("\n")) - set(old.split("\n")))
    return found


def main() -> int:
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        tree = copy(Path(folder))
        written(tree)
        tree.test(*GOLDENS, MADOGUCHI_GOLDEN="write")
        seen = [tree.test(*OWN), tree.test(*RAILS, *NARROW)]
    red = {name: text for each in seen for name, text in {**each.failed, **each.broken}.items()}
    for name, text in red.items():
        print(f"RED {name}\n    {text[:600]}")
    print(f"source files {len(SOURCES)}, events {len(LANGUAGE)}, tests {len(TESTS)}")
    for path, lines in sorted(edited().items()):
        print(f"lines {lines} in {path}")
    print(f"{sum(len(each.passed) for each in seen)} tests and rails green, {len(red)} red")
    print(f"{time.perf_counter() - began:.0f} s")
    return 1 if red else 0


if __name__ == "__main__":
    sys.exit(main())
