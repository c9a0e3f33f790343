"""The core on moto."""

import pytest
from moto import mock_aws

from tests.functions.linkage.core import Core


@pytest.fixture
def core(monkeypatch):
    with mock_aws():
        yield Core(monkeypatch)


@pytest.fixture
def town(core):
    core.populate()
    return core
