"""What applications announce is described by schemas and examples that are checked in and kept for ever."""

import json
import os
from pathlib import Path

import jsonschema_rs
import pytest

from madoguchi.applications.model import events
from tests.unit.applications.samples import decided, delivered, occasion, received, returned

FOLDER = Path(__file__).parents[3] / "events" / "applications"
TEXT, COUNT = {"type": "string", "minLength": 1}, {"type": "integer", "minimum": 1}
WHOSE = {"application_id": TEXT, "account_id": TEXT, "receipt": TEXT, "municipality": {"pattern": "^[0-9]{6}$", **TEXT}}
SUBMITTED = {**WHOSE, "revision": COUNT, "procedure_id": TEXT}
DATA = {
    events.RECEIVED: SUBMITTED,
    events.DELIVERED: SUBMITTED,
    events.EXAMINED: {**WHOSE, "revision": COUNT},
    events.RETURNED: {**WHOSE, "return_id": TEXT},
    events.DECIDED: {**WHOSE, "decision_id": TEXT},
    events.WITHDRAWN: {**WHOSE, "revision": COUNT},
}
MADE = {
    events.RECEIVED: lambda: events.received(received(), occasion()),
    events.DELIVERED: lambda: events.delivered(delivered(), occasion()),
    events.EXAMINED: lambda: events.examined(delivered(), occasion()),
    events.RETURNED: lambda: events.returned(returned(), occasion(), "return-1"),
    events.DECIDED: lambda: events.decided(decided(), occasion(), "decision-1"),
    events.WITHDRAWN: lambda: events.withdrawn(delivered(), occasion()),
}
NAMES = sorted(DATA)


def closed(properties):
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def schema(name):
    metadata = {
        "event_id": TEXT,
        "version": {"const": 1},
        "occurred_at": {"type": "string", "format": "date-time"},
        "correlation_id": TEXT,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": name,
        **closed({"metadata": closed(metadata), "data": closed(DATA[name])}),
    }


def kept(name, what, now):
    path = FOLDER / f"{name}.v1.{what}.json"
    if os.environ.get("MADOGUCHI_GOLDEN") == "write":
        FOLDER.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n")
    return json.loads(path.read_text())


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_is_what_was_promised(name):
    assert kept(name, "schema", schema(name)) == schema(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_example_is_what_is_announced_and_fits_the_schema(name):
    event = MADE[name]()

    assert (event.type, event.source) == (name, "madoguchi.applications")
    example = kept(name, "example", event.detail())
    assert example == event.detail()
    assert jsonschema_rs.is_valid(kept(name, "schema", schema(name)), example, validate_formats=True)


def test_every_checked_in_event_is_still_announced():
    assert sorted({path.name.split(".")[0] for path in FOLDER.glob("*.json")}) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_an_event_holds_ids_and_counts_only(name):
    assert set(DATA[name]) <= {
        *("application_id", "account_id", "receipt", "municipality", "revision"),
        *("procedure_id", "return_id", "decision_id"),
    }
