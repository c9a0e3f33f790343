"""Who sees which record: the person whose data moved, her statutory agent, and nobody whom a mark keeps out."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest

from madoguchi.errors import Conflict
from madoguchi.kernel.canonical import canonical
from madoguchi.ledger.model.records import (
    Exchange,
    LookUp,
    Named,
    Representation,
    Text,
    kept,
    leaf,
    readable,
    subjects,
)
from madoguchi.ledger.model.view import spoken
from madoguchi.ledger.service import Ledger

TODAY = date(2026, 11, 12)
AT = datetime(2026, 11, 5, tzinfo=UTC)
SALT = bytes(range(32))
OPEN = {"asker": "open", "provider": "open"}


def text(words):
    return Text(ja=f"{words}（日本語）", en=words)


def town(code):
    return Named(id=code, name=text(f"town {code}"))


def exchange(record_id="r-1", person_id="midori", item="local-tax.income", at=AT):
    return Exchange(
        record_id=record_id,
        person_id=person_id,
        asker=town("152048"),
        provider=town("151009"),
        affair=Named(id="child-allowance.claim", name=text("claim")),
        items=(Named(id=item, name=text(item)),),
        legal_basis=text("the Act"),
        purpose=text("which parent"),
        requested_at=at,
        provided_at=at + timedelta(minutes=1),
    )


def look(phase="before", entry_id="e-1", person_id="midori", at=AT):
    return LookUp(
        entry_id=entry_id,
        phase=phase,
        person_id=person_id,
        institution=town("152048"),
        section="子育て支援課",
        officer_role="examiner",
        purpose="申請の審査",
        receipt="RECEIPT",
        at=at,
        outcome="shown" if phase == "after" else None,
    )


class Store(list):
    def __init__(self):
        super().__init__()
        self.agents = []

    def add(self, one):
        if any(_id(held) == _id(one) for held in self):
            raise Conflict("kept already")
        self.append(one)

    def of(self, person_id):
        return tuple(one for one in self if one.record.person_id == person_id)

    def represent(self, representation):
        self.agents.append(representation)

    def representations_by(self, person_id):
        return tuple(agent for agent in self.agents if agent.representative == person_id)


def _id(one):
    record = one.record
    return record.record_id if isinstance(record, Exchange) else (record.entry_id, record.phase)


@pytest.fixture
def ledger():
    return Ledger(Store())


def record(ledger, one, marks=OPEN):
    ledger.record(one, marks, salt=lambda: SALT)


def seen(ledger, person_id, today=TODAY):
    return ledger.view(person_id, today=today)


def agent(since=date(2013, 5, 2), until=None, represented="ren"):
    return Representation(
        representative="midori", represented=represented, kind="parental-authority", since=since, until=until
    )


def test_each_adult_sees_her_own_and_the_child_but_not_the_spouse(ledger):
    record(ledger, exchange("r-midori", "midori"))
    record(ledger, exchange("r-makoto", "makoto"))
    record(ledger, exchange("r-ren", "ren", "residence.registration"))
    ledger.represent(agent())

    hers, his = seen(ledger, "midori"), seen(ledger, "makoto")

    assert {(one.record_id, one.person.relation) for one in hers.exchanges} == {
        ("r-midori", "self"),
        ("r-ren", "child"),
    }
    assert [one.record_id for one in his.exchanges] == ["r-makoto"]


@pytest.mark.parametrize(("since", "until"), [(date(2026, 11, 13), None), (date(2013, 5, 2), date(2026, 11, 11))])
def test_an_agent_sees_nothing_before_and_after_her_time(ledger, since, until):
    record(ledger, exchange("r-ren", "ren"))
    ledger.represent(agent(since, until))

    assert seen(ledger, "midori").exchanges == ()


def test_fed_twice_a_record_is_kept_once_with_its_first_salt(ledger):
    salts = iter([SALT, bytes(32)])
    for _ in range(2):
        ledger.record(exchange(), OPEN, salt=lambda: next(salts))

    assert [one.salt for one in ledger.store] == [SALT]


@pytest.mark.parametrize(
    "marks", [{"asker": "suppressed", "provider": "open"}, {"asker": "open", "provider": "suppressed"}, {}]
)
def test_the_view_beside_a_suppressed_record_is_the_view_without_it(ledger, marks):
    twin = Ledger(Store())
    for one in (ledger, twin):
        record(one, exchange("r-1"))
        record(one, exchange("r-3", at=AT + timedelta(days=2)))
    record(ledger, exchange("r-2", at=AT + timedelta(days=1)), marks)
    ledger.look(look(), mark="suppressed", salt=lambda: SALT)

    shown, never_asked = (seen(one, "midori").model_dump_json() for one in (ledger, twin))

    assert shown.encode() == never_asked.encode()


def test_a_record_whose_marks_cannot_be_read_is_not_shown(ledger):
    whole = kept(exchange(), OPEN, SALT).model_dump(mode="python")

    assert readable(whole) is not None
    assert readable({**whole, "marks": {"asker": "perhaps"}}) is None
    assert readable({name: value for name, value in whole.items() if name != "marks"}) is None


def test_a_record_without_marks_is_not_shown(ledger):
    ledger.store.append(kept(exchange(), OPEN, SALT).model_copy(update={"marks": None}))

    assert seen(ledger, "midori").exchanges == ()


def test_the_two_phases_of_a_look_are_one_look(ledger):
    for phase in ("after", "before", "before"):
        ledger.look(look(phase), mark="open", salt=lambda: SALT)

    (shown,) = seen(ledger, "midori").lookups

    assert shown.completed
    assert shown.application == "RECEIPT"


def test_a_look_without_its_outcome_is_shown_all_the_same(ledger):
    ledger.look(look("before"), mark="open", salt=lambda: SALT)

    assert [one.completed for one in seen(ledger, "midori").lookups] == [False]


def test_a_leaf_is_salt_and_canonical_record_and_nothing_else():
    expected = hashlib.sha256(SALT + canonical(exchange().model_dump(mode="json"))).hexdigest()

    assert leaf(SALT, exchange()) == expected
    with pytest.raises(ValueError, match="32 bytes"):
        leaf(b"short", exchange())


def test_the_view_holds_no_person_and_no_value(ledger):
    record(ledger, exchange())

    assert "midori" not in seen(ledger, "midori").model_dump_json()


def test_the_view_speaks_one_language(ledger):
    record(ledger, exchange())

    told = spoken(seen(ledger, "midori").model_dump(mode="json"), "en")

    assert told["exchanges"][0]["purpose"] == "which parent"
    assert told["exchanges"][0]["person"] == {"relation": "self", "label": "You"}


def test_children_are_told_apart_in_a_steady_order():
    both = (agent(since=date(2026, 9, 28), represented="nagi"), agent(represented="ren"))

    told = [(one.person_id, one.label.en) for one in subjects("midori", both, TODAY)]

    assert told == [("midori", "You"), ("ren", "Child 1"), ("nagi", "Child 2")]
