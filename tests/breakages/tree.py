"""A copy of the repository that a test may break: git's files, with the installed environments beside them."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from tests.support.house import ROOT

INSTALLED = (".venv", ".venv-aws", ".tools", "node_modules", "frontend/dist")
OUTER = ("PYTEST_", "MADOGUCHI_", "PYTHON", "COV_")  # what the run around us says is not for the run on the copy


class Stale(Exception):
    """A breakage that no longer breaks anything: what it would replace is not there."""


@dataclass
class Tree:
    """`root` is the copy. Every edit is undone by `restored`."""

    root: Path
    _before: dict[Path, bytes | None] = field(default_factory=dict)

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        self._before.setdefault(file, file.read_bytes() if file.is_file() else None)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def replace(self, path: str, old: str, new: str, *, first: bool = False) -> None:
        """`new` for `old` wherever (or where first) it stands in the file; Stale, where it does not."""
        text = self.read(path)
        if old not in text:
            raise Stale(f"{path} has no {old!r}")
        self.write(path, text.replace(old, new, 1 if first else -1))

    def append(self, path: str, text: str) -> None:
        self.write(path, self.read(path) + text)

    def remove(self, path: str) -> None:
        file = self.root / path
        self._before.setdefault(file, file.read_bytes())
        file.unlink()

    @contextmanager
    def restored(self) -> Iterator["Tree"]:
        """The copy for one breakage; afterwards it is the repository again."""
        try:
            yield self
        finally:
            for file, content in self._before.items():
                if content is None:
                    file.unlink()
                    _remove_empty(file.parent, self.root)
                else:
                    file.write_bytes(content)
            self._before.clear()

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """A command of ours in the copy, which reads the copy's code and writes no bytecode: edits come quickly."""
        told = {name: value for name, value in os.environ.items() if not name.startswith(OUTER)}
        paths = f"{self.root}:{self.root / 'layers/madoguchi/python'}"
        told |= {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", **variables}
        return subprocess.run(
            [str(self.root / ".venv/bin/python"), *command],
            cwd=self.root,
            env=told,
            capture_output=True,
            text=True,
            check=False,
        )

    def test(self, *tests: str, **variables: str) -> "Outcome":
        """What these tests say of the copy as it stands."""
        told = self.root.parent / "told.xml"
        told.unlink(missing_ok=True)
        options = ("-q", "-p", "no:cacheprovider", f"--junitxml={told}", f"--basetemp={self.root.parent / 'inner'}")
        ran = self.run("-m", "pytest", *options, *tests, **variables)
        return outcome(told, ran.stdout + ran.stderr)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


@dataclass(frozen=True)
class Outcome:
    """`failed`: a test that judged and found fault, to what it said. `broken`: one that could not judge at all."""

    passed: frozenset[str]
    failed: dict[str, str]
    broken: dict[str, str]
    output: str


def outcome(report: Path, output: str) -> Outcome:
    if not report.is_file():
        return Outcome(frozenset(), {}, {"pytest": output[-3000:]}, output)
    passed, failed, broken = set(), {}, {}
    for case in ElementTree.parse(report).iter("testcase"):
        name = case.get("name", "")
        failure, error = case.find("failure"), case.find("error")
        if error is not None:
            broken[name] = f"{error.get('message')}\n{error.text}"
        elif failure is not None:
            text = f"{failure.get('message')}\n{failure.text}"
            (failed if judged(failure.get("message") or "") else broken)[name] = text
        elif case.find("skipped") is None:
            passed.add(name)
    return Outcome(frozenset(passed), failed, broken, output)


def judged(message: str) -> bool:
    """Whether a test's failure is its assertion: an import that fails is no guard rail."""
    return message.startswith(("AssertionError", "assert ", "Failed: ", "RuntimeError: synth of"))


def copy(folder: Path) -> Tree:
    """The repository as git would keep it now, uncommitted work included, as a repository of its own in `folder`."""
    root = folder / "copy"
    listed = subprocess.run(
        ["git", "ls-files", "-zco", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file() and name not in INSTALLED:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, root / name)
    for name in INSTALLED:
        if (ROOT / name).exists() and not (root / name).exists():
            (root / name).symlink_to((ROOT / name).resolve())
    _as_repository(root)
    return Tree(root)


def _as_repository(root: Path) -> None:
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=root, capture_output=True, check=True)


Edit = Callable[[Tree], object]
