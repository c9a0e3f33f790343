"""Linkage's events as consumers see them: schema and example are files, and the model still says the same."""

import json
from datetime import date, datetime
from pathlib import Path

import jsonschema_rs
import pytest

from madoguchi.linkage.model.inquiry import Inquiry, told

FOLDER = Path(__file__).parents[3] / "events" / "linkage"
AT = datetime.fromisoformat("2026-11-05T01:00:00+00:00")
TYPES = ("InquiryAccepted", "InquiryAnswered")
INQUIRY = Inquiry(
    processing_number="a" * 26,
    provider_number="b" * 26,
    asker="152048",
    provider="151009",
    affair="child-allowance.claim",
    item="local-tax.income",
    period="2026",
    addressee_number="3040001",
    case="ABCD2345EFGH6789",
    status="accepted",
    asked_on=date(2026, 11, 5),
    requested_at=AT,
    rules_version="2026-10-01",
    correlation_id="c" * 26,
)


def read(type, what):
    return json.loads((FOLDER / f"{type}.v1.{what}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("type", TYPES)
def test_the_example_is_what_the_model_announces(type):
    assert told(INQUIRY, type, event_id="e" * 26, now=AT).detail() == read(type, "example")


@pytest.mark.parametrize("type", TYPES)
def test_the_example_keeps_the_schema(type):
    assert jsonschema_rs.is_valid(read(type, "schema"), read(type, "example"))


@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize("leak", ["person_id", "code", "addressee_number", "result", "provider"])
def test_an_event_has_no_room_for_more_than_ids(type, leak):
    example = read(type, "example")

    assert not jsonschema_rs.is_valid(read(type, "schema"), {**example, "data": {**example["data"], leak: "x"}})
