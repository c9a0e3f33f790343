"""A receipt's story: its stations in order, and every gap by name."""

from datetime import UTC, datetime, timedelta

import pytest

from ops.logs import durations, since
from ops.story import STATIONS, chains_of, gaps, ordered, passed, said
from tests.support.house import entries

NOON = datetime(2026, 11, 5, 12, tzinfo=UTC)
RECEIPT = "RECEIPT234567892"


def line(second, station, **keys):
    """A line that shows `station` was passed, `second` seconds after noon."""
    import json

    capability, function = station.place.split("/")
    place = {"capability": capability, "function": function, "message": station.message or "answered"}
    told = {**place, "correlation_id": "chain-1", "receipt": RECEIPT, "duration_ms": 100, **station.has, **keys}
    return said(json.dumps(told), NOON + timedelta(seconds=second, milliseconds=100))


def whole():
    return [line(second, station) for second, station in enumerate(STATIONS)]


def test_a_whole_journey_has_every_station_and_no_gap():
    found = passed(ordered(reversed(whole())))

    assert [station.name for station, seen in found if seen] == [station.name for station in STATIONS]
    assert gaps(found) == []


@pytest.mark.parametrize("missing", [n for n, station in enumerate(STATIONS[:-1]) if station.always])
def test_a_station_that_left_no_line_is_named(missing):
    lines = [each for number, each in enumerate(whole()) if number != missing]

    told = gaps(passed(lines))

    assert told and STATIONS[missing].name in told[0]


def test_what_not_every_application_passes_is_no_gap():
    lines = [each for each, station in zip(whole(), STATIONS, strict=True) if station.always]

    assert gaps(passed(lines)) == []


def test_an_application_that_stands_still_says_where_and_what_comes_next():
    assert gaps(passed(whole()[:5])) == ["it stands after: attachments scanned; next is: package sealed"]


def test_a_try_that_failed_is_no_station_passed():
    lines = [line(n, station, **({"error": "Unavailable"} if n == 2 else {})) for n, station in enumerate(STATIONS)]

    assert gaps(passed(lines)) == [f"no line shows: {STATIONS[2].name} ({STATIONS[2].place})"]


def test_a_receipt_that_nobody_knows_is_said_to_be_unknown():
    assert "no station was passed" in gaps(passed([]))[0]


def test_a_line_counts_from_when_its_work_began():
    slow, quick = line(0, STATIONS[6], duration_ms=5000), line(-2, STATIONS[7], duration_ms=10)

    assert [each.place for each in ordered([quick, slow])] == [STATIONS[6].place, STATIONS[7].place]


def test_a_receipt_leads_to_its_chains_and_what_the_runtime_says_is_no_line():
    assert chains_of(whole(), RECEIPT) == {"chain-1"}
    assert chains_of(whole(), "ANOTHER") == set()
    assert said("START RequestId: 1 Version: $LATEST", NOON) is None
    assert said('["a list"]', NOON) is None


def test_every_station_is_a_function_that_there_is():
    there = {entry.replace("_", "-") for entry in entries()}

    assert {station.place for station in STATIONS} <= there


def test_an_executions_states_are_told_with_their_seconds():
    events = [
        {"type": "TaskStateEntered", "timestamp": NOON, "stateEnteredEventDetails": {"name": "Deliver"}},
        {
            "type": "TaskStateExited",
            "timestamp": NOON + timedelta(seconds=3),
            "stateExitedEventDetails": {"name": "Deliver"},
        },
    ]

    assert durations(events) == [("Deliver", 3.0)]


def test_since_is_read_as_people_write_it():
    assert since("30m", NOON) == NOON - timedelta(minutes=30)
    with pytest.raises(SystemExit):
        since("yesterday", NOON)
