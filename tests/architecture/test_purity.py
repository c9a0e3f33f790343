"""Only wiring reads the environment; time, ids and chance reach the inside as arguments."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.house import FUNCTIONS, PACKAGE, ROOT, capabilities, imports, modules, shown

ENVIRONMENT_READERS = {
    "layers/madoguchi/python/madoguchi/kernel/clock.py": "the local stage sets legal time by a file (CLOCK_FILE)",
}
CLOCKS = {"now", "wall", "today", "utcnow"}
CHANCE = {"random", "secrets", "uuid", "time", "madoguchi.kernel.ids"}


def inside() -> list[Path]:
    """The files of every capability's model and service."""
    found = []
    for capability in capabilities():
        for room in ("model", "service"):
            found += modules(PACKAGE / capability / room)
            found += [file for file in [PACKAGE / capability / f"{room}.py"] if file.is_file()]
    return found


def environment_reads(file: Path) -> Iterator[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv", "putenv"):
            yield f"{shown(file)}:{node.lineno} reads os.{node.attr}"
        if isinstance(node, ast.ImportFrom) and node.module == "os":
            names = [alias.name for alias in node.names if alias.name in ("environ", "environb", "getenv")]
            yield from (f"{shown(file)}:{node.lineno} imports os.{name}" for name in names)


def test_only_wiring_reads_the_environment():
    files = [file for folder in (PACKAGE, FUNCTIONS) for file in modules(folder)]
    elsewhere = [file for file in files if file.parent != PACKAGE / "wiring" and shown(file) not in ENVIRONMENT_READERS]

    assert [read for file in elsewhere for read in environment_reads(file)] == []


def test_every_exception_still_reads_the_environment():
    """An exception that nobody needs any more is taken off the list."""
    assert [path for path in ENVIRONMENT_READERS if not list(environment_reads(ROOT / path))] == []


@pytest.mark.parametrize("file", modules(PACKAGE / "wiring"), ids=shown)
def test_a_missing_name_fails_at_start_not_at_midnight(file):
    """Wiring reads os.environ[...], never a default: .get and getenv hide a missing variable."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    soft = [
        f"line {node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (
            node.func.attr in ("getenv", "setdefault")
            or (node.func.attr in ("get", "pop") and ast.unparse(node.func.value).endswith("environ"))
        )
    ]

    assert soft == []


def reads_a_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.ImportFrom) and node.module == "madoguchi.kernel.clock":
        return any(alias.name in CLOCKS for alias in node.names)
    if not isinstance(node, ast.Attribute) or node.attr not in CLOCKS:
        return False
    return ast.unparse(node.value).split(".")[-1] in ("clock", "datetime", "date")


@pytest.mark.parametrize("file", inside(), ids=shown)
def test_time_ids_and_chance_are_arguments_inside(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    clocks = [f"line {node.lineno} reads a clock" for node in ast.walk(tree) if reads_a_clock(node)]
    chance = [f"line {line} imports {name}" for line, name in imports(file) if name in CHANCE]

    assert clocks + chance == []
