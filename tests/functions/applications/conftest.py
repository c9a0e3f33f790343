"""The portal in memory, for tests of applications' functions."""

from collections.abc import Iterator

import pytest
from moto import mock_aws

from tests.functions.applications.surroundings import Portal, Serving, make_portal


@pytest.fixture(scope="session")
def serving() -> Iterator[Serving]:
    serving = Serving()
    yield serving
    serving.stop()


@pytest.fixture
def portal(serving, monkeypatch, tmp_path) -> Iterator[Portal]:
    monkeypatch.setenv("CLOCK_FILE", str(tmp_path / "clock.json"))
    with mock_aws():
        yield make_portal(serving, tmp_path / "clock.json")
