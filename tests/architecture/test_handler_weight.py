"""Which modules a handler loads at start: exact where milliseconds would be flaky. boto3 and pydantic are the floor."""

import pytest

from tests.support.house import entries

# Slow to load, or belonging to tests and synth.
HEAVY = {
    "asn1crypto",
    "aws_cdk",
    "aws_xray_sdk",
    "cryptography",
    "hypothesis",
    "jaconv",
    "jpholiday",
    "jsii",
    "jsonschema",
    "jsonschema_rs",
    "moto",
    "numpy",
    "pydantic_settings",
    "pytest",
    "requests",
    "sandbox",
}
# A handler that needs one at start, and why. Late imports inside a function need no line here.
CARDS = {"cryptography": "certificates and their signatures are checked here", "asn1crypto": "so is their OCSP answer"}
CODES = {"cryptography": "institution codes are sealed and opened with AES-SIV"}
NEEDS: dict[str, dict[str, str]] = {
    "identity/login_api": CARDS,
    "identity/citizen_api": CARDS,
    "identity/verify_challenge": CARDS,
    "identity/rotate_origin": dict.fromkeys(CARDS, "identity's wiring brings them; it runs once a month, for minutes"),
    "linkage/find_copy": CODES,
    "linkage/leave_to_staff": CODES,
    "linkage/municipal_api": CODES,
    "linkage/portal_api": CODES,
    "linkage/release": CODES,
}


@pytest.mark.parametrize("entry", entries())
def test_a_handler_loads_nothing_heavy(entry, handlers):
    told = handlers[entry]
    assert told["error"] == ""

    loaded = {name.split(".")[0] for name in told["modules"]} & HEAVY

    assert sorted(loaded - set(NEEDS.get(entry, {}))) == []


@pytest.mark.parametrize("entry", NEEDS)
def test_every_need_is_still_one(entry, handlers):
    loaded = {name.split(".")[0] for name in handlers[entry]["modules"]}

    assert sorted(set(NEEDS[entry]) - loaded) == []
    assert all(NEEDS[entry].values())


@pytest.mark.parametrize("entry", entries())
def test_a_handler_loads_its_own_slice(entry, handlers):
    """Wirings are per capability: loading a neighbour's would load its adapters as well."""
    capability = entry.split("/")[0]
    loaded = {name for name in handlers[entry]["modules"] if name.startswith("madoguchi.wiring.")}

    assert sorted(loaded - {f"madoguchi.wiring.{capability}"}) == []


@pytest.mark.parametrize("entry", entries())
def test_a_door_is_the_only_place_that_loads_the_resolver(entry, handlers):
    """A step is a plain function: the validating resolver costs it a third of its start."""
    loaded = "aws_lambda_powertools.event_handler.api_gateway" in handlers[entry]["modules"]

    assert loaded == entry.endswith("_api")
