"""Notices reads what applications writes down: every example in events/applications becomes a notice."""

import json

import pytest

from madoguchi.notices.model.notice import KIND_OF_EVENT, Names, occasion
from madoguchi.notices.model.texts import in_app
from tests.support.house import ROOT

FOLDER = ROOT / "events" / "applications"


def examples(kind):
    """The examples of every version ever written down."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob(f"{kind}.v*.example.json"))]


@pytest.mark.parametrize("kind", KIND_OF_EVENT)
def test_every_version_of_an_event_becomes_a_notice(kind):
    assert examples(kind)
    for example in examples(kind):
        told = occasion({"type": kind, **example.get("detail", example)})

        assert told.receipt in in_app(told, Names(), "ja").body


def test_every_event_of_an_application_is_told():
    announced = {file.name.split(".")[0] for file in FOLDER.glob("*.v*.schema.json")}

    assert announced - set(KIND_OF_EVENT) == set()
