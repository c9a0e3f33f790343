"""What the catalogue announces is described by a schema and an example that are checked in and kept for ever."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import jsonschema_rs

from madoguchi.procedures.model.published import ProcedurePublished

FOLDER = Path(__file__).parents[3] / "events" / "procedures"
SCHEMA, EXAMPLE = FOLDER / "ProcedurePublished.v1.schema.json", FOLDER / "ProcedurePublished.v1.example.json"


def schema():
    metadata = {
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
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "ProcedurePublished",
        "type": "object",
        "properties": {"metadata": metadata, "data": ProcedurePublished.model_json_schema()},
        "required": ["metadata", "data"],
        "additionalProperties": False,
    }


def example():
    now = datetime(2026, 10, 1, 0, 30, tzinfo=UTC)
    published = ProcedurePublished(municipality="152048", snapshot=3)
    return published.event(event_id="e" * 26, now=now, correlation_id="c" * 26).detail()


def kept(path, now):
    if os.environ.get("MADOGUCHI_GOLDEN") == "write":
        path.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n")
    return json.loads(path.read_text())


def test_the_schema_is_the_models():
    assert kept(SCHEMA, schema()) == schema()


def test_the_example_is_what_is_announced_and_fits_the_schema():
    assert kept(EXAMPLE, example()) == example()
    assert jsonschema_rs.is_valid(
        json.loads(SCHEMA.read_text()), json.loads(EXAMPLE.read_text()), validate_formats=True
    )


def test_an_example_once_published_still_parses():
    assert ProcedurePublished.model_validate(json.loads(EXAMPLE.read_text())["data"]).snapshot == 3
