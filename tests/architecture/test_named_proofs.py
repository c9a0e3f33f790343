"""A proof that a page names is a test that exists."""

import re

import pytest

from tests.support.house import ROOT

PAGES = ["docs/security.md", "docs/guard-rails.md", "docs/proofs.md"]
NAME = re.compile(r"`[^`]*?\b(test_[a-z0-9_]+)(\.py)?\b[^`]*?`")


def written():
    """Every test's name, and every test file's."""
    files = list((ROOT / "tests").rglob("test_*.py"))
    functions = {name for file in files for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))}
    return functions | {file.stem for file in files}


@pytest.mark.parametrize("page", PAGES)
def test_every_proof_that_a_page_names_exists(page):
    named = {name for name, _file in NAME.findall((ROOT / page).read_text(encoding="utf-8"))}

    assert len(named) > 30
    assert sorted(named - written()) == []


def test_a_proof_that_is_gone_is_missed():
    assert [name for name, _file in NAME.findall("| x | `test_it_never_was[case]`, `tests/local/test_gone.py` |")] == [
        "test_it_never_was",
        "test_gone",
    ]
