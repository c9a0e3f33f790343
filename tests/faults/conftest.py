"""Where the matrix runs: AWS in memory, the process executor, the town on loopback, a clock that can be put on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib import request as http
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest

from madoguchi.kernel import clock
from tests.functions.applications.conftest import serving
from tests.functions.applications.surroundings import Serving
from tests.functions.identity.conftest import core, core_api, doors, world
from tests.functions.identity.conftest import portal as citizens_portal
from tests.statemachines.conftest import Stage, process, stage
from tests.statemachines.support import Process
from tests.support.injected import injector
from tests.support.stages import local, prod

__all__ = [
    "citizens_portal",
    "core",
    "core_api",
    "doors",
    "local",
    "process",
    "prod",
    "serving",
    "stage",
    "world",
]


@dataclass
class House:
    """What a target may use to prepare its work."""

    monkeypatch: pytest.MonkeyPatch
    folder: Path
    serving: Serving
    stage: Stage
    process: Callable[..., Process]
    fixture: Callable[[str], Any]  # what only a few need
    ahead: timedelta = timedelta()

    def later(self, seconds: int) -> None:
        self.ahead += timedelta(seconds=seconds)

    def rewind(self) -> None:
        self.ahead = timedelta()

    def net(self) -> None:
        """Every request over HTTP is a call of the matrix, named by its method and its path without ids."""
        broken = partial(URLError, "nobody answers")
        self.monkeypatch.setattr(http, "urlopen", injector.around(_named, http.urlopen, broken))

    def around(self, thing: Any, attribute: str, name: str, broken: Callable[[], BaseException]) -> None:
        """Every call of `thing.attribute` is a call of the matrix."""
        self.monkeypatch.setattr(thing, attribute, injector.around(name, getattr(thing, attribute), broken))


def _named(asked: http.Request, **_: Any) -> str:
    parts = urlsplit(asked.full_url).path.strip("/").split("/")
    return f"http:{asked.get_method()} /" + "/".join(
        part if part.isalpha() and part.islower() else "…" for part in parts
    )


@pytest.fixture
def house(stage, process, serving, monkeypatch, tmp_path, request) -> Iterator[House]:
    made = House(monkeypatch, tmp_path, serving, stage, process, request.getfixturevalue)
    real = clock.wall
    monkeypatch.setattr(clock, "wall", lambda: real() + made.ahead)
    yield made
