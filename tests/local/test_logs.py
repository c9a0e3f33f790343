"""One receipt followed through a really deployed stack: every station of the journey, in order, by what each left."""

from datetime import UTC, datetime, timedelta

import pytest

from ops import stages
from ops.logs import Stage, follow
from ops.story import STATIONS, gaps, passed


@pytest.fixture(scope="module")
def since():
    return datetime.now(UTC) - timedelta(hours=2)


@pytest.fixture(scope="module")
def logs(stage):
    return Stage("local", lambda service: stages.client(service, "local"))


@pytest.fixture(scope="module")
def lines(journey, logs, since):
    """Every line of the journey's chain."""
    return [line for line in logs.lines(since) if line.chain == journey["correlation_id"]]


def test_the_journeys_receipt_shows_every_station_in_order(lines):
    found = passed(lines)

    assert [station.name for station, line in found if line is None] == []
    assert len(found) == len(STATIONS)
    assert gaps(found) == []


def test_no_capability_is_silent_on_the_way(lines):
    """From the door to the sealed zone: what a citizen and an officer did together, under one id."""
    spoke = {line.capability for line in lines}

    assert {"identity", "procedures", "applications", "notices", "municipal", "linkage", "ledger", "numbering"} <= spoke


def test_each_line_says_where_it_is_from_and_how_long_it_took(lines):
    done = [line for line in lines if line.message != "called"]
    lacking = [line.keys for line in done if not {"stage", "duration_ms", "level"} <= set(line.keys)]

    assert lacking == []
    assert {line.keys["stage"] for line in done} == {"local"}


def test_the_metrics_of_the_promises_are_measured_on_the_way(lines):
    measured = {name for line in lines for name in line.keys}

    assert {"ArrivalToInbox", "InquiryAnswered", "NoticeDelay", "Requests", "Latency", "Steps", "Messages"} <= measured


def test_the_story_tells_the_executions_with_their_states(journey, logs, since):
    told = "\n".join(follow(logs, journey["receipt"], since))

    assert f"applications-intake {journey['receipt']}-1-1: SUCCEEDED" in told
    assert f"applications-intake {journey['receipt']}-2-1: SUCCEEDED" in told
    assert "linkage-inquiry" in told
    assert "Check the signature" in told
    assert told.rstrip().endswith("none")
