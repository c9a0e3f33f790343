"""The journeys run under pytest for its fixtures' sake: the tests' own surroundings, with the meter around them."""

import json
import os
from pathlib import Path

import pytest

import tests.conftest  # noqa: F401  names of everything that wiring reads
from benchmarks.meter import METER, Meter
from benchmarks.pace import PACE, Pace
from benchmarks.transport import TRANSPORT
from madoguchi import http

TRANSPORT.install()
METER.watch()
for _handler in http.logger.handlers:
    _handler.setStream(METER.logged)  # type: ignore[attr-defined]
METER.aside = TRANSPORT.deaf


@pytest.fixture
def meter() -> Meter:
    return METER


@pytest.fixture
def pace(meter: Meter) -> Pace:
    PACE.meter = meter
    return PACE


def pytest_sessionfinish(session: pytest.Session) -> None:
    told = Path(os.environ["BENCH_TOLD"])
    found = {"steps": [step.plain() for step in METER.steps], "paces": PACE.plain()}
    told.write_text(json.dumps(found, ensure_ascii=False), encoding="utf-8")
