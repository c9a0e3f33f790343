"""What a town announces: schema and example are files kept for ever, and the model still says the same."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs
import pytest

from madoguchi.municipal.model import events
from madoguchi.municipal.model.occasion import Occasion

FOLDER = Path(__file__).parents[3] / "events" / "municipal"
CASE = {"municipality": "152048", "receipt": "A2B3C4D5E6F7G8H9"}
PAYLOADS = {
    "CaseDelivered": events.CaseDelivered(**CASE, revision=1),
    "CaseExamined": events.CaseExamined(**CASE, revision=1),
    "CaseReturned": events.CaseReturned(**CASE, return_id="r" * 26),
    "CaseDecided": events.CaseDecided(**CASE, decision_id="d" * 26),
    "LookUpRecorded": events.LookUpRecorded(municipality="152048", entry_id="n" * 26, phase="before"),
}
METADATA = {
    "type": "object",
    "properties": {
        "event_id": {"type": "string"},
        "version": {"const": 1},
        "occurred_at": {"type": "string", "format": "date-time"},
        "correlation_id": {"type": "string"},
    },
    "required": ["event_id", "version", "occurred_at", "correlation_id"],
    "additionalProperties": False,
}


def schema(payload):
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": type(payload).__name__,
        "type": "object",
        "properties": {"metadata": METADATA, "data": type(payload).model_json_schema()},
        "required": ["metadata", "data"],
        "additionalProperties": False,
    }


def example(payload):
    now = datetime(2026, 11, 5, 0, 30, tzinfo=UTC)
    at = Occasion(now=now, wall=now, correlation_id="c" * 26, new_id=lambda: "e" * 26)
    return events.event_of(payload, at).detail()


def kept(name, what, now):
    path = FOLDER / f"{name}.v1.{what}.json"
    if os.environ.get("MADOGUCHI_GOLDEN") == "write":
        path.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return json.loads(path.read_text(encoding="utf-8"))


def test_every_event_has_its_files():
    assert {event.__name__ for event in events.ALL} == set(PAYLOADS)
    assert {path.name.split(".")[0] for path in FOLDER.glob("*.json")} == set(PAYLOADS)


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_schema_is_the_models(name):
    assert kept(name, "schema", schema(PAYLOADS[name])) == schema(PAYLOADS[name])


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_example_is_what_is_announced_and_fits_the_schema(name):
    shown = kept(name, "example", example(PAYLOADS[name]))

    assert shown == example(PAYLOADS[name])
    assert jsonschema_rs.is_valid(kept(name, "schema", schema(PAYLOADS[name])), shown, validate_formats=True)


@pytest.mark.parametrize("name", PAYLOADS)
def test_an_event_has_no_room_for_more_than_ids(name):
    shown = example(PAYLOADS[name])
    leaking = {**shown, "data": {**shown["data"], "name": "x"}}

    assert not jsonschema_rs.is_valid(schema(PAYLOADS[name]), leaking)
