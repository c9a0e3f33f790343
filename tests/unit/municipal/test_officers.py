"""Who may do what is read from grants for every request; an administrator of the town gives and takes them."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest

from madoguchi.errors import Conflict, NotFound
from madoguchi.municipal.model import administration as model
from madoguchi.municipal.model.administration import GrantRequest, OfficerRequest
from madoguchi.municipal.model.grants import GrantMissing, Role, may_see
from madoguchi.municipal.model.officers import Ended, Staff
from madoguchi.municipal.model.once import KeyReused
from madoguchi.municipal.service.administering import Administration
from madoguchi.municipal.service.officers import Officers
from tests.unit.municipal.samples import (
    ADMINISTRATOR,
    APPROVER,
    ARRIVED,
    CLAIM,
    NIIGATA,
    OFFICER,
    SANJO,
    SYSTEM,
    TAX_OFFICER,
    grant,
    officer,
    reader,
    unique,
)

LOGGED_IN = ARRIVED - timedelta(hours=1)
SECOND = reader("sanjo-soumu-2", Role.ADMINISTRATOR, section="soumu", affair="*")


@dataclass
class Table:
    officers: list = field(default_factory=list)
    grants: list = field(default_factory=list)
    answers: dict = field(default_factory=dict)
    before_grant: object = None

    def staff(self, municipality):
        mine = [[row for row in rows if row.municipality == municipality] for rows in (self.officers, self.grants)]
        return Staff(officers=tuple(mine[0]), grants=tuple(mine[1]))

    def officer(self, municipality, name):
        town = self.staff(municipality)
        officers = tuple(o for o in town.officers if o.officer == name)
        return Staff(officers=officers, grants=tuple(g for g in town.grants if g.officer == name))

    def hire(self, officer):
        self.officers.append(officer)

    def keep(self, officer, was):
        self._replace(self.officers, officer, was, "officer")

    def grant(self, grant, at, answered):
        if self.before_grant:
            act, self.before_grant = self.before_grant, None
            act()
        if answered and self.answered(answered.once):
            raise Conflict("answered already")
        self.grants.append(grant)
        if answered:
            self.answers[answered.once.officer, answered.once.key] = answered

    def revoke(self, grant, was):
        self._replace(self.grants, grant, was, "grant_id")

    def answered(self, once):
        return self.answers.get((once.officer, once.key))

    @staticmethod
    def _replace(rows, row, was, name):
        (place,) = [n for n, each in enumerate(rows) if getattr(each, name) == getattr(row, name)]
        if rows[place].version != was:
            raise Conflict("changed")
        rows[place] = row

    def __len__(self):
        return len(self.grants)


@dataclass
class Pool:
    invited: list = field(default_factory=list)
    disabled: list = field(default_factory=list)
    taken: tuple = ()

    def invite(self, name, municipality):
        self.invited.append((name, municipality))
        return None if name in self.taken else f"first-password-{len(self.invited)}"

    def disable(self, name):
        self.disabled.append(name)


def town(*readers):
    """A table where these work, with the grants they hold."""
    people = readers or (ADMINISTRATOR, OFFICER, APPROVER)
    return Table(
        officers=[officer(r.name, municipality=r.municipality) for r in people],
        grants=[grant for r in people for grant in r.grants],
    )


def administration(table, **pool):
    return Administration(table, Pool(**pool))


def wish(name=APPROVER.name, role=Role.AUTHOR, affair=CLAIM, **more):
    known = {"officer": name, "section": "kosodate", "role": role, "affair": affair, "from": "2026-10-01"}
    return GrantRequest.model_validate({**known, **more})


def at_desk(table, name=OFFICER.name, municipality=SANJO, now=ARRIVED):
    return Officers(table).reader(municipality, name, LOGGED_IN, now)


def test_a_grant_opens_its_affair_for_its_roles_and_nothing_else():
    for who, affair, sees in [
        (OFFICER, CLAIM, True),
        (APPROVER, CLAIM, True),
        (OFFICER, "child-allowance.unpaid", False),
        (TAX_OFFICER, CLAIM, False),
        (TAX_OFFICER, "local-tax.certificate", True),
        (ADMINISTRATOR, CLAIM, False),
        (ADMINISTRATOR, "*", False),
        (reader("a-1", Role.AUTHOR), CLAIM, False),
        (reader("a-2", Role.EXAMINER, affair="child-allowance.*"), CLAIM, True),
        (reader("a-3", Role.EXAMINER, affair="child.*"), CLAIM, False),
        (SYSTEM, CLAIM, True),
    ]:
        assert may_see(who, affair) is sees, (who.name, affair)


@pytest.mark.parametrize(
    ("changes", "lives"),
    [
        ({}, True),
        ({"since": date(2026, 11, 4), "until": date(2026, 11, 4)}, True),
        ({"since": date(2026, 11, 5)}, False),
        ({"until": date(2026, 11, 3)}, False),
        ({"revoked_at": ARRIVED, "revoked_by": "x"}, False),
    ],
)
def test_a_grant_lives_from_its_first_day_to_its_last_in_japan_and_not_once_revoked(changes, lives):
    table = town()
    table.grants = [grant(OFFICER.name, **changes)]

    assert bool(at_desk(table).grants) is lives


def test_the_last_day_ends_at_midnight_in_japan():
    table = town()
    table.grants = [grant(OFFICER.name, until=date(2026, 11, 4))]

    assert at_desk(table, now=ARRIVED).grants  # 23:59:30
    assert not at_desk(table, now=ARRIVED + timedelta(seconds=30)).grants


def test_a_revocation_counts_from_the_next_request_on():
    table = town()
    assert may_see(at_desk(table), CLAIM)

    for each in OFFICER.grants:
        administration(table).revoke(ADMINISTRATOR, each.grant_id, unique())

    assert at_desk(table).grants == ()
    assert len(table) == 4  # kept: they say who could see what


def test_signing_out_ends_every_token_that_was_made_before():
    table = town()
    desk = Officers(table)
    desk.sign_out(SANJO, OFFICER.name, ARRIVED)

    with pytest.raises(Ended):
        desk.reader(SANJO, OFFICER.name, ARRIVED, ARRIVED)
    with pytest.raises(Ended):
        desk.reader(SANJO, OFFICER.name, LOGGED_IN, ARRIVED)
    assert desk.reader(SANJO, OFFICER.name, ARRIVED + timedelta(seconds=1), ARRIVED).grants


@pytest.mark.parametrize(("name", "municipality"), [("nobody-1", SANJO), (OFFICER.name, NIIGATA)])
def test_a_token_of_somebody_the_town_does_not_know_opens_nothing(name, municipality):
    with pytest.raises(Ended):
        at_desk(town(), name, municipality)


def test_a_disabled_officer_is_out_at_once_and_stays_out():
    table, acts = town(), administration(town())
    acts = Administration(table, acts.pool)

    acts.disable(ADMINISTRATOR, OFFICER.name, unique())
    acts.disable(ADMINISTRATOR, OFFICER.name, unique())

    with pytest.raises(Ended):
        at_desk(table)
    assert set(acts.pool.disabled) == {OFFICER.name}
    with pytest.raises(model.OwnGrant):
        acts.disable(ADMINISTRATOR, ADMINISTRATOR.name, unique())
    with pytest.raises(NotFound):
        acts.disable(ADMINISTRATOR, "nobody-1", unique())


def test_only_an_author_writes_procedures():
    table = town()

    assert Officers(table).authored(SANJO, OFFICER.name, LOGGED_IN, ARRIVED) == (CLAIM,)
    assert Officers(table).authored(SANJO, APPROVER.name, LOGGED_IN, ARRIVED) == ()


@pytest.mark.parametrize("who", [OFFICER, APPROVER, TAX_OFFICER])
def test_nobody_but_an_administrator_administers(who):
    acts = administration(town())

    for act in (
        lambda: acts.grants(who),
        lambda: acts.officers(who),
        lambda: acts.grant(who, wish(), key="k" * 8, at=unique()),
        lambda: acts.revoke(who, APPROVER.grants[0].grant_id, unique()),
        lambda: acts.hire(who, OfficerRequest(officer="new-1", name="x"), unique()),
        lambda: acts.disable(who, APPROVER.name, unique()),
    ):
        with pytest.raises(GrantMissing):
            act()
    assert acts.pool.invited == acts.pool.disabled == []


def test_a_grant_given_is_a_grant_and_says_by_whom():
    table = town()

    row = administration(table).grant(ADMINISTRATOR, wish(), key="grant-001", at=unique())

    assert (row.granted_by, row.role, row.revoked_at) == (ADMINISTRATOR.name, Role.AUTHOR, None)
    assert at_desk(table, APPROVER.name).may(CLAIM, Role.AUTHOR)
    assert row.grant_id in {each.grant_id for each in administration(table).grants(ADMINISTRATOR).items}


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        (wish(ADMINISTRATOR.name), model.OwnGrant),
        (wish("nobody-1"), model.UnknownOfficer),
        (wish(section="nowhere"), model.UnknownSection),
        (wish(section="core-system"), model.UnknownSection),
        (wish(affair="*"), model.AffairOfRole),
        (wish(role=Role.ADMINISTRATOR), model.AffairOfRole),
        (wish(until="2026-09-30"), model.PeriodEndsFirst),
    ],
)
def test_a_grant_that_must_not_be_is_refused_and_the_field_named(asked, refusal):
    table = town()

    with pytest.raises(refusal) as refused:
        administration(table).grant(ADMINISTRATOR, asked, key="grant-001", at=unique())

    assert refused.value.field
    assert len(table) == 4


def test_a_repeated_grant_is_one_and_its_key_is_for_nothing_else():
    table = town()
    acts = administration(table)

    first, again = (acts.grant(ADMINISTRATOR, wish(), key="grant-001", at=unique()) for _ in range(2))

    assert first == again
    assert len(table) == 5
    with pytest.raises(KeyReused):
        acts.grant(ADMINISTRATOR, wish(role=Role.EXAMINER), key="grant-001", at=unique())


def test_two_repetitions_at_once_are_one_grant():
    table = town()
    acts = administration(table)
    table.before_grant = lambda: acts.grant(ADMINISTRATOR, wish(), key="grant-001", at=unique())

    acts.grant(ADMINISTRATOR, wish(), key="grant-001", at=unique())

    assert len(table) == 5


def test_nobody_takes_her_own_grants_and_the_last_administrator_stays():
    alone, two = town(), town(ADMINISTRATOR, SECOND, OFFICER)
    passing = town(ADMINISTRATOR, OFFICER)
    passing.grants.append(grant(SECOND.name, Role.ADMINISTRATOR, affair="*", until=date(2026, 10, 31)))
    own = ADMINISTRATOR.grants[0].grant_id

    with pytest.raises(model.OwnGrant):
        administration(alone).revoke(ADMINISTRATOR, own, unique())
    with pytest.raises(model.LastAdministrator):
        administration(passing).revoke(SECOND, own, unique())
    administration(two).revoke(SECOND, own, unique())

    assert at_desk(two, ADMINISTRATOR.name).grants == ()


def test_revoking_again_changes_nothing_and_a_grant_that_is_not_there_is_not_found():
    table = town()
    acts = administration(table)
    acts.revoke(ADMINISTRATOR, OFFICER.grants[0].grant_id, unique())
    kept = list(table.grants)

    acts.revoke(ADMINISTRATOR, OFFICER.grants[0].grant_id, unique())

    assert table.grants == kept
    with pytest.raises(NotFound):
        acts.revoke(ADMINISTRATOR, "none", unique())


def test_a_new_officer_has_a_password_for_one_log_in_and_no_grant():
    table = town()
    acts = administration(table)
    new = OfficerRequest(officer="sanjo-shimin-1", name="窓口 花子")

    first, again = acts.hire(ADMINISTRATOR, new, unique()), acts.hire(ADMINISTRATOR, new, unique())

    assert first.password != again.password
    assert first.password not in repr(first)
    assert at_desk(table, "sanjo-shimin-1").grants == ()
    (row,) = [r for r in acts.officers(ADMINISTRATOR).items if r.officer == "sanjo-shimin-1"]
    assert (row.name, row.enrolled, row.disabled) == ("窓口 花子", False, False)


def test_the_grant_of_a_disabled_administrator_administers_nothing():
    table = town(ADMINISTRATOR, SECOND, OFFICER)
    table.officers[0] = officer(ADMINISTRATOR.name, disabled_at=ARRIVED)
    hers = SECOND.grants[0].grant_id

    with pytest.raises(model.LastAdministrator):
        administration(table).revoke(ADMINISTRATOR, hers, unique())


def test_a_name_in_use_is_taken_whoever_uses_it_and_who_was_disabled_before_her_first_log_in_is_not_invited():
    table = town()
    table.officers[1] = officer(OFFICER.name, enrolled_at=ARRIVED)
    table.officers[2] = officer(APPROVER.name, disabled_at=ARRIVED)
    acts = administration(table, taken=("niigata-kosodate-1",))

    for name in (OFFICER.name, APPROVER.name, "niigata-kosodate-1"):
        with pytest.raises(model.OfficerExists):
            acts.hire(ADMINISTRATOR, OfficerRequest(officer=name, name="x"), unique())

    assert acts.pool.invited == [("niigata-kosodate-1", SANJO)]
