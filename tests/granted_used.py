"""Granted == used: while functions and processes are tested, note which AWS actions each function really takes.

moto asks no policies, so without this a missing grant would be found in production, and an idle one never.

    pytest                                                         the whole suite compares at its end
    pytest tests/functions tests/statemachines --granted-used      so does a part of it that says so
    python -m tests.granted_used                                   compares again what such a run noted

Every worker of a parallel run writes its own file; the comparison reads them all. Actions in both directions; for
tables and keys, each call with its table, kind of row and purpose is put to the synthesized policies as well. It sees
what tests exercise, so a function that no test calls is a finding, too.
"""

import functools
import json
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from botocore.client import BaseClient

from tests.support.house import FUNCTIONS, ROOT
from tests.support.used import Asked, actions_of, asked_of, compare, granted, refused

NOTES = ROOT / ".test" / "granted-used"
WATCHED = ("tests/functions/", "tests/statemachines/")
ENTRIES = "entries"


class Notes:
    """What one worker saw: function to actions. Functions nest (one's queue may feed another's handler)."""

    def __init__(self) -> None:
        self.used: dict[str, set[str]] = {}
        self.asked: dict[str, set[Asked]] = {}
        self.watching = False
        self._running = threading.local()

    def entered(self, entry: str, handler: Callable[..., Any]) -> Callable[..., Any]:
        """`handler`, known as `entry` to every call it makes."""

        @functools.wraps(handler)
        def noted(*args: Any, **kwargs: Any) -> Any:
            stack = self._stack()
            stack.append(entry)
            if self.watching:
                self.used.setdefault(entry, set())
            try:
                return handler(*args, **kwargs)
            finally:
                stack.pop()

        return noted

    def took(self, service: str, operation: str, params: Any) -> None:
        stack = self._stack()
        if self.watching and stack:
            self.used.setdefault(stack[-1], set()).update(actions_of(service, operation, params))
            self.asked.setdefault(stack[-1], set()).update(asked_of(service, operation, params))

    def running(self) -> str:
        """The function that runs in this thread; empty outside of any."""
        return (self._stack() or [""])[-1]

    def _stack(self) -> list[str]:
        if not hasattr(self._running, ENTRIES):
            self._running.entries = []
        found: list[str] = self._running.entries
        return found

    def write(self, worker: str) -> None:
        NOTES.mkdir(parents=True, exist_ok=True)
        notes = {
            entry: {"used": sorted(actions), "asked": sorted(self.asked.get(entry, ()))}
            for entry, actions in sorted(self.used.items())
        }
        (NOTES / f"{worker}.json").write_text(json.dumps(notes, indent=1), encoding="utf-8")


notes = Notes()


def entry_of(module: ModuleType) -> str | None:
    """ "<capability>/<file>" when the module is a function's file."""
    path = Path(getattr(module, "__file__", None) or "/")
    if path.parent.parent != FUNCTIONS:
        return None
    return f"{path.parent.name}/{path.stem}"


def watch_handlers() -> None:
    """However a test imports a function's file, its handler is the noted one."""
    execute = SourceFileLoader.exec_module

    def exec_module(loader: SourceFileLoader, module: ModuleType) -> None:
        execute(loader, module)
        entry = entry_of(module)
        if entry and hasattr(module, "handler"):
            module.handler = notes.entered(entry, module.handler)  # type: ignore[attr-defined]

    SourceFileLoader.exec_module = exec_module  # type: ignore[method-assign]


def watch_calls() -> None:
    """Every call of every client passes here with its parameters; so do presigned links, which need the grant, too."""
    emit = BaseClient._emit_api_params

    def emitted(client: Any, api_params: Any, operation_model: Any, context: Any) -> Any:
        notes.took(client.meta.service_model.signing_name, operation_model.name, api_params)
        return emit(client, api_params=api_params, operation_model=operation_model, context=context)

    BaseClient._emit_api_params = emitted


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--granted-used", action="store_true", help="compare permissions with the calls seen")


def pytest_configure(config: pytest.Config) -> None:
    watch_handlers()
    watch_calls()
    if not hasattr(config, "workerinput") and wanted(config):
        shutil.rmtree(NOTES, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    notes.watching = item.nodeid.startswith(WATCHED)
    try:
        return (yield)
    finally:
        notes.watching = False


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    worker = getattr(session.config, "workerinput", {}).get("workerid", "main")
    if notes.used and wanted(session.config):
        notes.write(worker)
    if worker == "main" and wanted(session.config):
        session.config.stash[FOUND] = check()
        if session.config.stash[FOUND]:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def wanted(config: pytest.Config) -> bool:
    """Asked for, or a run of everything: a part of the tests sees a part of the calls."""
    whole = any(Path(arg).resolve() == ROOT / "tests" for arg in config.args)
    narrowed = config.option.keyword or config.option.markexpr or config.option.collectonly
    return bool(config.getoption("--granted-used") or (whole and not narrowed))


FOUND = pytest.StashKey[list[str]]()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    found = config.stash.get(FOUND, None)
    if found is not None:
        terminalreporter.section("granted == used")
        terminalreporter.write_line("\n".join(found) or "every permission is used, every call is permitted")


def noted() -> tuple[dict[str, set[str]], dict[str, set[Asked]]]:
    """What all workers of the last run saw."""
    used: dict[str, set[str]] = {}
    asked: dict[str, set[Asked]] = {}
    for file in sorted(NOTES.glob("*.json")):
        for entry, seen in json.loads(file.read_text(encoding="utf-8")).items():
            used.setdefault(entry, set()).update(seen["used"])
            asked.setdefault(entry, set()).update(
                (action, name, index, tuple((key, value) for key, value in context))
                for action, name, index, context in seen["asked"]
            )
    return used, asked


def check() -> list[str]:
    """Every difference between the production stage's permissions and the calls seen."""
    from tests.support.synth import Synth, synthesize

    with tempfile.TemporaryDirectory() as folder:
        synth = Synth(synthesize("prod", Path(folder) / "cdk.out"))
        used, asked = noted()
        return compare(granted(synth), used) + refused(synth, asked)


if __name__ == "__main__":
    differences = check()
    print("\n".join(differences) or "every permission is used, every call is permitted")
    sys.exit(1 if differences else 0)
