"""What the notices service needs, in memory."""

from dataclasses import dataclass, field

from madoguchi.errors import Conflict, NotFound
from madoguchi.notices.model.delivery import Delivery, NotSent
from madoguchi.notices.model.notice import Names, Notice, Text


class FakeNotices:
    def __init__(self):
        self.rows = {}

    def __len__(self):
        return len(self.rows)

    def __contains__(self, notice_id):
        return any(known == notice_id for _, known in self.rows)

    def add(self, notice: Notice, *, wall):
        if (notice.account_id, notice.notice_id) in self.rows:
            raise Conflict(notice.notice_id)
        self.rows[notice.account_id, notice.notice_id] = notice

    def get(self, account_id, notice_id):
        if (account_id, notice_id) not in self.rows:
            raise NotFound(notice_id)
        return self.rows[account_id, notice_id]

    def latest(self, account_id):
        owned = [notice for (owner, _), notice in self.rows.items() if owner == account_id]
        return sorted(owned, key=lambda notice: notice.notice_id, reverse=True)

    def mark_read(self, account_id, notice_id, at):
        notice = self.get(account_id, notice_id)
        first = notice.read_at or at
        self.rows[account_id, notice_id] = notice.model_copy(update={"read_at": first})


class FakeProcedures(dict):
    def remember(self, account_id, application_id, procedure_id, *, wall):
        self.setdefault((account_id, application_id), procedure_id)

    def recall(self, account_id, application_id):
        return self.get((account_id, application_id))


class FakeDeliveries:
    def __init__(self):
        self.rows = {}

    def find(self, account_id, notice_id, channel):
        return self.rows.get((account_id, notice_id, channel))

    def save(self, delivery: Delivery, *, wall):
        known = self.rows.get((delivery.account_id, delivery.notice_id, delivery.channel))
        if (known.version if known else 0) != delivery.version - 1:
            raise Conflict(delivery.notice_id)
        self.rows[delivery.account_id, delivery.notice_id, delivery.channel] = delivery


@dataclass
class Person:
    language: str = "ja"
    email: str | None = "midori@mail.example"


class FakeAccounts(dict):
    def get(self, account_id):
        return self[account_id]


@dataclass
class FakeDirectory:
    known: dict = field(default_factory=lambda: {"child-allowance": "児童手当 認定請求"})

    def names(self, municipality, procedure_id, language):
        return Names(municipality="三条市", procedure=self.known.get(procedure_id))


class FakeCarriers(list):
    def hand_over(self, notice, channel, lane):
        self.append((notice.account_id, notice.notice_id, channel, lane))


class Killed(BaseException):
    """The sender's process ends here."""


class FakeMail:
    """A carrier that keeps what it took; `trouble` says what the next calls meet."""

    def __init__(self):
        self.taken = []
        self.trouble = []

    def __len__(self):
        return len(self.taken)

    def send(self, address, text: Text):
        meets = self.trouble.pop(0) if self.trouble else None
        if meets == "refused":
            raise NotSent("Throttling")
        if meets == "dies before":
            raise Killed
        self.taken.append((address, text))
        if meets == "dies after":
            raise Killed
        return f"carrier-{len(self.taken)}"
