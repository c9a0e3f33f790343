"""Composed once, sent once, shown to the owner alone; a crash loses nothing."""

from datetime import UTC, datetime, timedelta

import pytest

from madoguchi.errors import Conflict, NotFound, Unavailable
from madoguchi.notices.model.delivery import LEASE_SECONDS, Channel, Lane, NotSent, State
from madoguchi.notices.model.notice import Kind
from madoguchi.notices.model.view import view
from madoguchi.notices.service import Composer, EmailSender, Inbox
from tests.support.measures import Measured
from tests.unit.notices.fakes import (
    FakeAccounts,
    FakeCarriers,
    FakeDeliveries,
    FakeDirectory,
    FakeMail,
    FakeNotices,
    FakeProcedures,
    Killed,
    Person,
)
from tests.unit.notices.test_texts import occasion

WALL = datetime(2026, 11, 4, 15, 0, tzinfo=UTC)
LATER = WALL + timedelta(seconds=LEASE_SECONDS)


class World:
    def __init__(self, person=None):
        self.notices, self.procedures, self.carriers = FakeNotices(), FakeProcedures(), FakeCarriers()
        self.deliveries, self.mail, self.measured = FakeDeliveries(), FakeMail(), Measured()
        self.accounts = FakeAccounts({"account-1": person or Person()})
        self.composer = Composer(self.notices, self.procedures, self.accounts, FakeDirectory(), self.carriers)
        self.sender = EmailSender(self.notices, self.deliveries, self.accounts, self.mail, self.measured)
        self.inbox = Inbox(self.notices)

    def compose(self, kind=Kind.RECEIVED, **more):
        return self.composer.compose(occasion(kind, **more), wall=WALL)

    def send(self, notice, wall=WALL):
        return self.sender.send("account-1", notice.notice_id, wall=wall)


@pytest.fixture
def world():
    return World()


def test_an_event_becomes_one_notice_and_one_message(world):
    notice = world.compose(procedure_id="child-allowance")

    assert notice.in_app.title == "申請を受け付けました"
    assert world.carriers == [("account-1", notice.notice_id, Channel.EMAIL, Lane.PERSONAL)]


def test_a_repeated_event_makes_no_second_notice_but_is_handed_over_again(world):
    first = world.compose()

    again = world.compose()

    assert again.notice_id == first.notice_id
    assert len(world.notices) == 1
    assert len(world.carriers) == 2


def test_a_person_is_told_in_her_language():
    world = World(Person(language="en"))

    assert world.compose().in_app.title == "We have received your application"


def test_a_later_event_names_the_procedure_that_the_first_one_said(world):
    world.compose(procedure_id="child-allowance")

    decided = world.compose(Kind.DECIDED)

    assert "児童手当 認定請求" in decided.in_app.body


def test_an_event_that_overtook_the_first_one_is_told_without_the_name(world):
    assert "お手続き" in world.compose(Kind.DECIDED).in_app.body


def test_a_notice_is_sent_once_however_often_its_message_comes(world):
    notice = world.compose()

    outcomes = [world.send(notice), world.send(notice), world.send(notice, LATER)]

    assert outcomes == [State.SENT] * 3
    assert [address for address, _ in world.mail.taken] == ["midori@mail.example"]


def test_a_person_without_an_address_gets_no_e_mail():
    world = World(Person(email=None))
    notice = world.compose()

    assert world.send(notice) is None
    assert len(world.mail) == 0
    assert notice.notice_id in world.notices


def test_while_one_sends_another_waits(world):
    notice = world.compose()
    world.mail.trouble = ["dies before"]
    with pytest.raises(Killed):
        world.send(notice)

    with pytest.raises(Unavailable):
        world.send(notice, LATER - timedelta(seconds=1))

    assert len(world.mail) == 0


def test_a_sender_that_died_before_the_carrier_loses_nothing(world):
    notice = world.compose()
    world.mail.trouble = ["dies before"]
    with pytest.raises(Killed):
        world.send(notice)

    assert world.send(notice, LATER) is State.SENT
    assert len(world.mail) == 1


def test_a_sender_that_died_after_the_carrier_took_it_sends_again_rather_than_lose(world):
    notice = world.compose()
    world.mail.trouble = ["dies after"]
    with pytest.raises(Killed):
        world.send(notice)

    assert world.send(notice, LATER) is State.SENT
    assert len(world.mail) == 2  # the one doubling the carrier does not let us avoid


def test_what_the_carrier_refused_is_tried_again_without_waiting(world):
    notice = world.compose()
    world.mail.trouble = ["refused"]
    with pytest.raises(NotSent):
        world.send(notice)

    assert world.send(notice, WALL + timedelta(seconds=1)) is State.SENT
    assert len(world.mail) == 1


def test_of_two_senders_one_claims(world):
    notice = world.compose()
    stale = world.deliveries.find

    world.send(notice)
    world.deliveries.find = lambda *_: None
    with pytest.raises(Conflict):
        world.send(notice)

    world.deliveries.find = stale
    assert len(world.mail) == 1


def test_a_citizen_sees_her_notices_newest_first_and_what_is_unread(world):
    first = world.compose()
    world.inbox.mark_read("account-1", first.notice_id, now=WALL)
    later = occasion(Kind.DECIDED).model_copy(update={"event_id": "e2", "at": WALL})
    world.composer.compose(later, wall=WALL)

    shown = view(world.inbox.latest("account-1"))

    assert [item.kind for item in shown.items] == [Kind.DECIDED, Kind.RECEIVED]
    assert [item.read for item in shown.items] == [False, True]
    assert shown.unread == 1


def test_reading_twice_keeps_the_first_time(world):
    notice = world.compose()
    world.inbox.mark_read("account-1", notice.notice_id, now=WALL)
    world.inbox.mark_read("account-1", notice.notice_id, now=LATER)

    assert world.notices.get("account-1", notice.notice_id).read_at == WALL


def test_anothers_notice_looks_like_none(world):
    notice = world.compose()

    with pytest.raises(NotFound):
        world.inbox.mark_read("account-2", notice.notice_id, now=WALL)


def test_how_long_she_waited_for_her_mail_is_measured_once(world):
    notice = world.compose()

    for _ in range(2):
        world.send(notice, wall=notice.at + timedelta(seconds=7))

    assert world.measured == [("NoticeDelay", 7.0)]
