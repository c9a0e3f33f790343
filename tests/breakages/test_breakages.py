"""A guard rail that was never seen to fail is a wish: each is broken once, and the test that is for it must notice."""

import importlib
import inspect
import os

import pytest

from tests.breakages.sources import SOURCES
from tests.breakages.stages import COMPARED, STARTED, STOPPED, SYNTHED
from tests.breakages.templates import BENT, bent
from tests.support.handlers import start
from tests.support.synth import functions

# The sample costs seconds; all of them are broken by `make prove` and `make breakages`.
WHOLE = os.environ.get("MADOGUCHI_MATRIX") == "whole"


SYNTH = "import pathlib, sys; from tests.support.synth import synthesize; synthesize('prod', pathlib.Path(sys.argv[1]))"


def rail(place):
    """The test that stands in this file under tests/architecture or tests/infra."""
    file, name = place
    folder = "architecture" if file == "test_handler_weight" else "infra"
    return getattr(importlib.import_module(f"tests.{folder}.{file}"), name)


def named(breakage):
    return breakage.name


def some(breakages):
    return [each for each in breakages if WHOLE or each.sampled]


@pytest.mark.parametrize("breakage", BENT, ids=named)
def test_a_template_that_is_bent_is_noticed(breakage, prod, noted):
    synth, place = bent(str(prod.folder), breakage.bend)

    with pytest.raises(AssertionError) as complaint:
        rail(breakage.rail)(prod=synth, **breakage.given)

    assert (breakage.names or place) in str(complaint.value)
    noted(breakage.name, breakage.rail[1])


@pytest.mark.xdist_group("breakages")
@pytest.mark.parametrize("breakage", some([*SOURCES, *SYNTHED]), ids=named)
def test_a_source_that_is_broken_is_noticed(breakage, tree, noted):
    breakage.edit(tree)

    seen = tree.test(breakage.test)

    assert seen.broken == {}
    assert any(breakage.says in text for text in seen.failed.values()), seen.output[-3000:]
    noted(breakage.name, breakage.caught_by)


@pytest.mark.xdist_group("breakages")
@pytest.mark.parametrize("breakage", some(COMPARED), ids=named)
def test_a_permission_that_is_not_what_is_used_is_noticed(breakage, tree, noted):
    breakage.edit(tree)

    seen = tree.test(*breakage.test.split())

    assert breakage.says in seen.output
    noted(breakage.name, "granted == used")


@pytest.mark.xdist_group("breakages")
@pytest.mark.parametrize("breakage", some(STOPPED), ids=named)
def test_what_must_not_be_deployed_is_not_synthesized(breakage, tree, noted):
    breakage.edit(tree)

    stopped = tree.run("-c", SYNTH, str(tree.root.parent / "cdk.out"))

    assert stopped.returncode
    assert breakage.says in stopped.stderr
    noted(breakage.name, "synth stops")


@pytest.mark.xdist_group("breakages")
@pytest.mark.parametrize("breakage", some(STARTED), ids=named)
def test_a_handler_that_is_broken_is_noticed(breakage, tree, prod, noted):
    breakage.edit(tree)
    told = start(breakage.entry, functions(prod)[breakage.entry].environment, tree.root)

    with pytest.raises(AssertionError) as complaint:
        ask(rail(breakage.rail), breakage.entry, {breakage.entry: told}, prod)

    assert breakage.says in str(complaint.value)
    noted(breakage.name, breakage.rail[1])


def ask(test, entry, handlers, prod):
    """A rail takes of these what it names."""
    given = {"entry": entry, "handlers": handlers, "prod": prod}
    return test(**{name: given[name] for name in inspect.signature(test).parameters})
