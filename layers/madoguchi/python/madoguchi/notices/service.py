"""Telling people: compose a notice once, send it once, show it to its owner alone."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from madoguchi.errors import Conflict
from madoguchi.notices.model import texts
from madoguchi.notices.model.delivery import (
    Channel,
    Delivery,
    Lane,
    NotSent,
    State,
    claim_again,
    first_claim,
    given_back,
    sent,
)
from madoguchi.notices.model.notice import Names, Notice, Occasion, Text, compose


class Notices(Protocol):
    def add(self, notice: Notice, *, wall: datetime) -> None:
        """Conflict, when this notice stands already."""

    def get(self, account_id: str, notice_id: str) -> Notice: ...
    def latest(self, account_id: str) -> Sequence[Notice]: ...
    def mark_read(self, account_id: str, notice_id: str, at: datetime) -> None: ...


class Procedures(Protocol):
    """Which procedure an application is about; later events of an application do not say."""

    def remember(self, account_id: str, application_id: str, procedure_id: str, *, wall: datetime) -> None: ...
    def recall(self, account_id: str, application_id: str) -> str | None: ...


class Deliveries(Protocol):
    def find(self, account_id: str, notice_id: str, channel: Channel) -> Delivery | None: ...
    def save(self, delivery: Delivery, *, wall: datetime) -> None:
        """Conflict, unless the stored version is the one before (or none, for the first)."""


class Account(Protocol):
    @property
    def language(self) -> str: ...
    @property
    def email(self) -> str | None: ...


class Accounts(Protocol):
    def get(self, account_id: str) -> Account: ...


class Directory(Protocol):
    def names(self, municipality: str, procedure_id: str | None, language: str) -> Names: ...


class Carriers(Protocol):
    def hand_over(self, notice: Notice, channel: Channel, lane: Lane) -> None:
        """To the queue of that channel and lane; ids only."""


class Mail(Protocol):
    def send(self, address: str, text: Text) -> str:
        """The carrier's id. NotSent, when it was surely not sent."""


class Measure(Protocol):
    def __call__(self, name: str, value: float) -> None:
        """A value of a metric of metrics.json."""


@dataclass(frozen=True)
class Composer:
    notices: Notices
    procedures: Procedures
    accounts: Accounts
    directory: Directory
    carriers: Carriers

    def compose(self, occasion: Occasion, *, wall: datetime) -> Notice:
        """The notice of this occasion, stored once and handed over at least once.

        The queue's message is the outbox: it goes only when both are done, so a crash in between hands over
        again, and the sender knows its deliveries.
        """
        notice = self._written(occasion, wall)
        with suppress(Conflict):
            self.notices.add(notice, wall=wall)
        self.carriers.hand_over(notice, Channel.EMAIL, Lane.PERSONAL)
        return notice

    def _written(self, occasion: Occasion, wall: datetime) -> Notice:
        language = self.accounts.get(occasion.account_id).language
        names = self.directory.names(occasion.municipality, self._procedure(occasion, wall), language)
        return compose(occasion, texts.in_app(occasion, names, language), texts.email(occasion, names, language))

    def _procedure(self, occasion: Occasion, wall: datetime) -> str | None:
        account_id, application_id = occasion.account_id, occasion.application_id
        if occasion.procedure_id is None:
            return self.procedures.recall(account_id, application_id)
        self.procedures.remember(account_id, application_id, occasion.procedure_id, wall=wall)
        return occasion.procedure_id


@dataclass(frozen=True)
class EmailSender:
    notices: Notices
    deliveries: Deliveries
    accounts: Accounts
    mail: Mail
    measure: Measure

    def send(self, account_id: str, notice_id: str, *, wall: datetime) -> State | None:
        """SENT, now or before; None for a person without an address. Unavailable, while another sends."""
        address = self.accounts.get(account_id).email
        if not address:
            return None
        known = self.deliveries.find(account_id, notice_id, Channel.EMAIL)
        if known is not None and known.state is State.SENT:
            return State.SENT
        notice = self.notices.get(account_id, notice_id)
        claim = claim_again(known, wall) if known else first_claim(account_id, notice_id, Channel.EMAIL, wall)
        self.deliveries.save(claim, wall=wall)
        return self._sent(claim, address, notice, wall)

    def _sent(self, claim: Delivery, address: str, notice: Notice, wall: datetime) -> State:
        try:
            carrier_id = self.mail.send(address, notice.email)
        except NotSent:
            self.deliveries.save(given_back(claim), wall=wall)
            raise
        self.measure("NoticeDelay", max(0.0, (wall - notice.at).total_seconds()))
        self.deliveries.save(sent(claim, carrier_id), wall=wall)
        return State.SENT


@dataclass(frozen=True)
class Inbox:
    notices: Notices

    def latest(self, account_id: str) -> Sequence[Notice]:
        """The account's notices, newest first."""
        return self.notices.latest(account_id)

    def mark_read(self, account_id: str, notice_id: str, *, now: datetime) -> None:
        """NotFound for another's notice as for none: the two look alike. Reading twice keeps the first time."""
        self.notices.mark_read(account_id, notice_id, now)
