"""What ships is pinned by its digest, comes from the public registries, and is under a licence that may ship."""

import json
import os
import re
import tomllib

import pytest

from ops import audit, supply
from tests.support.house import ROOT

# Licences that ask for no more than their text, which the wheels and packages carry themselves.
MAY_SHIP = {
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 OR BSD-3-Clause",
    "BSD-3-Clause",
    "MIT",
    "MIT-0",
    "OFL-1.1",  # a font, unchanged
    "PSF-2.0",
}
PYPI = {"registry": "https://pypi.org/simple"}


@pytest.fixture(scope="module")
def locked():
    packages = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]
    return {supply.normal(each["name"]): each for each in packages}


def test_the_page_of_licences_is_true():
    if os.environ.get("MADOGUCHI_GOLDEN") == "write":
        supply.PAGE.write_text(supply.page(), encoding="utf-8")

    assert supply.PAGE.read_text(encoding="utf-8") == supply.page(), "docs/licences.md is old: make licences"


def test_only_licences_on_the_list_ship():
    found = supply.shipped()

    assert {each.where for each in found} == {"pages", *(f"layer {lock.parent.name}" for lock in supply.layers())}
    assert [f"{each.name}: {each.licence}" for each in found if not set(each.licence.split(" AND ")) <= MAY_SHIP] == []


@pytest.mark.parametrize("lock", supply.layers(), ids=lambda lock: lock.parent.name)
def test_what_a_layer_holds_is_pinned_by_version_and_digest(lock):
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8").strip())
    pinned = [each for each in entries if not each.startswith("#")]

    assert len(pinned) == len(supply.pins(lock))
    assert [each.split()[0] for each in pinned if "--hash=sha256:" not in each] == []


@pytest.mark.parametrize("lock", supply.layers(), ids=lambda lock: lock.parent.name)
def test_what_is_tested_is_what_ships(lock, locked):
    """The layers' locks and the environment of the tests are two files: version and digests are the same."""
    elsewhere = {name: version for name, version in supply.pins(lock).items() if locked[name]["version"] != version}
    digests = {
        supply.normal(name): set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", rest))
        for name, rest in re.findall(r"^([A-Za-z0-9._-]+)==(.*(?:\n[ ].*)*)", lock.read_text(encoding="utf-8"), re.M)
    }
    others = [
        name for name, listed in digests.items() if not {each["hash"] for each in locked[name]["wheels"]} <= listed
    ]

    assert set(digests) == set(supply.pins(lock))
    assert elsewhere == {}
    assert others == []


def test_every_python_package_comes_from_pypi_with_its_digest(locked):
    others = [name for name, each in locked.items() if each["source"] not in (PYPI, {"virtual": "."})]
    bare = [
        f"{name}: {file.get('url', '')}"
        for name, each in locked.items()
        for file in [*each.get("wheels", []), *filter(None, [each.get("sdist")])]
        if not file.get("hash", "").startswith("sha256:")
    ]

    assert len(locked) > 50
    assert others == []
    assert bare == []


def test_every_page_package_comes_from_npm_with_its_digest_and_runs_nothing_when_installed():
    packages = supply.npm()

    assert len(packages) > 50
    assert [name for name, each in packages.items() if not each.get("integrity", "").startswith("sha512-")] == []
    assert [
        name
        for name, each in packages.items()
        if not each.get("resolved", "https://registry.npmjs.org/").startswith("https://registry.npmjs.org/")
    ] == []
    assert [name for name, each in packages.items() if each.get("hasInstallScript") and not each.get("dev")] == []


def test_what_a_registry_did_not_answer_for_is_not_audited():
    """pip-audit calls it "no known vulnerabilities found" when it could ask nobody."""
    report = {"dependencies": [{"name": "a", "skip_reason": "not found"}, {"name": "b", "version": "1", "vulns": []}]}
    lines, code = audit.told({"layer base": audit.read_pip(report, 2)})

    assert code == 2
    assert lines == ["layer base: not audited, no answer for a", "audited 1 of 2, weak 0"]


def test_a_known_weakness_fails_the_audit():
    pip = {"dependencies": [{"name": "b", "version": "1", "vulns": [{"id": "PYSEC-1"}]}]}
    npm = json.loads('{"vulnerabilities": {"left-pad": {"severity": "high"}}}')
    lines, code = audit.told({"layer base": audit.read_pip(pip, 1), "pages": audit.read_npm(npm, 1)})

    assert code == 1
    assert lines == ["layer base: b 1: PYSEC-1", "pages: left-pad: high", "audited 2 of 2, weak 2"]


def test_a_registry_that_refuses_to_be_asked_is_no_good_answer():
    lines, code = audit.told({"pages": audit.read_npm({"message": "405 Method Not Allowed"}, 30)})

    assert (code, lines) == (2, ["pages: not audited, 405 Method Not Allowed", "audited 0 of 30, weak 0"])


def test_an_audit_that_knows_nothing_bad_of_everything_passes():
    report = {"dependencies": [{"name": "b", "version": "1", "vulns": []}]}

    assert audit.told({"layer base": audit.read_pip(report, 1)})[1] == 0
