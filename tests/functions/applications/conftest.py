"""The portal in memory, for tests of applications' functions."""

import threading
from collections.abc import Iterator

import pytest
from moto import mock_aws
from moto.dynamodb.responses import DynamoHandler

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


@pytest.fixture
def serialized(monkeypatch) -> None:
    """One request of the table after another: transactions are serializable in DynamoDB, moto's undo each other."""
    one_at_a_time, call = threading.RLock(), DynamoHandler.call_action

    def locked(handler: DynamoHandler) -> object:
        with one_at_a_time:
            return call(handler)

    monkeypatch.setattr(DynamoHandler, "call_action", locked)
