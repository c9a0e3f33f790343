"""The towns' table: what is written comes back, one of two officers wins, the event stands with the publication."""

from datetime import UTC, datetime

import pytest

from madoguchi.errors import Conflict, NotFound
from madoguchi.kernel.events import Event
from madoguchi.procedures.presets_files import meta_schema, presets
from madoguchi.procedures.service.authoring import Authoring
from madoguchi.procedures.store import ProceduresTable
from tests.support.tables import make_table
from tests.unit.procedures.test_publishing import KOSODATE, NOW, SANJO, adoption, publish

WALL = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def client(aws):
    return make_table("procedures")


@pytest.fixture
def table(client):
    return ProceduresTable(client, "procedures")


@pytest.fixture
def authoring(table):
    return Authoring(table, presets(), meta_schema())


def test_a_published_procedure_comes_back_as_it_was_written(authoring):
    procedure = authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)
    publish(authoring)

    snapshot = authoring.snapshot(SANJO)
    assert (snapshot.number, snapshot.published_at) == (1, NOW)
    assert snapshot.procedures == (procedure,)


def test_a_town_that_never_wrote_is_empty(table):
    assert table.town(SANJO).current == {}
    with pytest.raises(NotFound):
        table.published_at(SANJO, 1)
    with pytest.raises(NotFound):
        table.procedures(SANJO, {"child-allowance.claim": 1})


@pytest.mark.parametrize("before", [0, 1])
def test_the_second_of_two_simultaneous_officers_conflicts(table, authoring, before):
    for _ in range(before):
        authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)
    seen = table.town(SANJO)
    procedure = authoring.adopt(SANJO, adoption("pregnancy.notification"), authored=KOSODATE, now=NOW)

    with pytest.raises(Conflict):
        table.write(procedure.model_copy(update={"version": 9}), seen)


def test_the_event_is_saved_with_the_publication_and_expires_by_the_real_clock(authoring, client):
    authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)
    authoring.publish(SANJO, authored=KOSODATE, now=NOW, wall=WALL, event_id="e" * 26, correlation_id="c" * 26)

    rows = client.query(
        TableName="procedures",
        KeyConditionExpression="pk = :town AND begins_with(sk, :events)",
        ExpressionAttributeValues={":town": {"S": f"TOWN#{SANJO}"}, ":events": {"S": "EVENT#"}},
    )["Items"]
    (row,) = rows
    event = Event.model_validate_json(row["event"]["S"])
    assert (row["kind"]["S"], event.data) == ("event", {"municipality": SANJO, "snapshot": 1})
    assert int(row["expires"]["N"]) > WALL.timestamp()


def test_towns_do_not_see_each_other(authoring):
    authoring.adopt(SANJO, adoption(), authored=KOSODATE, now=NOW)

    with pytest.raises(NotFound):
        authoring.snapshot("152021")
