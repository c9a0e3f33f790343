"""These tests run when MADOGUCHI_LIVE_STAGE names a stage and AWS takes the credentials; else they are skipped, aloud."""

import os
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from ops.stages import client
from tests.live.stage import Live

STAGES = ("dev", "stg", "prod")
SKIPPED = pytest.StashKey[str]()


def why_not() -> str:
    """Why they cannot run here, or nothing. tests/conftest.py gives every other test credentials that are none."""
    stage = os.environ.get("MADOGUCHI_LIVE_STAGE", "")
    if stage not in STAGES:
        return f"no deployed stage: set MADOGUCHI_LIVE_STAGE to one of {', '.join(STAGES)} (make live STAGE=dev)"
    try:
        client("sts", stage).get_caller_identity()
    except (BotoCoreError, ClientError) as error:
        return f"no credentials for {stage}: {type(error).__name__}"
    return ""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    live = [item for item in items if "/tests/live/" in item.path.as_posix()]
    reason = why_not() if live else ""
    for item in live:
        item.add_marker(pytest.mark.live)
        if reason:
            item.add_marker(pytest.mark.skip(reason=reason))
    if reason:
        config.stash[SKIPPED] = f"{len(live)} live tests skipped: {reason}"


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if SKIPPED in config.stash:
        terminalreporter.write_line(config.stash[SKIPPED])


@pytest.fixture(scope="session")
def live() -> Live:
    return Live(os.environ["MADOGUCHI_LIVE_STAGE"])
