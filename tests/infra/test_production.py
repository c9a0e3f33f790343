"""Nothing of the local stage reaches production: no stand-in, no localhost, no settable clock."""

import json

import pytest

from tests.support.house import ROOT

LOCAL_WORDS = ("localhost", "127.0.0.1", "sandbox", "stand-in", ":4566", ":4567", "clock_file", "moto", "jpki-test")
LAMBDAS_OWN = "sandbox.timedout"  # the error name that Lambda gives a timeout


def words(resource):
    return json.dumps(resource.body.get("Properties", {}), ensure_ascii=False).lower().replace(LAMBDAS_OWN, "")


@pytest.mark.parametrize("word", LOCAL_WORDS)
def test_production_templates_do_not_know_the_local_stage(word, prod):
    assert [str(resource) for resource in prod.resources if word in words(resource)] == []


def test_production_parks_no_poison(prod):
    parked = [
        str(function)
        for function in prod.of("AWS::Lambda::Function")
        if function.properties.get("Environment", {}).get("Variables", {}).get("PARK_POISON", "0") != "0"
    ]

    assert parked == []


def test_the_local_stage_does_have_what_production_must_not(local):
    """Otherwise the searches above would look for something that is called otherwise by now."""
    text = json.dumps(local.templates).lower()

    assert "localhost" in text
    assert '"park_poison": "1"' in text


def files(prod):
    for asset in prod.assets:
        yield from ([asset] if asset.is_file() else (file for file in asset.rglob("*") if file.is_file()))


def test_no_stand_in_is_shipped(prod):
    shipped = [str(file.relative_to(prod.folder)) for file in files(prod) if "sandbox" in file.parts]
    importing = [
        str(file.relative_to(prod.folder))
        for file in files(prod)
        if file.suffix == ".py" and any(word in file.read_text("utf-8") for word in ("import sandbox", "from sandbox"))
    ]

    assert shipped + importing == []


def test_the_portals_bundle_holds_no_stand_in():
    """Every stand-in of the web build names itself `sandbox` in its file name or in its code."""
    built = ROOT / "frontend" / "dist" / "portal"
    if not built.is_dir():
        pytest.skip("the portal is not built here: make web")

    holding = [
        str(file.relative_to(built))
        for file in built.rglob("*")
        if file.is_file() and (b"sandbox" in file.read_bytes() or b"localhost:45" in file.read_bytes())
    ]

    assert holding == []


def test_functions_ship_their_own_folder_and_nothing_else(prod):
    """An asset of a function holds thin files: no tests, no caches, no data."""
    odd = [
        str(file.relative_to(prod.folder))
        for file in files(prod)
        if file.name.startswith("test_") or file.suffix in (".pyc", ".pem", ".key", ".p12") or file.name == ".env"
    ]

    assert odd == []


def test_stacks_are_protected_in_production(prod):
    manifest = json.loads((prod.folder / "manifest.json").read_text(encoding="utf-8"))
    stacks = [each for each in manifest["artifacts"].values() if each["type"] == "aws:cloudformation:stack"]

    assert stacks
    assert [each["displayName"] for each in stacks if not each["properties"].get("terminationProtection")] == []
