"""Officers and grants on the real table: an officer's rows are one read, a town's are its own."""

import pytest

from madoguchi import dynamo
from madoguchi.errors import Conflict
from madoguchi.municipal.model.grants import Role
from madoguchi.municipal.model.once import Answered, Once
from madoguchi.municipal.officers_table import OfficersTable
from tests.support.tables import make_table
from tests.unit.municipal.samples import NIIGATA, SANJO, grant, officer, unique

TABLE = "municipal-table"
NAME = "sanjo-kosodate-1"


@pytest.fixture
def client(aws):
    return make_table(TABLE)


@pytest.fixture
def table(client):
    return OfficersTable(client, TABLE)


def test_what_is_stored_comes_back_and_anothers_rows_do_not(table):
    table.hire(officer())
    table.hire(officer("sanjo-kosodate-11"))
    table.hire(officer(municipality=NIIGATA))
    table.grant(grant(NAME), unique(), None)
    table.grant(grant("sanjo-kosodate-11", Role.APPROVER), unique(), None)

    mine, town = table.officer(SANJO, NAME), table.staff(SANJO)

    assert (mine.officer, mine.grants) == (officer(), (grant(NAME),))
    assert (len(town.officers), len(town.grants)) == (2, 2)
    assert table.officer(SANJO, "nobody-1").officer is None


def test_the_second_of_two_simultaneous_writers_conflicts(table):
    table.hire(officer())
    table.grant(grant(NAME), unique(), None)
    changed = officer(version=2)
    revoked = grant(NAME, revoked_at=unique().now, revoked_by="x", version=2)
    table.keep(changed, 1)
    table.revoke(revoked, 1)

    for write in (
        lambda: table.hire(officer()),
        lambda: table.keep(changed, 1),
        lambda: table.grant(grant(NAME), unique(), None),
        lambda: table.revoke(revoked, 1),
    ):
        with pytest.raises(Conflict):
            write()


def test_a_grant_and_its_answer_stand_or_fall_together(table):
    once = Once(municipality=SANJO, officer="sanjo-soumu-1", key="grant-001", digest="d")
    kept = Answered(once=once, answer="{}")
    table.grant(grant(NAME), unique(), kept)

    with pytest.raises(Conflict):
        table.grant(grant(NAME, Role.APPROVER), unique(), kept)

    assert table.answered(once) == kept
    assert table.answered(once.model_copy(update={"officer": NAME})) is None
    assert len(table.staff(SANJO).grants) == 1


def test_a_town_of_more_than_a_page_is_read_to_its_end(client, table):
    for number in range(60):
        row = {"pk": f"STAFF#{SANJO}", "sk": f"o-{number:04d}#OFFICER", "kind": "officer"}
        one = officer(f"o-{number:04d}", name="長" * 20_000)
        client.put_item(TableName=TABLE, Item=dynamo.dump({**row, "officer": one.model_dump_json()}))

    assert len(table.staff(SANJO).officers) == 60
