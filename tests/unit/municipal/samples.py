"""The scenario's family, town and neighbours in memory. Everybody here is invented."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count

from madoguchi.errors import Conflict, NotFound, Unavailable
from madoguchi.kernel.canonical import b64, canonical, sha256_hex
from madoguchi.municipal.model.case import Status
from madoguchi.municipal.model.delivery import Delivery
from madoguchi.municipal.model.grants import Grant, Reader, Role
from madoguchi.municipal.model.inquiries import INCOME, RESIDENCE, InquiryStatus, Result, StandingRule
from madoguchi.municipal.model.occasion import Occasion
from madoguchi.municipal.model.officers import Officer
from madoguchi.municipal.model.people import Household, Member
from madoguchi.municipal.model.withdrawal import Withdrawal

SANJO, NIIGATA = "152048", "151009"
CLAIM = "child-allowance.claim"
RECEIPT = "A2B3C4D5E6F7G8H9"
HOME = "新潟県三条市緑町九丁目99番9号"
GRANDMOTHERS = "新潟県新潟市中央区架空町1番1号"
ARRIVED = datetime(2026, 11, 4, 14, 59, 30, tzinfo=UTC)  # 23:59:30 in Japan
NUMBERS = count(1)


def grant(officer, role=Role.EXAMINER, *, municipality=SANJO, section="kosodate", affair=CLAIM, **more):
    known = {"grant_id": f"{officer}-{role}", "granted_by": "sanjo-soumu-1", "granted_at": ARRIVED}
    known |= {"since": date(2026, 4, 1), "role": role, "section": section, "affair": affair}
    return Grant(municipality=municipality, officer=officer, **{**known, **more})


def reader(officer, *roles, municipality=SANJO, **more):
    grants = tuple(grant(officer, role, municipality=municipality, **more) for role in roles)
    return Reader(municipality=municipality, name=officer, grants=grants, role="officer")


def officer(username="sanjo-kosodate-1", *, municipality=SANJO, **more):
    known = {"name": "子育て 一番", "created_by": "sanjo-soumu-1", "created_at": ARRIVED}
    return Officer(municipality=municipality, officer=username, **{**known, **more})


OFFICER = reader("sanjo-kosodate-1", Role.EXAMINER, Role.AUTHOR)
APPROVER = reader("sanjo-kosodate-2", Role.APPROVER)
TAX_OFFICER = reader("sanjo-zeimu-1", Role.APPROVER, section="zeimu", affair="local-tax.certificate")
ADMINISTRATOR = reader("sanjo-soumu-1", Role.ADMINISTRATOR, section="soumu", affair="*")
STRANGER = reader("niigata-kosodate-1", Role.APPROVER, municipality=NIIGATA)
SYSTEM = Reader(municipality=SANJO, name="client-1", role="system")


def unique(now: datetime = ARRIVED) -> Occasion:
    """Ids that differ over a whole test run."""
    return Occasion(now=now, wall=now, correlation_id="c" * 26, new_id=lambda: f"id{next(NUMBERS):024d}")


def answers(**changes):
    return {
        "claimant": {
            "name": "髙野　みどり",
            "kana": "タカノ　ミドリ",
            "birth_date": "1984-04-12",
            "sex": "female",
            "address": HOME,
            "phone": "0256000000",
            "occupation": "employee",
        },
        "moved": {"from_municipality": NIIGATA, "out_on": "2026-10-19", "in_on": "2026-10-22"},
        "address_on_jan1": NIIGATA,
        "income_yen": 4_812_000,
        "spouse": {
            "exists": True,
            "name": "髙野　誠",
            "kana": "タカノ　マコト",
            "birth_date": "1982-11-30",
            "sex": "male",
            "living": "together",
            "income_yen": 2_400_000,
            "address_on_jan1": NIIGATA,
        },
        "children": [
            {
                "name": "髙野　蓮",
                "kana": "タカノ　レン",
                "birth_date": "2013-05-02",
                "sex": "male",
                "living": "apart",
                "address": GRANDMOTHERS,
                "supported": True,
            },
            {
                "name": "髙野　凪",
                "kana": "タカノ　ナギ",
                "birth_date": "2026-09-28",
                "sex": "male",
                "living": "together",
                "supported": True,
            },
        ],
        "adult_children": [{"name": "髙野　葵", "birth_date": "2007-08-20", "supported": True, "proof": "later"}],
        "account": {
            "bank_code": "0001",
            "branch_code": "001",
            "kind": "ordinary",
            "number": "1234567",
            "holder_kana": "ﾀｶﾉ ﾐﾄﾞﾘ",
        },
        **changes,
    }


PROOF = {"attachment_id": "a1", "slot": "support-confirmation", "name": "確認書.pdf", "sha256": "x", "size": 900}


def corrected():
    found = answers()
    found["adult_children"][0]["proof"] = "attached"
    return found


def delivery_body(revision=1, *, receipt=RECEIPT, municipality=SANJO, content=None, attachments=(), **changes):
    document = canonical(
        {
            "answers": answers() if content is None else content,
            "attachments": list(attachments),
            "municipality": municipality,
            "revision": revision,
        }
    )
    return {
        "receipt": receipt,
        "revision": revision,
        "municipality": municipality,
        "procedure": {
            "procedure_id": "child-allowance.claim",
            "standard_id": "child-allowance.claim",
            "version": 1,
            "name": "児童手当の認定請求",
            "kind": "申請",
        },
        "arrived_at": ARRIVED.isoformat(),
        "applicant": {
            "authentication_serial": "0a1b2c",
            "signing_serial": "0d4e5f",
            "attributes": {
                "name": "髙野　みどり",
                "birth_date": "1984-04-12",
                "sex": "female",
                "address": HOME,
                "name_mask": "000000",
                "address_mask": "0" * len(HOME),
            },
        },
        "document": b64(document),
        "document_sha256": sha256_hex(document),
        "package": {"key": f"{municipality}/{receipt}/{revision}/package.zip", "sha256": "ab" * 32, "size": 1200},
        "findings": [],
        "correlation_id": "c" * 26,
        **changes,
    }


def delivery(revision=1, **changes) -> Delivery:
    return Delivery.model_validate_json(json.dumps(delivery_body(revision, **changes)))


def member(number, name, born, sex, relationship) -> Member:
    return Member(
        addressee_number=number,
        name=name,
        birth_date=date.fromisoformat(born),
        sex=sex,
        address=HOME,
        relationship=relationship,
    )


HOUSEHOLD = Household(
    as_of=date(2026, 11, 5),
    householder="3040002",
    members=(
        member("3040002", "高野　誠", "1982-11-30", "male", "世帯主"),
        member("3040001", "高野　みどり", "1984-04-12", "female", "妻"),
        member("3040003", "高野　葵", "2007-08-20", "female", "子"),
        member("3040004", "高野　凪", "2026-09-28", "male", "子"),
    ),
)
RULE = StandingRule(
    municipality=SANJO,
    affair="child-allowance.claim",
    version=1,
    published_by="sanjo-kosodate-1",
    published_at=ARRIVED,
    effective_from=date(2026, 10, 1),
    items=(INCOME, RESIDENCE),
)


@dataclass
class Register:
    """Sanjo's register, and what Juki Net knows of former homes."""

    serials: dict = field(default_factory=lambda: {"0a1b2c": "3040001"})
    apart: dict = field(default_factory=lambda: {("髙野　蓮", GRANDMOTHERS): "3049001"})
    homes: dict = field(default_factory=dict)
    down: bool = False

    def addressee_by_serial(self, municipality, serial):
        self._up()
        return self.serials.get(serial)

    def addressee_by_four(self, municipality, four):
        self._up()
        return self.apart.get((four.name, four.address))

    def household(self, municipality, addressee_number):
        self._up()
        return HOUSEHOLD if addressee_number.startswith("304000") else None

    def residence(self, municipality, addressee_number, on):
        self._up()
        return self.homes.get(addressee_number, NIIGATA)

    def _up(self):
        if self.down:
            raise Unavailable("the register is down")


ANSWERS = {
    ("local-tax.income", "3040001"): {"tax_year": 2026, "total_income_yen": 4_812_000, "filed": True},
    ("local-tax.income", "3040002"): {"tax_year": 2026, "total_income_yen": 2_364_000, "filed": True},
    ("residence.registration", "3049001"): {
        "registered_at": NIIGATA,
        "address": GRANDMOTHERS,
        "relationship_to_householder": "孫",
        "as_of": "2026-11-04",
    },
}


@dataclass
class Linkage:
    """The core: one processing number for each request id, an answer for whom it has one."""

    asked: dict = field(default_factory=dict)
    acknowledged: list = field(default_factory=list)
    answers: dict = field(default_factory=lambda: dict(ANSWERS))
    calls: int = 0
    fails_after: int | None = None
    refuses: str | None = None
    result_calls: int = 0

    def ask(self, case, inquiry):
        if self.fails_after is not None and self.calls >= self.fails_after:
            raise Unavailable("the core does not answer")
        self.calls += 1
        number = self.asked.setdefault(inquiry.request_id, f"pn{len(self.asked) + 1}")
        if self.refuses:
            return inquiry.model_copy(update={"status": InquiryStatus.REFUSED, "gate": self.refuses})
        changes = {"status": InquiryStatus.ACCEPTED, "processing_number": number, "provider": NIIGATA}
        return inquiry.model_copy(update=changes)

    def result(self, municipality, inquiry):
        self.result_calls += 1
        value = self.answers.get((inquiry.need.item, inquiry.need.addressee_number))
        if value is None:
            return inquiry.model_copy(update={"status": InquiryStatus.WAITING})
        result = Result(item=inquiry.need.item, layout="R8-07", as_of="2026-06-01", value=value)
        return inquiry.model_copy(update={"status": InquiryStatus.ANSWERED, "result": result, "answered_at": ARRIVED})

    def acknowledge(self, municipality, processing_number):
        self.acknowledged.append(processing_number)

    def __len__(self):
        return len(self.asked)


@dataclass
class Cases:
    """The table in memory: the same conditions, none of the bytes."""

    cases: dict = field(default_factory=dict)
    revisions: dict = field(default_factory=dict)
    events: list = field(default_factory=list)
    entries: list = field(default_factory=list)
    records: list = field(default_factory=list)
    numbers: dict = field(default_factory=dict)
    rules: list = field(default_factory=lambda: [RULE])
    answers: dict = field(default_factory=dict)
    reads: int = 0
    entries_fail: bool = False
    withdrawals: dict = field(default_factory=dict)
    before_remembering: object = None
    before_save: object = None

    def case(self, municipality, receipt):
        self.reads += 1
        if (municipality, receipt) not in self.cases:
            raise NotFound("no such case")
        return self.cases[municipality, receipt]

    def revision(self, municipality, receipt, revision):
        return self.revisions.get((municipality, receipt, revision))

    def open(self, case, revision, event, at):
        gone = (case.municipality, case.receipt) in self.withdrawals and case.status is not Status.WITHDRAWN
        if gone or (case.municipality, case.receipt) in self.cases:
            raise Conflict("open already, or withdrawn")
        self._keep(case, revision, event)

    def withdrawal(self, municipality, receipt):
        return self.withdrawals.get((municipality, receipt))

    def remember_withdrawal(self, municipality, receipt, withdrawn_at):
        if self.before_remembering:
            act, self.before_remembering = self.before_remembering, None
            act()
        if (municipality, receipt) in self.cases:
            raise Conflict("delivered meanwhile")
        self.withdrawals[municipality, receipt] = withdrawn_at

    def add(self, case, was, revision, event, at):
        self._expect(case, was)
        self._keep(case, revision, event)

    def save(self, case, was, event, at, answered=None):
        if self.before_save:
            act, self.before_save = self.before_save, None
            act()
        self._expect(case, was)
        self._once(answered)
        self._keep(case, None, event)

    def answered(self, once):
        return self.answers.get((once.municipality, once.officer, once.key))

    def _once(self, answered):
        if answered is None:
            return
        key = (answered.once.municipality, answered.once.officer, answered.once.key)
        if key in self.answers:
            raise Conflict("answered already")
        self.answers[key] = answered

    def receive(self, case, was, inquiry, at):
        self.save(case, was, None, at)
        self.records.append(inquiry.processing_number)

    def last_number(self, municipality, year):
        return self.numbers.get((municipality, year), 0)

    def decide(self, case, was, event, at, *, year, number, answered):
        if self.last_number(case.municipality, year) != number - 1:
            raise Conflict("the number is taken")
        self.save(case, was, event, at, answered)
        self.numbers[case.municipality, year] = number

    def record(self, entry, at):
        if self.entries_fail:
            raise Unavailable("the table throttles")
        self.entries.append(entry)

    def entry(self, municipality, entry_id, phase):
        return next(e for e in self.entries if (e.entry_id, e.phase) == (entry_id, phase))

    def inbox(self, municipality, month, *, status, cursor, limit):
        self.reads += 1
        found = [c for c in self.cases.values() if c.month == f"{municipality}#{month}"]
        return tuple(c for c in found if status in (None, c.status)), None

    def rule(self, municipality, affair, on):
        mine = [r for r in self.rules if (r.municipality, r.affair) == (municipality, affair)]
        fits = [r for r in mine if r.effective_from <= on]
        return max(fits, key=lambda r: r.version, default=None)

    def publish(self, rule, at, answered):
        self._once(answered)
        self.rules.append(rule)

    def told(self):
        return [type(event).__name__ for event in self.events]

    def _expect(self, case, was):
        if self.cases[case.municipality, case.receipt].version != was:
            raise Conflict("changed")

    def _keep(self, case, revision, event):
        self.cases[case.municipality, case.receipt] = case
        if revision:
            self.revisions[revision.municipality, revision.receipt, revision.revision] = revision
        if event:
            self.events.append(event)

    def __len__(self):
        return len(self.cases)

    def __contains__(self, receipt):
        return (SANJO, receipt) in self.cases


@dataclass
class Town:
    """A town with its services on fakes, and the steps of the journey as one-liners."""

    store: Cases = field(default_factory=Cases)
    register: Register = field(default_factory=Register)
    linkage: Linkage = field(default_factory=Linkage)

    @property
    def case(self):
        return self.store.cases[SANJO, RECEIPT]

    @property
    def current(self):
        return self.store.revision(SANJO, RECEIPT, self.case.revision)

    def deliver(self, revision=1, **changes):
        from madoguchi.municipal.service.intake import Deliveries

        return Deliveries(self.store).receive(delivery(revision, **changes), unique())

    def withdraw(self):
        from madoguchi.municipal.service.withdrawing import Withdrawing

        told = Withdrawal(municipality=SANJO, receipt=RECEIPT, withdrawn_at=ARRIVED + timedelta(hours=1))
        return Withdrawing(self.store).withdraw(told, unique()).status

    def examine(self, revision=1):
        from madoguchi.municipal.service.examining import Examination

        Examination(self.store, self.register, self.linkage).examine(SANJO, RECEIPT, revision, unique())

    def collect(self):
        from madoguchi.municipal.service.collecting import Collection

        for inquiry in self.case.inquiries:
            if inquiry.processing_number:
                Collection(self.store, self.linkage).collect(SANJO, RECEIPT, inquiry.processing_number, unique())

    def journey(self):
        self.deliver()
        self.examine()
        self.collect()
        return self
