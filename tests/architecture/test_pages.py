"""What the pages say of the tests is so: a proof that is gone is no proof."""

import ast
import re

import pytest

from tests.support.house import ROOT

PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "CONTRIBUTING.md", ROOT / "README.md"]
NAMED = re.compile(r"\btest_[a-z0-9_]+(?!\w)")
PROOFS = ("docs/security.md", "docs/guard-rails.md", "docs/proofs.md")
FILES = re.compile(r"\btests/[\w/.-]+\.(?:py|json)\b")


def defined_in(folder):
    """Every test's name, and whatever else is defined as test_…, in a folder."""
    return {
        node.name
        for file in folder.rglob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    }


@pytest.fixture(scope="module", name="there")
def _there():
    files = {file.stem for file in (ROOT / "tests").rglob("test_*.py")}
    return defined_in(ROOT / "tests") | files


def named(text):
    """Names of tests and of their files within a page's code marks, cases and endings cut off."""
    return {name for code in re.findall(r"`([^`\n]+)`", text) for name in NAMED.findall(code)}


def test_the_pages_name_tests():
    assert len(named((ROOT / "docs" / "proofs.md").read_text(encoding="utf-8"))) > 100


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_test_that_a_page_names_is_there(page, there):
    text = page.read_text(encoding="utf-8")
    gone = sorted(named(text) - there)
    gone += [file for file in sorted(set(FILES.findall(text))) if not (ROOT / file).exists()]

    assert gone == []


@pytest.mark.parametrize("page", PROOFS)
def test_a_page_of_proofs_names_them(page):
    assert len(named((ROOT / page).read_text(encoding="utf-8"))) > 30


def test_a_proof_that_is_gone_is_missed(there):
    assert named("| x | `test_it_never_was[case]`, `tests/local/test_gone.py` |") - there == {
        "test_it_never_was",
        "test_gone",
    }


def test_every_live_test_stands_beside_its_promise():
    proofs = named((ROOT / "docs" / "proofs.md").read_text(encoding="utf-8"))

    assert sorted(defined_in(ROOT / "tests" / "live") - proofs) == []
