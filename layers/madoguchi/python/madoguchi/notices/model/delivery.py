"""One notice to one person by one channel, at most once as far as the carrier permits, and never lost.

A delivery is claimed before the carrier is called and marked sent after it. A claim is a lease: while it runs,
nobody else sends; a sender that dies leaves it to run out, and the queue brings the message back.

    no row ──claim──► sending ──the carrier accepted──► sent          (a repeated message ends here, nothing sent)
                       │  ▲
     surely not sent   ▼  │ claim again
                     waiting
                       sending, lease over ──claim again──► sending   (see below)

The carrier (SES SendEmail) knows no idempotency key. A sender that dies after the carrier's acceptance and before
the row says so cannot be told from one that died before it: the next sends again. Those milliseconds are where a
person can get one e-mail twice; the alternative would lose it. The client that calls the carrier never retries
by itself, for the same reason.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from madoguchi.errors import Unavailable
from madoguchi.kernel.value import Value

LEASE_SECONDS = 90  # longer than a sender lives (its timeout is 30 s), shorter than the queue's visibility


class Channel(StrEnum):
    EMAIL = "email"


class Lane(StrEnum):
    """Which queue of a channel: what a person waits for is never behind what everybody gets."""

    PERSONAL = "personal"
    BROADCAST = "broadcast"


class State(StrEnum):
    SENDING = "sending"
    WAITING = "waiting"
    SENT = "sent"


class NotSent(Unavailable):
    """The carrier refused: surely not sent, worth another try."""

    type: ClassVar[str] = "notice-not-sent"


class Delivery(Value):
    """`until` is technical time: the end of the lease. `carrier_id` is the carrier's name for what it took."""

    account_id: str
    notice_id: str
    channel: Channel
    state: State
    version: int
    until: datetime
    carrier_id: str | None = None


def first_claim(account_id: str, notice_id: str, channel: Channel, wall: datetime) -> Delivery:
    return Delivery(
        account_id=account_id,
        notice_id=notice_id,
        channel=channel,
        state=State.SENDING,
        version=1,
        until=wall + timedelta(seconds=LEASE_SECONDS),
    )


def claim_again(delivery: Delivery, wall: datetime) -> Delivery:
    """The next claim on a delivery that was not finished. Unavailable, while another sender's lease runs."""
    if delivery.state is State.SENDING and wall < delivery.until:
        raise Unavailable("another sender holds this delivery")
    return _next(delivery, State.SENDING, until=wall + timedelta(seconds=LEASE_SECONDS))


def sent(delivery: Delivery, carrier_id: str) -> Delivery:
    return _next(delivery, State.SENT, carrier_id=carrier_id)


def given_back(delivery: Delivery) -> Delivery:
    """A claim whose sending surely failed: the next try need not wait for the lease."""
    return _next(delivery, State.WAITING)


def _next(delivery: Delivery, state: State, **more: object) -> Delivery:
    return delivery.model_copy(update={"state": state, "version": delivery.version + 1, **more})
