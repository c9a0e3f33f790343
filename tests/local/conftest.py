"""The local stage that these tests speak to: the one MADOGUCHI_HOME names, running (make test starts its own)."""

import pytest

from sandbox.demo.clients import Endpoints
from sandbox.demo.journey import Journey
from sandbox.localcloud.settings import settings


@pytest.fixture(scope="session")
def stage():
    return settings()


@pytest.fixture(scope="session")
def endpoints(stage):
    return Endpoints.read(stage.home)


@pytest.fixture(scope="session")
def told():
    return []


@pytest.fixture(scope="session")
def journey(endpoints, stage, told):
    """The whole journey, played once; what it says is kept for the failing test's output."""
    return Journey(endpoints, stage, tell=told.append).play()
