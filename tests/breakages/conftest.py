"""A copy to break, production's templates, and the table of who caught what."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.breakages import table
from tests.breakages.tree import Tree, copy
from tests.support.stages import prod

__all__ = ["prod"]


@pytest.fixture(scope="session")
def _copied(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    return copy(tmp_path_factory.mktemp("broken"))


@pytest.fixture
def tree(_copied: Tree) -> Iterator[Tree]:
    """A copy of the repository; what a test changes there is undone after it."""
    with _copied.restored():
        yield _copied


@pytest.fixture
def noted(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Notes that a breakage was caught, and by whom; `make breakages` prints it."""
    began = time.perf_counter()
    folder: Path = table.NOTES

    def note(breakage: str, caught_by: str) -> None:
        table.note(folder, breakage, caught_by, time.perf_counter() - began)

    return note
