"""A guard rail that was never seen to fail is a wish: each is broken once, and the test that is for it must notice."""

import importlib

import pytest

from tests.breakages.templates import BENT, bent

ids = [each.name for each in BENT]


@pytest.mark.parametrize("breakage", BENT, ids=ids)
def test_a_template_that_is_bent_is_noticed(breakage, prod, noted):
    file, name = breakage.rail
    rail = getattr(importlib.import_module(f"tests.infra.{file}"), name)
    synth, named = bent(str(prod.folder), breakage.bend)

    with pytest.raises(AssertionError) as complaint:
        rail(prod=synth, **breakage.given)

    assert (breakage.names or named) in str(complaint.value)
    noted(breakage.name, name)
