"""The harness itself: it runs a file as it is, breaks a function once on demand, and lets no process hang."""

import pytest

from tests.statemachines.support import CRASHED, STATE_TIMED_OUT, THROTTLED, TIMED_OUT

STEPS = ("CheckSignature", "ScanAttachments", "SealPackage", "Deliver", "RecordDelivery")
GIVEN = {"application_id": "a", "receipt": "R", "revision": 1, "correlation_id": "c"}


def answering(**outcomes):
    said = {"CheckSignature": "good", "ScanAttachments": "clean", **outcomes}
    return {step: lambda _event, _context, step=step: {"outcome": said.get(step, "done")} for step in STEPS}


def test_it_runs_the_file_with_the_handlers(process):
    intake = process("applications/intake", answering(), ParkSeconds=60)

    run = intake.run("R-1-1", GIVEN)

    assert run.succeeded
    assert intake.calls == list(STEPS)
    assert intake.inputs[0] == GIVEN


def test_an_outcome_that_nobody_named_is_a_failure(process):
    intake = process("applications/intake", answering(CheckSignature="maybe"), ParkSeconds=60)

    run = intake.run("R-1-1", GIVEN)

    assert run.status == "FAILED"
    assert intake.calls == ["CheckSignature"]


@pytest.mark.parametrize("error", [THROTTLED, TIMED_OUT, STATE_TIMED_OUT, CRASHED])
def test_a_fault_is_retried_under_the_name_it_would_have(process, error):
    intake = process("applications/intake", answering(), ParkSeconds=60)
    intake.faults.after("Deliver", error)

    run = intake.run("R-1-1", GIVEN)

    assert run.succeeded
    assert intake.calls.count("Deliver") == 2


def test_a_wait_takes_no_time_and_lets_the_world_change(process):
    outcomes = ["pending", "clean"]
    handlers = answering() | {"ScanAttachments": lambda _event, _context: {"outcome": outcomes[0]}}
    intake = process("applications/intake", handlers, ParkSeconds=3600)
    intake.on_wait = lambda: outcomes.pop(0)

    run = intake.run("R-1-1", GIVEN)

    assert run.succeeded
    assert run.states[2:6] == [
        "Scan the attachments",
        "Are the attachments scanned?",
        "Wait for the scan",
        "Scan the attachments",
    ]


def test_a_process_that_waits_for_ever_is_stopped(process):
    intake = process("applications/intake", answering(ScanAttachments="pending"), ParkSeconds=1)

    assert not intake.run("R-1-1", GIVEN).succeeded


def test_a_placeholder_without_a_filling_is_refused(process):
    with pytest.raises(KeyError, match="ParkSeconds"):
        process("applications/intake", answering())
