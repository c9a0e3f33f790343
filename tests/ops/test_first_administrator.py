"""An operator makes a town's first administrator: once, with a password for one log-in, and never beside another."""

import boto3
import pytest

from madoguchi.municipal.model.grants import Role
from madoguchi.municipal.officers_cognito import OfficersPool
from madoguchi.municipal.officers_table import OfficersTable
from ops.first_administrator import Refused, make
from tests.support.tables import make_table
from tests.unit.municipal.samples import NIIGATA, SANJO, officer, unique

TABLE = "municipal-table"


@pytest.fixture
def town(aws):
    cognito = boto3.client("cognito-idp")
    schema = [{"Name": "municipality", "AttributeDataType": "String", "Mutable": True}]
    pool = cognito.create_user_pool(PoolName="staff", Schema=schema)["UserPool"]["Id"]
    return OfficersTable(make_table(TABLE), TABLE), OfficersPool(cognito, pool)


def first(town, name="sanjo-soumu-1", municipality=SANJO, **more):
    made = officer(name, municipality=municipality, created_by="operator arn")
    return make(*town, made, section="soumu", grant_id=f"g-{name}", at=unique(), **more)


def test_she_is_an_officer_with_one_grant_that_says_who_made_her(town):
    password = first(town)

    staff = town[0].staff(SANJO)
    (grant,) = staff.grants
    assert password
    assert (grant.role, grant.affair, grant.granted_by) == (Role.ADMINISTRATOR, "*", "operator arn")
    assert staff.officers[0].enrolled_at is None


def test_a_broken_run_is_repeated_and_makes_nothing_twice(town):
    one, two = first(town), first(town)

    assert one != two
    staff = town[0].staff(SANJO)
    assert (len(staff.officers), len(staff.grants)) == (1, 1)


def test_while_somebody_administers_the_town_nobody_is_made_beside_her_unless_asked_for(town):
    first(town)

    with pytest.raises(Refused):
        first(town, "sanjo-soumu-2")
    assert len(town[0].staff(SANJO).grants) == 1
    first(town, "sanjo-soumu-2", again=True)
    assert len(town[0].staff(SANJO).grants) == 2


def test_when_the_only_administrator_was_disabled_another_is_made_and_she_is_not(town):
    first(town)
    gone = town[0].officer(SANJO, "sanjo-soumu-1").officer
    town[0].keep(gone.model_copy(update={"disabled_at": unique().now, "version": 2}), 1)

    with pytest.raises(Refused):
        first(town)
    assert first(town, "sanjo-soumu-2")


def test_another_towns_name_is_refused(town):
    first(town)

    with pytest.raises(Refused):
        first(town, "sanjo-soumu-1", NIIGATA)
    assert town[0].staff(NIIGATA).officers == ()
