"""Every third-party import of a function is in a layer of that function, and the whole fits Lambda's limit."""

import re
import sys
from functools import cache
from importlib import metadata

import pytest

from tests.support.house import LAYER, PACKAGE, ROOT, capabilities, entries, folders, imports, modules
from tests.support.synth import functions

RUNTIME = {"boto3", "botocore", "s3transfer", "jmespath", "urllib3", "dateutil", "six"}  # Lambda's own
IF_PRESENT = {"certifi"}  # botocore takes it where it happens to be installed, and carries its own otherwise
OURS = {"madoguchi", *capabilities()}
LIMIT_MB = 250


def layers():
    return [name for name in folders(ROOT / "layers") if name != "madoguchi"]


def pinned(layer):
    """The distributions of a layer's lock."""
    lock = ROOT / "layers" / layer / "requirements.txt"
    assert lock.is_file(), f"{lock} is missing: make lock"
    return {normal(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", lock.read_text(), re.MULTILINE)}


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


installed = cache(metadata.packages_distributions)


def distributions(module):
    return {normal(name) for name in installed().get(module, [])}


def third_party(told):
    """The top-level modules that a started handler loaded and that neither Python, we nor Lambda bring."""
    tops = {name.split(".")[0] for name in told["modules"]}
    known = {
        *sys.stdlib_module_names,
        *OURS,
        *RUNTIME,
        *IF_PRESENT,
        "__main__",
        *(entry.split("/")[1] for entry in entries()),
    }
    return {top for top in tops - known if distributions(top)}


def given(prod, entry):
    """The layers a function has, by their place's last word."""
    resource = functions(prod)[entry].resource
    places = [prod.text(resource.stack, layer) for layer in resource.properties["Layers"]]
    return {place.strip("<>").split("Layer-")[-1] for place in places}


@pytest.mark.parametrize("entry", entries())
def test_what_a_handler_loads_is_in_its_layers(entry, handlers, prod):
    has = given(prod, entry)
    shipped = set().union(*(pinned(layer) for layer in has - {"madoguchi"}))

    missing = {top for top in third_party(handlers[entry]) if not distributions(top) & shipped}

    assert "madoguchi" in has
    assert sorted(missing) == []


def imported_late():
    """Third-party modules named anywhere in our code, also inside functions."""
    found = {}
    for folder in (PACKAGE, ROOT / "functions"):
        for file in modules(folder):
            for line, name in imports(file):
                top = name.split(".")[0]
                if top and top not in {*sys.stdlib_module_names, *OURS, *RUNTIME}:
                    found.setdefault(top, f"{file.relative_to(ROOT)}:{line}")
    return found


def test_every_import_of_our_code_is_in_some_layer():
    shipped = set().union(*(pinned(layer) for layer in layers()))

    assert {top: where for top, where in imported_late().items() if not distributions(top) & shipped} == {}


@pytest.mark.parametrize("layer", layers())
def test_a_layer_holds_what_its_distributions_need(layer):
    """Wheels are installed without their dependencies, so the lock must name every one."""
    missing = set()
    shipped = pinned(layer)
    for name in shipped:
        for requirement in metadata.requires(name) or []:
            needed, _, marker = requirement.partition(";")
            if "extra" not in marker:
                needed_name = normal(re.match(r"[A-Za-z0-9._-]+", needed).group())
                if applies(marker) and needed_name not in shipped | {normal(each) for each in RUNTIME}:
                    missing.add(f"{name} needs {needed_name}")

    assert sorted(missing) == []


def applies(marker):
    """Whether a requirement concerns the production runtime (Linux, Python 3.13)."""
    from packaging.markers import Marker

    runtime = {"python_version": "3.13", "python_full_version": "3.13.0", "sys_platform": "linux"}
    return not marker.strip() or Marker(marker.strip()).evaluate(runtime)


def megabytes(layer):
    """The layer's size unpacked, by the same distributions as installed here."""
    sizes = 0
    for name in pinned(layer):
        files = metadata.files(name) or []
        sizes += sum(file.size or 0 for file in files if not str(file).endswith(".pyc"))
    return sizes / 1_000_000


def test_all_layers_together_fit_a_function():
    ours = sum(file.stat().st_size for file in LAYER.rglob("*") if file.is_file()) / 1_000_000
    sizes = {layer: megabytes(layer) for layer in layers()}

    assert sum(sizes.values()) + ours < LIMIT_MB, sizes
