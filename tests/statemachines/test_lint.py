"""The house rules of processes, on every file."""

from pathlib import Path

import pytest

from tests.statemachines import asl

CALL = {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "1"}}
RETRY = [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 2, "MaxDelaySeconds": 60}]
DONE = {"Type": "Succeed"}


@pytest.mark.parametrize("path", asl.files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_process_file_keeps_the_house_rules(path: Path):
    assert asl.problems(asl.parsed(path.read_text())) == []


def test_there_are_processes_to_check():
    assert asl.files()


def test_a_number_placeholder_without_quotes_is_filled_before_parsing():
    text = '{"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": ${Park}, "End": true}}}'

    assert asl.parsed(text)["States"]["Wait"]["Seconds"] == 1


@pytest.mark.parametrize(
    ("states", "problem"),
    [
        ({"A": {"Type": "Pass", "Next": "B"}}, "A: there is no 'B'"),
        ({"A": DONE, "B": DONE}, "B: no way leads here"),
        (
            {"A": {"Type": "Choice", "Choices": [], "Default": "B"}, "B": DONE},
            "A: a Choice names every outcome and has no Default",
        ),
        ({"A": {**CALL, "End": True}}, "A: a function call states its Retry"),
        (
            {"A": {**CALL, "Retry": [{"ErrorEquals": ["States.ALL"]}], "End": True}},
            "A: a Retry states MaxDelaySeconds of 600 at most",
        ),
        (
            {"A": {**CALL, "Retry": RETRY, "Catch": [{"Next": "B"}], "Next": "B"}, "B": DONE},
            "A: a Catch reaches the outcome 'B'",
        ),
        (
            {
                "A": {**CALL, "Retry": RETRY, "Catch": [{"Next": "C"}], "Next": "B"},
                "B": DONE,
                "C": {"Type": "Pass", "Next": "A"},
            },
            "A: a Catch comes back without a Wait",
        ),
        (
            {
                "A": {**CALL, "Retry": RETRY, "Catch": [{"Next": "C"}], "Next": "B"},
                "B": DONE,
                "C": {"Type": "Wait", "Seconds": 1, "Next": "B"},
            },
            "A: a Catch reaches the outcome 'B'",
        ),
    ],
)
def test_each_breach_is_named(states: asl.States, problem: str):
    assert asl.problems({"StartAt": "A", "States": states}) == [problem]


def test_a_breach_inside_a_map_or_a_branch_is_found():
    inner = {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "Nowhere"}}}
    outer = {"Type": "Map", "ItemProcessor": inner, "Next": "Both"}
    both = {"Type": "Parallel", "Branches": [inner], "End": True}

    found = asl.problems({"StartAt": "Each", "States": {"Each": outer, "Both": both}})

    assert found == ["A: there is no 'Nowhere'"] * 2


def test_a_catch_that_waits_and_returns_or_fails_is_in_order():
    called = {**CALL, "Retry": RETRY, "Catch": [{"Next": "Park"}, {"Next": "Stop"}], "Next": "Done"}
    states = {
        "Call": called,
        "Park": {"Type": "Wait", "Seconds": 1, "Next": "Call"},
        "Stop": {"Type": "Fail"},
        "Done": DONE,
    }

    assert asl.problems({"StartAt": "Call", "States": states}) == []
