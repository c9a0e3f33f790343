"""What an operator does on a bad day, done on the deployed stage: restore what was lost, go back a version."""

import pytest

from ops import rollback
from ops.stages import client
from sandbox.demo.clients import Http, Refused
from sandbox.drill import Drill

DOOR = "madoguchi-local-procedures-public-api"


def test_a_lost_application_its_notices_and_its_files_come_back(endpoints, journey):
    told = Drill(endpoints, tell=print, who="midori").run()

    assert told["rows_put_back"] == told["rows_lost"] > 1
    assert told["objects_brought_back"] == told["objects_lost"] > 1


def test_nobody_is_told_twice_because_of_a_restore(endpoints, journey):
    midori = endpoints.citizen("midori").login()
    before = [notice["notice_id"] for notice in midori.notices()]

    Drill(endpoints, tell=print, who="midori").run()

    assert [notice["notice_id"] for notice in midori.notices()] == before


@pytest.fixture
def functions(monkeypatch):
    return client("lambda", "local")


@pytest.fixture
def broken_version(functions):
    """A deployment gone wrong: the door's newest version cannot start."""
    good = functions.get_function_configuration(FunctionName=DOOR)["Handler"]
    before = functions.get_alias(FunctionName=DOOR, Name="live")["FunctionVersion"]
    functions.update_function_configuration(FunctionName=DOOR, Handler="no_such_file.handler")
    broken = functions.publish_version(FunctionName=DOOR)["Version"]
    functions.update_alias(FunctionName=DOOR, Name="live", FunctionVersion=broken)
    yield before, broken
    functions.update_alias(FunctionName=DOOR, Name="live", FunctionVersion=before)
    functions.update_function_configuration(FunctionName=DOOR, Handler=good)
    functions.delete_function(FunctionName=DOOR, Qualifier=broken)


def test_a_version_that_cannot_start_is_left_by_moving_the_alias(endpoints, functions, broken_version):
    before, broken = broken_version
    portal = Http(endpoints.data["portal"])
    with pytest.raises(Refused) as refused:
        portal.call("GET", "/api/municipalities?q=三条")
    [one] = [found for found in rollback.deployed(functions, "local", "procedures") if found.name == DOOR]

    rollback.go_back(functions, one)

    assert refused.value.status >= 500
    assert (one.live, one.before) == (int(broken), int(before))
    assert portal.call("GET", "/api/municipalities?q=三条")["items"]
