"""Which way dependencies point: the contracts of import-linter, and what fixed names cannot say."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import grimp
import pytest

from tests.support.house import FUNCTIONS, LAYER, PACKAGE, ROOT, capabilities, imports, modules, shown

INSIDE = ("model", "service")
SHARED = ("dynamo", "presigning", "signed", "telemetry", "http", "queues", "streams", "steps", "triggers")
PURE = ("kernel", "errors")


def test_the_import_contracts_are_kept():
    """Capabilities stand in one order; inside, dependencies point inward; the inside has never heard of AWS."""
    linted = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(LAYER), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert linted.returncode == 0, linted.stdout[-4000:] + linted.stderr[-2000:]


@cache
def graph() -> grimp.ImportGraph:
    sys.path.insert(0, str(LAYER))
    return grimp.build_graph("madoguchi", cache_dir=None)


def room(module: str) -> tuple[str, str]:
    """(capability or shared module, what it is inside): ("notices", "model"), ("kernel", "")."""
    parts = [*module.split(".")[1:], "", ""]
    return parts[0], parts[1]


def adapters_imported_outside_wiring(graph: grimp.ImportGraph, known: list[str]) -> list[str]:
    """Outside wiring, anything of another capability must be its model; inside one, its model or service."""
    wrong = []
    for importer in sorted(graph.modules):
        here, _ = room(importer)
        if here not in known:
            continue
        for imported in sorted(graph.find_modules_directly_imported_by(importer)):
            there, what = room(imported)
            allowed = INSIDE if there == here else ("model",)
            if there in known and what and what not in allowed:
                wrong.append(f"{importer} imports {imported}")
    return wrong


def test_only_wiring_knows_an_adapter_and_neighbours_share_only_their_model():
    assert adapters_imported_outside_wiring(graph(), capabilities()) == []


def test_a_model_stands_on_models_and_a_service_on_models_alone():
    """Whatever the capability is called: the contract in pyproject.toml names its containers, this looks."""
    wrong = []
    for importer in sorted(graph().modules):
        here, what = room(importer)
        if here not in capabilities() or what not in INSIDE:
            continue
        for imported in sorted(graph().find_modules_directly_imported_by(importer)):
            there, part = room(imported)
            own = (what,) if what == "model" else INSIDE
            fine = there in PURE or part == "model" or (there == here and part in own)
            if imported != "madoguchi" and not fine:
                wrong.append(f"{importer} imports {imported}")

    assert wrong == []


def test_shared_edge_code_knows_no_capability():
    edge = {*SHARED, *PURE}
    found = [
        f"{importer} imports {imported}"
        for importer in sorted(graph().modules)
        for imported in graph().find_modules_directly_imported_by(importer)
        if room(importer)[0] in edge and room(imported)[0] in {*capabilities(), "wiring"}
    ]

    assert found == []


def test_a_wiring_serves_its_own_capability():
    """A wiring reads adapters of neighbours, for Protocols of its own; it never takes a neighbour's wiring."""
    found = [
        f"{importer} imports {imported}"
        for importer in sorted(graph().modules)
        for imported in graph().find_modules_directly_imported_by(importer)
        if room(importer)[0] == "wiring" and room(imported)[0] == "wiring" and room(imported)[1]
    ]

    assert found == []


@pytest.mark.parametrize("file", modules(FUNCTIONS), ids=shown)
def test_a_function_opens_its_own_door_with_its_own_key(file):
    """Its own wiring, model and service, neighbours' models, http, readers, kernel; never an adapter or a sibling."""
    capability = file.parent.name
    wrong = []
    for line, name in imports(file):
        top, *rest = name.split(".")
        if top in {"functions", *capabilities()} or name.startswith("."):
            wrong.append(f"line {line}: a function imports no function: {name}")
        if top != "madoguchi" or not rest:
            continue
        part = rest[1] if len(rest) > 1 else ""
        if rest[0] == "wiring" and part not in ("", capability):
            wrong.append(f"line {line}: another's wiring: {name}")
        allowed = ("", "model", "service", "messages") if rest[0] == capability else ("", "model")
        if rest[0] in capabilities() and part not in allowed:
            wrong.append(f"line {line}: an adapter, or a neighbour's inside: {name}")

    assert wrong == []


@pytest.mark.parametrize("folder", ["layers/madoguchi", "functions", "infra"])
def test_no_stand_in_is_within_reach_of_the_product(folder):
    found = [
        f"{shown(file)}:{line} imports {name}"
        for file in modules(ROOT / folder)
        for line, name in imports(file)
        if name.split(".")[0] in ("sandbox", "tests")
    ]

    assert found == []


def test_infra_reads_the_product_by_path_and_imports_none_of_it():
    ours = {"madoguchi", "functions", "sandbox", *capabilities()}
    found = [
        f"{shown(file)}:{line} imports {name}"
        for file in modules(ROOT / "infra")
        for line, name in imports(file)
        if name.split(".")[0] in ours
    ]

    assert found == []


def test_the_product_does_not_import_infra():
    found = [
        f"{shown(file)}:{line} imports {name}"
        for folder in (PACKAGE, FUNCTIONS)
        for file in modules(folder)
        for line, name in imports(file)
        if name.split(".")[0] == "infra"
    ]

    assert found == []
