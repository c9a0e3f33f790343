"""The inquiry's process as it is deployed, with the real steps: straight, refused, waiting, and broken everywhere."""

import pytest

from madoguchi.linkage.rules_files import published
from tests.functions.linkage.core import NIIGATA, SANJO, STEPS, Core
from tests.statemachines.support import CRASHED, STATE_TIMED_OUT, THROTTLED, TIMED_OUT

WAITS = {"ProviderRetrySeconds": 60, "ProviderPatienceSeconds": 600, "TriesPerAttempt": 8}
PERMISSION = "child-allowance.claim/local-tax.income"
ON_THE_WAY = ("CheckGates", "FindCopy", "Release")
ENDED = {"until": "2026-10-31"}


class Inquiries:
    """The process and the core around it."""

    def __init__(self, core, process):
        self.core = core
        self.process = process("linkage/inquiry", {name: self._cold(name) for name in STEPS}, **WAITS)

    def _cold(self, name):
        def handler(event, context):
            self.core.cold()
            return self.core.steps[name].handler(event, context)

        return handler

    def asked(self, *args, **more):
        return self.core.ask(*args, **more)["processing_number"]

    def run(self, number, attempt=1):
        given = {"processing_number": number, "attempt": attempt, "correlation_id": "c" * 26}
        return self.process.run(f"{number}-{attempt}", given)

    def close(self, kind, id, **update):
        row = next(one for one in getattr(published(), kind) if one.id == id).model_dump(mode="json")
        self.core.operator("PUT", f"/rules/{kind}", {**row, **ENDED, **update})

    def attempts(self):
        return sorted(event["data"]["attempt"] for event in self.core.events("InquiryAccepted"))

    def effects(self):
        """What an inquiry leaves behind: results, records, events."""
        partitions = self.core.rows("PARTITIONS_TABLE")
        return {
            "results": sum("#RESULT#" in row["pk"] for row in partitions),
            "own records": sum("#RECORDS#" in row["pk"] for row in partitions),
            "records": len(self.core.rows("INQUIRIES_TABLE", "record")),
            "answers": len(self.core.events("InquiryAnswered")),
        }


ONCE = {"results": 1, "own records": 2, "records": 1, "answers": 1}
REFUSED = {"results": 0, "own records": 0, "records": 0, "answers": 1}


@pytest.fixture
def inquiries(stage, process, monkeypatch):
    core = Core(monkeypatch)
    core.populate()
    return Inquiries(core, process)


def test_the_straight_way(inquiries):
    number = inquiries.asked()

    run = inquiries.run(number)

    assert run.succeeded
    assert inquiries.process.calls == list(ON_THE_WAY)
    assert inquiries.core.fetched(number)["status"] == "answered"
    assert inquiries.effects() == ONCE


@pytest.mark.parametrize(
    ("kind", "id", "gate"),
    [
        ("permissions", PERMISSION, "permission"),
        ("assessments", f"{SANJO}/child-allowance", "pia-asker"),
        ("assessments", f"{NIIGATA}/local-tax", "pia-provider"),
    ],
)
def test_each_gate_refuses_by_its_name_and_nothing_moves(inquiries, kind, id, gate):
    number = inquiries.asked()
    inquiries.close(kind, id)

    run = inquiries.run(number)

    assert run.states[-1] == "Refused by a gate"
    assert (inquiries.core.fetched(number)["status"], inquiries.core.fetched(number)["gate"]) == ("refused", gate)
    assert inquiries.effects() == REFUSED


def test_a_provider_that_comes_back_answers_without_anybody_asking_again(inquiries):
    switch = f"/providers/{NIIGATA}"
    inquiries.core.operator("PUT", switch, {"status": "down"})
    number = inquiries.asked()
    waits = iter(range(3))

    def wait():
        if next(waits, None) is None:
            inquiries.core.operator("PUT", switch, {"status": "up"})

    inquiries.process.on_wait = wait
    run = inquiries.run(number)

    assert run.states.count("Wait for the provider") == 4
    assert run.states[-1] == "Answered"
    assert inquiries.effects() == ONCE


def test_a_provider_that_stays_down_is_waited_for_in_the_next_attempt(inquiries):
    inquiries.core.operator("PUT", f"/providers/{NIIGATA}", {"status": "down"})
    number = inquiries.asked()

    first = inquiries.run(number)
    inquiries.core.operator("PUT", f"/providers/{NIIGATA}", {"status": "up"})
    second = inquiries.run(number, attempt=2)

    assert first.states[-1] == "Carried on"
    assert first.states.count("Wait longer for the provider") == 2
    assert inquiries.attempts() == [1, 2]
    assert second.states[-1] == "Answered"
    assert inquiries.effects() == ONCE


def test_no_copy_is_an_answer(inquiries):
    number = inquiries.asked("ren", item="local-tax.income")

    assert inquiries.run(number).states[-1] == "Answered"
    assert inquiries.core.fetched(number)["outcome"] == "no_copy"
    assert inquiries.effects() == {**ONCE, "results": 0}


def test_what_no_copy_may_answer_is_left_to_the_providers_staff(inquiries):
    inquiries.core.copy("midori", automatic=False)
    number = inquiries.asked()

    assert inquiries.run(number).states[-1] == "With the provider's staff"
    assert inquiries.core.fetched(number)["waiting_for"] == "staff"
    assert inquiries.effects() == {"results": 0, "own records": 0, "records": 0, "answers": 0}


def test_a_provider_that_closes_between_finding_and_releasing_is_waited_for(inquiries):
    number = inquiries.asked()
    switch = f"/providers/{NIIGATA}"
    find = inquiries.process.handlers["FindCopy"]

    def find_then_close(event, context):
        said = find(event, context)
        if event["tries"] == 0:
            inquiries.core.operator("PUT", switch, {"status": "down"})
        return said

    inquiries.process.handlers["FindCopy"] = find_then_close
    inquiries.process.on_wait = lambda: inquiries.core.operator("PUT", switch, {"status": "up"})

    assert "Wait for the provider" in inquiries.run(number).states
    assert inquiries.effects() == ONCE


@pytest.mark.parametrize("worked", [False, True], ids=["before its work", "after its work"])
@pytest.mark.parametrize("error", [THROTTLED, TIMED_OUT, STATE_TIMED_OUT, CRASHED])
@pytest.mark.parametrize("step", ON_THE_WAY)
def test_a_step_that_breaks_once_is_repeated_and_nothing_is_doubled(inquiries, step, error, worked):
    number = inquiries.asked()
    (inquiries.process.faults.after if worked else inquiries.process.faults.before)(step, error)

    run = inquiries.run(number)

    assert run.states[-1] == "Answered"
    assert inquiries.effects() == ONCE


@pytest.mark.parametrize("worked", [False, True], ids=["before its work", "after its work"])
@pytest.mark.parametrize("error", [THROTTLED, TIMED_OUT, STATE_TIMED_OUT, CRASHED])
def test_a_refusal_that_breaks_once_is_recorded_once(inquiries, error, worked):
    number = inquiries.asked()
    inquiries.close("permissions", PERMISSION)
    (inquiries.process.faults.after if worked else inquiries.process.faults.before)("RecordRefusal", error)

    assert inquiries.run(number).states[-1] == "Refused by a gate"
    assert inquiries.effects() == REFUSED


@pytest.mark.parametrize("error", [THROTTLED, TIMED_OUT, STATE_TIMED_OUT, CRASHED])
def test_leaving_it_to_the_staff_survives_a_break(inquiries, error):
    inquiries.core.copy("midori", automatic=False)
    number = inquiries.asked()
    inquiries.process.faults.after("LeaveToStaff", error)

    assert inquiries.run(number).states[-1] == "With the provider's staff"
    assert len(inquiries.core.town("GET", f"/provisions/{NIIGATA}")["items"]) == 1


@pytest.mark.parametrize("error", [THROTTLED, TIMED_OUT, STATE_TIMED_OUT, CRASHED])
def test_carrying_on_survives_a_break_as_one_attempt(inquiries, error):
    inquiries.core.operator("PUT", f"/providers/{NIIGATA}", {"status": "down"})
    number = inquiries.asked()
    inquiries.process.faults.after("CarryOn", error)

    assert inquiries.run(number).states[-1] == "Carried on"
    assert inquiries.attempts() == [1, 2]


@pytest.mark.parametrize("step", ["CheckGates", "FindCopy", "Release"])
def test_a_crash_is_a_failure_never_a_refusal(inquiries, step):
    number = inquiries.asked()
    inquiries.process.faults.before(step, *["KeyError"] * 50)

    run = inquiries.run(number)

    assert run.status == "FAILED"
    assert inquiries.core.fetched(number)["status"] == "accepted"
    assert inquiries.effects() == {"results": 0, "own records": 0, "records": 0, "answers": 0}


@pytest.mark.parametrize("step", ["CheckGates", "FindCopy", "Release"])
def test_a_neighbour_that_is_long_away_is_waited_for(inquiries, step):
    number = inquiries.asked()
    inquiries.process.faults.before(step, *["Unavailable"] * 20)

    assert inquiries.run(number).states[-1] == "Answered"
    assert inquiries.effects() == ONCE


def test_an_execution_carries_ids_and_outcomes_alone(inquiries):
    number = inquiries.asked()

    run = inquiries.run(number)

    text = str(run.history)
    for secret in ("3040001", "1000101", "4812000", "みどり", *inquiries.core.codes()):
        assert secret not in text
