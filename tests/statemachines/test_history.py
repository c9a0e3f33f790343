"""An execution's history ends at 25,000 events: a month of outage must fit, and its end be noticed within minutes."""

from itertools import count

import pytest

from tests.statemachines import asl

MONTH = 30 * 86_400
MOST_EVENTS = 20_000  # of 25,000, where AWS ends an execution
RECOVERY_SECONDS = 600
ATTEMPT_EVENTS = 3  # TaskScheduled, TaskStarted, and TaskFailed or TaskTimedOut
OUTAGE = {"Lambda.ServiceException", "Lambda.TooManyRequestsException", "Sandbox.Timedout", "States.Timeout"}
OUTAGE |= {"Unavailable"}
CALLS = [
    (file, name, state)
    for file in asl.files()
    for machine in asl.machines(asl.parsed(file.read_text()))
    for name, state in machine["States"].items()
    if name in asl.invokes(machine["States"])
]
# A state that waits and comes back is counted: what it waits for, and why that ends within one history.
COUNTED = {
    "Wait for the scan": "an hour; then the step says Unavailable, and is retried like any outage",
    "Wait for the provider": "${TriesPerAttempt} looks of an attempt, then the next attempt goes on",
    "Wait longer for the provider": "${TriesPerAttempt} looks of an attempt, then the next attempt goes on",
}


def delays(retry):
    """Seconds between two attempts, as the process file says; without jitter it is exact."""
    for attempt in count():
        if attempt == retry["MaxAttempts"]:
            return
        yield min(retry["IntervalSeconds"] * retry["BackoffRate"] ** min(attempt, 60), retry["MaxDelaySeconds"])


def sat_out(retry, seconds):
    """(attempts, the longest pause) of an outage of `seconds`; None when the process gives up before its end."""
    passed, longest = 0.0, 0.0
    for attempts, pause in enumerate(delays(retry), start=2):
        passed, longest = passed + pause, max(longest, pause)
        if passed > seconds:
            return attempts, longest
    return None


def of_outages(state):
    (found,) = [retry for retry in state["Retry"] if set(retry["ErrorEquals"]) >= OUTAGE]
    return found


@pytest.mark.parametrize(("file", "name", "state"), CALLS, ids=[name for _, name, _ in CALLS])
def test_a_month_of_outage_fits_in_one_history_and_its_end_is_noticed(file, name, state):
    retry = of_outages(state)

    found = sat_out(retry, MONTH)

    assert found, f"{name} gives up within a month"
    attempts, longest = found
    assert "JitterStrategy" not in retry, "FULL jitter halves the pauses, and doubles the events"
    assert attempts * ATTEMPT_EVENTS <= MOST_EVENTS
    assert longest <= RECOVERY_SECONDS


def test_every_wait_that_comes_back_is_counted():
    waits = {
        name
        for file in asl.files()
        for machine in asl.machines(asl.parsed(file.read_text()))
        for name, state in machine["States"].items()
        if state["Type"] == "Wait"
    }

    assert waits == COUNTED.keys()


def test_a_provider_that_stays_away_ends_its_attempt_in_time(local_and_prod_tries):
    looks = max(local_and_prod_tries)
    events_of_a_look = 5 + 2 + 2 + 2  # the task, two choices, the wait

    assert looks * events_of_a_look <= MOST_EVENTS


@pytest.fixture
def local_and_prod_tries():
    text = (asl.FOLDER.parent / "infra/capabilities/linkage.py").read_text()
    return [int(line.split('"')[3]) for line in text.splitlines() if '"TriesPerAttempt"' in line]


def test_an_old_pace_would_not_have_fitted():
    """Six tries with jitter, two minutes parked, and again: 25,000 events in less than two days."""
    loop_events, loop_seconds = 7 * ATTEMPT_EVENTS + 4, 63 / 2 + 120

    assert MONTH / loop_seconds * loop_events > 25_000


def test_a_process_that_gives_up_early_is_seen():
    assert sat_out({"IntervalSeconds": 1, "BackoffRate": 2, "MaxAttempts": 6, "MaxDelaySeconds": 60}, MONTH) is None
