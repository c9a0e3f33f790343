"""What a citizen is told, and why: a notice (お知らせ) is made once for each event and account."""

import base64
import hashlib
from datetime import datetime
from enum import StrEnum
from typing import Any

from madoguchi.errors import Unprocessable
from madoguchi.kernel.value import Value

TIME_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # sorts as it counts


class Kind(StrEnum):
    RECEIVED = "application-received"
    DELIVERED = "application-delivered"
    EXAMINED = "application-examined"
    RETURNED = "application-returned"
    DECIDED = "application-decided"
    WITHDRAWN = "application-withdrawn"
    CORRECTION_RECEIVED = "correction-received"
    CORRECTION_DELIVERED = "correction-delivered"
    CORRECTION_EXAMINED = "correction-examined"


KIND_OF_EVENT = {
    "ApplicationReceived": Kind.RECEIVED,
    "ApplicationDelivered": Kind.DELIVERED,
    "ApplicationExamined": Kind.EXAMINED,
    "ApplicationReturned": Kind.RETURNED,
    "ApplicationDecided": Kind.DECIDED,
    "ApplicationWithdrawn": Kind.WITHDRAWN,
}
OF_CORRECTION = {  # a later revision is her correction (補正): to tell it as new would frighten
    Kind.RECEIVED: Kind.CORRECTION_RECEIVED,
    Kind.DELIVERED: Kind.CORRECTION_DELIVERED,
    Kind.EXAMINED: Kind.CORRECTION_EXAMINED,
}


class Occasion(Value):
    """The event that a notice tells of: ids only, as it came over the bus."""

    event_id: str
    kind: Kind
    at: datetime
    correlation_id: str
    account_id: str
    application_id: str
    receipt: str
    municipality: str
    procedure_id: str | None = None


class Names(Value):
    """What the ids of an occasion are called; None where nobody knows."""

    municipality: str | None = None
    procedure: str | None = None


class Text(Value):
    title: str
    body: str


class Notice(Value):
    """What was told, kept as it was written: a later change of a template does not rewrite it."""

    notice_id: str
    account_id: str
    kind: Kind
    at: datetime
    correlation_id: str
    application_id: str | None
    in_app: Text
    email: Text
    read_at: datetime | None = None


def occasion(message: dict[str, Any]) -> Occasion:
    """The occasion in a bus message {"type", "metadata", "data"}; fields a notice does not need are left aside.

    Errors  Unprocessable, when nobody has said how to tell of this event.
    """
    kind = KIND_OF_EVENT.get(message["type"])
    if kind is None:
        raise Unprocessable(f"no notice tells of {message['type']}")
    metadata, data = message["metadata"], message["data"]
    if data.get("revision", 1) > 1:
        kind = OF_CORRECTION.get(kind, kind)
    wanted = ("account_id", "application_id", "receipt", "municipality", "procedure_id")
    return Occasion(
        event_id=metadata["event_id"],
        kind=kind,
        at=metadata["occurred_at"],
        correlation_id=metadata["correlation_id"],
        **{name: data[name] for name in wanted if name in data},
    )


def notice_id(event_id: str, account_id: str, at: datetime) -> str:
    """The same 26 characters for the same event and account, in order of time, telling nothing of either.

    Shape   10 characters of time (milliseconds), 16 of a digest.
    """
    digest = hashlib.sha256(f"{event_id}\n{account_id}".encode()).digest()
    return _time(int(at.timestamp() * 1000)) + base64.b32encode(digest[:10]).decode().lower()


def _time(milliseconds: int) -> str:
    return "".join(TIME_ALPHABET[milliseconds >> shift & 31] for shift in range(45, -1, -5))


def compose(occasion: Occasion, in_app: Text, email: Text) -> Notice:
    return Notice(
        notice_id=notice_id(occasion.event_id, occasion.account_id, occasion.at),
        account_id=occasion.account_id,
        kind=occasion.kind,
        at=occasion.at,
        correlation_id=occasion.correlation_id,
        application_id=occasion.application_id,
        in_app=in_app,
        email=email,
    )
