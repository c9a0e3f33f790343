"""Every version of every event that was ever announced stays readable: kept, unchanged, and true of its example."""

import hashlib
import json
import os
import re

import jsonschema_rs
import pytest

from tests.support.house import ROOT

EVENTS = ROOT / "events"
PUBLISHED = EVENTS / "published.json"
SCHEMAS = sorted(EVENTS.glob("*/*.v*.schema.json"))
NAME = re.compile(r"(?P<event>[A-Za-z]+)\.v(?P<version>[1-9][0-9]*)\.schema\.json")
IDS = {"event_id", "version", "occurred_at", "correlation_id"}


def name(schema):
    return schema.relative_to(EVENTS).as_posix()


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def digest(schema):
    """Of what it says, not of how it is written."""
    return hashlib.sha256(json.dumps(read(schema), sort_keys=True).encode()).hexdigest()


def versions():
    found = {}
    for schema in SCHEMAS:
        told = NAME.fullmatch(schema.name)
        found.setdefault(f"{schema.parent.name}/{told['event']}", set()).add(int(told["version"]))
    return found


def test_every_version_from_the_first_is_kept():
    holes = [
        f"{event}: {', '.join(map(str, sorted(kept)))}"
        for event, kept in versions().items()
        if kept != set(range(1, max(kept) + 1))
    ]

    assert versions()
    assert holes == []


def test_what_was_published_is_never_changed():
    """`make golden` writes new versions down and leaves the old ones: another meaning is another version."""
    now = {name(schema): digest(schema) for schema in SCHEMAS}
    published = read(PUBLISHED)
    if os.environ.get("MADOGUCHI_GOLDEN") == "write":
        published = now | published
        PUBLISHED.write_text(json.dumps(dict(sorted(published.items())), indent=1) + "\n", encoding="utf-8")

    assert [f"not written down: {each}" for each in now if each not in published] == []
    assert [each for each, was in published.items() if now.get(each) != was] == []


@pytest.mark.parametrize("schema", SCHEMAS, ids=name)
def test_an_example_of_every_version_still_parses(schema):
    example = read(schema.with_name(schema.name.replace(".schema.", ".example.")))

    assert jsonschema_rs.is_valid(read(schema), example, validate_formats=True)
    assert set(example["metadata"]) == IDS
    assert f".v{example['metadata']['version']}." in schema.name


@pytest.mark.parametrize("schema", SCHEMAS, ids=name)
@pytest.mark.parametrize("part", ["metadata", "data"])
def test_an_event_takes_nothing_more_than_its_version_says(schema, part):
    example = read(schema.with_name(schema.name.replace(".schema.", ".example.")))
    example[part]["more"] = "x"

    assert not jsonschema_rs.is_valid(read(schema), example)
