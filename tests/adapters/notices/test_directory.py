"""Names come from what towns publish; a name nobody knows is left out, and the notice goes all the same."""

import pytest

from madoguchi.errors import NotFound
from madoguchi.notices.directory_catalogue import CatalogueDirectory
from madoguchi.procedures.model.text import Text
from madoguchi.procedures.model.towns import Municipality

SANJO = Municipality(code="152048", name="三条市", kana="さんじょうし", prefecture="新潟県", kind="市")


class Published:
    name = Text(ja="児童手当 認定請求", en="Child allowance claim")


class FakeCatalogue:
    def procedure(self, municipality, procedure_id):
        if (municipality, procedure_id) != ("152048", "child-allowance"):
            raise NotFound("the town does not offer this procedure")
        return Published()


@pytest.fixture
def directory():
    return CatalogueDirectory(FakeCatalogue(), [SANJO])


@pytest.mark.parametrize(("language", "name"), [("ja", "児童手当 認定請求"), ("en", "Child allowance claim")])
def test_town_and_procedure_have_names(language, name, directory):
    names = directory.names("152048", "child-allowance", language)

    assert (names.municipality, names.procedure) == ("三条市", name)


def test_a_procedure_no_longer_published_has_none(directory):
    assert directory.names("152048", "gone", "ja").procedure is None


def test_an_unknown_procedure_is_not_asked_for(directory):
    assert directory.names("152048", None, "ja").procedure is None


def test_an_unknown_town_has_none(directory):
    assert directory.names("999999", None, "ja").municipality is None
