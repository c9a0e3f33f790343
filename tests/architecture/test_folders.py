"""The same rooms everywhere: knowing one capability is knowing all of them."""

import ast

import pytest

from tests.support.house import FUNCTIONS, PACKAGE, ROOT, capabilities, folders

# Each line: what a capability does without, and why.
WITHOUT: dict[tuple[str, str], str] = {}

# What stands among the capabilities' folders and is none.
BESIDE = {
    "events": {"aws"},
    "tests/statemachines": set(),
    "tests/contracts": set(),
    "tests/unit": {"kernel", "http", "infra", "sandbox", "ops", "support", "wiring"},
    "tests/adapters": {"ops"},
    "tests/functions": set(),
    "functions": set(),
    "statemachines": set(),
}


def has_module(folder, name):
    return (folder / f"{name}.py").is_file() or (folder / name).is_dir()


def rooms(capability):
    """What every capability has, and whether this one does."""
    tests = ROOT / "tests"
    yield "model", has_module(PACKAGE / capability, "model")
    yield "service", has_module(PACKAGE / capability, "service")
    yield "wiring", (PACKAGE / "wiring" / f"{capability}.py").is_file()
    yield "functions", bool(list((FUNCTIONS / capability).glob("*.py")))
    yield "infra page", (ROOT / "infra/capabilities" / f"{capability}.py").is_file()
    for kind in ("unit", "adapters", "functions"):
        yield f"tests/{kind}", bool(list((tests / kind / capability).rglob("test_*.py")))
    if (ROOT / "statemachines" / capability).is_dir():
        yield "tests/statemachines", bool(list((tests / "statemachines" / capability).rglob("test_*.py")))
    if (ROOT / "events" / capability).is_dir():
        yield "tests/contracts", bool(list((tests / "contracts" / capability).rglob("test_*.py")))


@pytest.mark.parametrize("capability", capabilities())
def test_a_capability_has_every_room(capability):
    missing = [room for room, there in rooms(capability) if not there and (capability, room) not in WITHOUT]

    assert missing == []


def test_every_allowance_is_needed_and_explained():
    unneeded = [
        f"{capability}: {room}"
        for (capability, room), why in WITHOUT.items()
        if not why or dict(rooms(capability)).get(room, True)
    ]

    assert unneeded == []


@pytest.mark.parametrize("place", BESIDE)
def test_no_folder_belongs_to_nobody(place):
    strangers = set(folders(ROOT / place)) - set(capabilities()) - BESIDE[place]

    assert strangers == set()


def test_no_wiring_or_infra_page_belongs_to_nobody():
    pages = {file.stem for file in (ROOT / "infra/capabilities").glob("*.py")} - {"__init__"}
    wirings = {file.stem for file in (PACKAGE / "wiring").glob("*.py")} - {"__init__"}

    assert (pages | wirings) - set(capabilities()) == set()


def test_package_files_are_empty_so_that_a_function_loads_only_its_slice():
    def loads(file):
        body = ast.parse(file.read_text(encoding="utf-8")).body
        return any(not isinstance(getattr(node, "value", None), ast.Constant) for node in body)

    full = [str(file.relative_to(PACKAGE)) for file in PACKAGE.rglob("__init__.py") if loads(file)]

    assert sorted(full) == []


@pytest.mark.parametrize("name", ["common", "utils", "util", "helpers", "core", "base", "misc", "ports"])
def test_no_folder_has_a_name_that_accepts_anything(name):
    assert name not in capabilities()
    assert not list(PACKAGE.rglob(f"{name}.py"))
