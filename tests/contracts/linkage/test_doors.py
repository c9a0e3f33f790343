"""What linkage's doors can say at all: no field of any of them carries a code or a person id."""

import importlib
import json

import pytest

DOORS = ("linkage.municipal_api", "linkage.portal_api", "linkage.operator_api", "ledger.records_api")
NEVER = {"person_id", "institution_code", "fugo", "individual_number", "resident_code"}
INSTITUTION = {"Place"}  # an institution's own public code


def document(door):
    app = importlib.import_module(f"functions.{door}").app
    return json.loads(app.get_openapi_json_schema())


def fields(door):
    """Every (model, field) of a door, the names they travel under."""
    models = document(door).get("components", {}).get("schemas", {})
    return {(model, field) for model, schema in models.items() for field in schema.get("properties", {})}


@pytest.mark.parametrize("door", DOORS)
def test_no_field_carries_a_code_or_a_person_id(door):
    found = fields(door)

    assert [pair for pair in found if pair[1] in NEVER] == []
    assert {model for model, field in found if field == "code"} <= INSTITUTION


def test_the_search_would_find_one():
    assert ("PersonId", "person_id") in fields("numbering.sealed_api")


def test_the_municipal_door_has_the_agreed_routes():
    paths = {
        (method.upper(), path) for path, ways in document("linkage.municipal_api")["paths"].items() for method in ways
    }

    assert {
        ("POST", "/municipal/inquiries"),
        ("GET", "/municipal/inquiries/{asker}/{processing_number}"),
        ("POST", "/municipal/inquiries/{asker}/{processing_number}/acknowledge"),
        ("PUT", "/municipal/pairings"),
        ("GET", "/municipal/sealing-key"),
        ("PUT", "/municipal/copies"),
        ("PUT", "/municipal/representations"),
        ("POST", "/municipal/entries"),
    } <= paths
