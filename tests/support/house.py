"""What stands in the repository, found by looking: a new capability or function is covered with no edit."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYER = ROOT / "layers" / "madoguchi" / "python"
PACKAGE = LAYER / "madoguchi"
FUNCTIONS = ROOT / "functions"
NOT_CAPABILITIES = {"kernel", "wiring"}


def folders(path: Path) -> list[str]:
    """The named folders inside `path`; caches and hidden ones do not count."""
    if not path.is_dir():
        return []
    named = (each.name for each in path.iterdir() if each.is_dir())
    return sorted(name for name in named if not name.startswith(("_", ".")))


def modules(path: Path) -> list[Path]:
    """Every Python file under `path`."""
    return sorted(file for file in path.rglob("*.py") if "__pycache__" not in file.parts)


def capabilities() -> list[str]:
    return [name for name in folders(PACKAGE) if name not in NOT_CAPABILITIES]


def entries() -> list[str]:
    """Every function as "<capability>/<file>"."""
    return [
        f"{folder}/{file.stem}"
        for folder in folders(FUNCTIONS)
        for file in sorted((FUNCTIONS / folder).glob("*.py"))
        if not file.stem.startswith("_")
    ]


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Every module that `file` imports anywhere in it, with the line; relative imports keep their dots."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield node.lineno, base
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
