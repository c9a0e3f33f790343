"""Rows, drift and doors: what makes a benchmark fail, and what it may not overlook."""

from benchmarks import counts, doors
from benchmarks.rows import against, read, within, write

STEP = {
    "name": "submit",
    "by": "door",
    "calls": {"dynamodb:GetItem": 4},
    "units": [["t", "", "a town", "write", 6]],
    "functions": ["applications/public_api"],
    "neighbours": 0,
    "events": ["ApplicationReceived"],
    "logged": 1,
    "transitions": 0,
}


def test_a_row_is_above_its_limit_by_its_ratio():
    assert against("x", "ms", 3, 2, 1.5).above is False
    assert against("x", "ms", 3.1, 2, 1.5).above is True
    assert within("x", "calls", 4, 4).above is False
    assert within("x", "calls", 5, 4).above is True


def test_a_target_of_nothing_is_met_by_nothing_alone():
    assert within("x", "doors", 0, 0).above is False
    assert within("x", "doors", 1, 0).above is True


def test_rows_are_kept_as_they_were_measured(tmp_path):
    rows = [within("x", "calls", 4, 4), against("y", "ms", 3, 2, 1.5)]

    write(rows, tmp_path / "bench.json")

    assert read(tmp_path / "bench.json") == rows


def test_what_has_no_limit_yet_is_above_it():
    allowed = {"calls": 4, "write": 6, "events": 1}

    assert [row.name for row in counts.rows_of(STEP, allowed) if row.above] == []
    assert [row.name for row in counts.rows_of(STEP, {"calls": 4}) if row.above] == [
        "write units: submit",
        "events: submit",
    ]


def test_one_call_more_is_a_drift_and_one_unit_more_is_none():
    more = {**STEP, "calls": {"dynamodb:GetItem": 5}}
    larger = {**STEP, "units": [["t", "", "a town", "write", 7]]}

    assert counts.drifted([more], [STEP]) == ["submit"]
    assert counts.drifted([larger], [STEP]) == []
    assert counts.drifted([], [STEP]) == ["submit"]


def test_every_counted_step_has_a_limit():
    allowed = counts.limits()
    above = [
        row.name for step in counts.kept() for row in counts.rows_of(step, allowed.get(step["name"], {})) if row.above
    ]

    assert above == []
    assert sorted(allowed.keys() - {step["name"] for step in counts.kept()}) == []


def test_every_door_is_found_and_one_that_nobody_measured_is_named():
    found = doors.doors()

    assert "applications/public_api" in found
    assert "applications/check_signature" not in found
    assert doors.unmeasured([{"entry": entry} for entry in found[1:]]) == found[:1]
