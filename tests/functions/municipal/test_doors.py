"""The town's doors on the real table: who may come, what is written before anything is read, what a replay is told."""

import base64
import dataclasses
import importlib
import json
import uuid

import boto3
import pytest

from madoguchi import dynamo
from tests.support.events import (
    LambdaContext,
    answer,
    api_event,
    failed,
    machine_claims,
    rule_event,
    sqs_event,
    staff_claims,
    stream_event,
)
from tests.support.officers import employ, grant
from tests.support.tables import make_table
from tests.unit.municipal.samples import (
    NIIGATA,
    PROOF,
    RECEIPT,
    RULE,
    SANJO,
    Linkage,
    Register,
    corrected,
    delivery_body,
)

TABLE, BUCKET, CONSOLE = "municipal-table", "inbox-bucket", "console-bucket"
READ = "municipal/applications.read"
CLIENT = "client-of-sanjo"
EXAMINER, APPROVER, TAX, ADMINISTRATOR = "sanjo-kosodate-1", "sanjo-kosodate-2", "sanjo-zeimu-1", "sanjo-soumu-1"
NOBODY, FOREIGN_TAX = "sanjo-shimin-1", "niigata-zeimu-1"
STAFF = [
    (EXAMINER, SANJO, [("examiner",), ("author",)]),
    (APPROVER, SANJO, [("approver",)]),
    (TAX, SANJO, [("approver", "local-tax.certificate")]),
    (ADMINISTRATOR, SANJO, [("administrator", "*")]),
    (NOBODY, SANJO, []),
    (FOREIGN_TAX, NIIGATA, [("approver", "local-tax.certificate"), ("approver",)]),
]


class Core(Linkage):
    """The core as the machines' door and the reports see it, too."""

    def __init__(self):
        super().__init__()
        self.reports, self.passed = [], []

    def report(self, entry):
        self.reports.append(entry)

    def pair(self, *asked):
        self.passed.append(asked)

    copy = represent = pair

    def sealing_key(self):
        return "a2V5"


class Town:
    """Every function of the capability, wired to one table, with register and core in memory."""

    def __init__(self, monkeypatch):
        self.client = make_table(TABLE, [("by_month", "inbox", "arrived_at")])
        for bucket in (BUCKET, CONSOLE):
            boto3.client("s3").create_bucket(
                Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"}
            )
        self.core, self.register = Core(), Register()
        self.put(pk=f"CLIENT#{CLIENT}", sk="CLIENT", municipality=SANJO)
        for officer, municipality, grants in STAFF:
            employ(self.client, TABLE, municipality, officer, *(grant(municipality, officer, *g) for g in grants))
        self.put(pk=f"TOWN#{SANJO}", sk=f"RULE#{RULE.affair}#000001", kind="rule", rule=RULE.model_dump_json())
        neighbours = {
            "examine": ("examination", {"register": self.register, "linkage": self.core}),
            "collect": ("collection", {"linkage": self.core}),
            "report_lookups": ("reporting", {"core": self.core}),
            "machine_api": ("machines", {"core": self.core}),
        }
        for name, (service, with_) in neighbours.items():
            module = self.module(name)
            replaced = dataclasses.replace(getattr(module, service), **with_)
            monkeypatch.setattr(module, service, replaced)

    @staticmethod
    def module(name):
        return importlib.import_module(f"municipal.{name}")

    def put(self, **row):
        self.client.put_item(TableName=TABLE, Item=dynamo.dump(row))

    def rows(self, kind):
        found = [dynamo.load(item) for item in self.client.scan(TableName=TABLE)["Items"]]
        return [row for row in found if row.get("kind") == kind]

    def call(self, door, method, path, body=None, **more):
        return self.module(door).handler(api_event(method, path, body, **more), LambdaContext())

    def officer(self, method, path, body=None, *, municipality=SANJO, name=EXAMINER, door="staff_api", **more):
        return self.call(door, method, path, body, claims=staff_claims(municipality, name), **more)

    def commit(self, path, body, *, version=None, key=None, **more):
        """An act on a case as the console sends it: what was seen, and a key of its own."""
        seen = {"If-Match": f'"{version or self.case()["version"]}"'}
        headers = {**seen, "Idempotency-Key": key or str(uuid.uuid4())}
        return self.officer("POST", f"/cases/{RECEIPT}/{path}", body, headers=headers, **more)

    def machine(self, method, path, body=None, *, scopes=(READ,), client=CLIENT, **more):
        return self.call("machine_api", method, path, body, claims=machine_claims(client, *scopes), **more)

    def deliver(self, revision=1, **changes):
        return self.call("exchange_api", "POST", "/deliveries", delivery_body(revision, **changes))

    def consume(self, function, kind, source="madoguchi.municipal", **data):
        event = sqs_event(rule_event(kind, data, source=source))
        return failed(self.module(function).handler(event, LambdaContext()))

    def examine(self, revision=1):
        return self.consume("examine", "CaseDelivered", municipality=SANJO, receipt=RECEIPT, revision=revision)

    def collect(self):
        source = "madoguchi.linkage"
        return [
            self.consume("collect", "InquiryAnswered", source, asker=SANJO, processing_number=number, case=RECEIPT)
            for number in self.core.asked.values()
        ]

    def journey(self):
        assert self.deliver()["statusCode"] == 200
        assert self.examine() == []
        assert self.collect() == [[], [], []]

    def case(self):
        return answer(self.officer("GET", f"/cases/{RECEIPT}"))


@pytest.fixture
def town(aws, monkeypatch):
    return Town(monkeypatch)


def test_the_journey_of_the_scenario_through_the_doors(town):
    town.journey()

    case = town.case()
    assert case["proposal"]["monthly_yen"] == 25_000
    assert len(case["inquiries"]) == 3
    back = {"items": [{"pointer": "/adult_children/0/proof", "reason": "確認書を添付してください"}]}
    returned = town.commit("return", back)
    assert returned["statusCode"] == 200
    told = answer(town.call("exchange_api", "GET", f"/outcomes/{SANJO}/{RECEIPT}"))
    assert [item["pointer"] for item in told["returned"]["items"]] == ["/adult_children/0/proof"]

    town.deliver(2, content=corrected(), attachments=[PROOF])
    town.examine(2)

    case = town.case()
    assert (case["proposal"]["monthly_yen"], case["proposal"]["provisional"]) == (40_000, False)
    wish = {"outcome": "granted", "monthly_yen": 40_000, "from_month": "2026-11", "reason": "要件を満たすため"}
    proposed = answer(town.commit("decision", wish))
    told = answer(town.call("exchange_api", "GET", f"/outcomes/{SANJO}/{RECEIPT}"))
    assert (proposed["status"], told["status"], told["decision"]) == ("approval", "substantive", None)
    approval = {"proposal_id": proposed["proposal_id"], "approve": True}
    decided = town.commit("approval", approval, name=APPROVER)
    assert answer(decided)["document_number"].startswith("子支第")
    told = answer(town.call("exchange_api", "GET", f"/outcomes/{SANJO}/{RECEIPT}"))
    assert (told["status"], told["decision"]["monthly_yen"]) == ("decided", 40_000)
    assert len(town.core) == 3


def test_a_delivery_sent_again_is_answered_the_same(town):
    first, again = town.deliver(), town.deliver()

    assert first["statusCode"] == again["statusCode"] == 200
    assert answer(first) == answer(again)
    assert len(town.rows("event")) == 1


def test_a_tampered_delivery_names_the_field_and_opens_no_case(town):
    response = town.deliver(document_sha256="0" * 64)

    assert response["statusCode"] == 422
    assert answer(response)["type"].endswith("/document-digest-mismatch")
    assert answer(response)["errors"][0]["field"] == "/document_sha256"
    assert town.rows("case") == []


def test_a_malformed_delivery_does_not_echo_what_was_sent(town):
    response = town.deliver(municipality="999999", arrived_at="山田太郎")

    assert response["statusCode"] == 400
    assert "山田" not in response["body"]


@pytest.mark.parametrize(
    ("municipality", "name", "receipt"),
    [
        (NIIGATA, FOREIGN_TAX, RECEIPT),
        (SANJO, TAX, RECEIPT),
        (SANJO, ADMINISTRATOR, RECEIPT),
        (SANJO, NOBODY, RECEIPT),
        (SANJO, EXAMINER, "Z" * 16),
    ],
)
def test_anothers_case_and_no_case_are_one_answer(town, municipality, name, receipt):
    town.journey()

    response = town.officer("GET", f"/cases/{receipt}", municipality=municipality, name=name)

    body = answer(response) | {"correlation_id": ""}
    nothing = town.officer("GET", f"/cases/{'Y' * 16}")
    assert response["statusCode"] == 404
    assert body == answer(nothing) | {"correlation_id": ""}


@pytest.mark.parametrize("claims", [None, machine_claims(CLIENT, READ), {"token_use": "id", "role": "citizen"}])
def test_only_an_officers_id_token_opens_the_officers_door(town, claims):
    town.journey()

    response = town.call("staff_api", "GET", f"/cases/{RECEIPT}", claims=claims)

    assert response["statusCode"] == 401
    assert "高野" not in response["body"]


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        (None, 401),
        (staff_claims(SANJO), 401),
        (machine_claims(CLIENT, "municipal/copies.write"), 403),
        (machine_claims("client-of-nobody", READ), 403),
    ],
)
def test_a_core_system_needs_its_scope_and_a_town(town, claims, status):
    town.journey()

    response = town.call("machine_api", "GET", f"/applications/{RECEIPT}", claims=claims)

    assert response["statusCode"] == status
    assert "髙野" not in response["body"]


def test_a_client_of_another_town_finds_nothing(town):
    town.journey()
    town.put(pk="CLIENT#client-of-niigata", sk="CLIENT", municipality=NIIGATA)

    assert town.machine("GET", f"/applications/{RECEIPT}", client="client-of-niigata")["statusCode"] == 404
    listed = answer(town.machine("GET", "/applications?month=2026-11", client="client-of-niigata"))
    assert listed == {"items": [], "next": None}


def test_a_core_system_lists_and_fetches_what_was_declared(town):
    town.journey()

    listed = answer(town.machine("GET", "/applications?month=2026-11&status=substantive"))
    fetched = answer(town.machine("GET", f"/applications/{RECEIPT}"))

    assert [item["receipt"] for item in listed["items"]] == [RECEIPT]
    assert "applicant_name" not in listed["items"][0]
    assert fetched["applicant"]["name"] == "髙野　みどり"
    assert "2364000" not in json.dumps(fetched)


def test_an_inbox_without_a_month_is_this_months_in_japan(town, monkeypatch, tmp_path):
    clock = tmp_path / "clock.json"
    clock.write_text(json.dumps({"frozen": "2026-10-31T15:00:00Z"}))
    monkeypatch.setenv("CLOCK_FILE", str(clock))
    town.journey()

    listed = answer(town.officer("GET", "/cases"))

    assert (listed["month"], listed["today"]) == ("2026-11", "2026-11-01")
    assert [item["receipt"] for item in listed["items"]] == [RECEIPT]


def test_every_look_leaves_two_entries(town):
    town.journey()

    town.officer("GET", f"/cases/{RECEIPT}")
    town.machine("GET", f"/applications/{RECEIPT}")
    town.officer("GET", "/cases?month=2026-11")
    town.officer("POST", f"/cases/{RECEIPT}/package-link")

    entries = [json.loads(row["entry"]) for row in town.rows("entry")]
    assert len(entries) == 8
    assert {entry["purpose"] for entry in entries} == {
        "case.examine",
        "case.list",
        "case.package",
        "application.extract",
    }


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", f"/cases/{RECEIPT}"), ("GET", "/cases?month=2026-11"), ("POST", f"/cases/{RECEIPT}/package-link")],
)
def test_when_the_entry_cannot_be_written_nothing_is_shown(town, monkeypatch, method, path):
    from madoguchi.errors import Unavailable
    from madoguchi.municipal.store import CasesTable

    town.journey()
    read = []
    monkeypatch.setattr(CasesTable, "record", lambda *_: (_ for _ in ()).throw(Unavailable("throttled")))
    monkeypatch.setattr(CasesTable, "case", lambda *_: read.append("case"))
    monkeypatch.setattr(CasesTable, "inbox", lambda *_, **__: read.append("inbox"))

    response = town.officer(method, path)

    assert response["statusCode"] == 503
    assert read == []
    assert "url" not in response["body"]


def test_a_package_link_lives_a_minute_and_leads_to_this_package(town):
    town.journey()

    officer = answer(town.officer("POST", f"/cases/{RECEIPT}/package-link"))
    system = answer(town.machine("POST", f"/applications/{RECEIPT}/package-link"))

    for link in (officer, system):
        assert f"{SANJO}/{RECEIPT}/1/package.zip" in link["url"]
        assert "X-Amz-Expires=60" in link["url"]
        assert (link["expires_in"], link["sha256"]) == (60, "ab" * 32)


def test_an_older_version_is_a_412_and_a_missing_one_is_named(town):
    town.journey()
    back = {"items": [{"pointer": "/remarks", "reason": "x"}]}

    old = town.commit("return", back, version=1)
    none = town.officer("POST", f"/cases/{RECEIPT}/return", back)
    keyless = town.officer("POST", f"/cases/{RECEIPT}/return", back, headers={"If-Match": "1"})

    assert old["statusCode"] == 412
    assert (none["statusCode"], answer(none)["errors"][0]["field"]) == (400, "/headers/If-Match")
    assert (keyless["statusCode"], answer(keyless)["errors"][0]["field"]) == (400, "/headers/Idempotency-Key")


def test_a_dismissal_without_remedies_is_refused_and_keeps_the_case_open(town):
    town.journey()
    asked = {"outcome": "dismissed", "reason": "公務員のため"}

    response = town.commit("decision", asked)

    assert response["statusCode"] == 422
    assert answer(response)["type"].endswith("/remedies-missing")
    assert town.case()["decision"] is None


def test_a_standing_rule_is_published_once_by_an_author_of_its_affair(town):
    asked = {"affair": RULE.affair, "items": ["local-tax.income"]}

    headers = {"Idempotency-Key": "rule-0001"}

    mine, again = (town.officer("POST", "/standing-rules", asked, headers=headers) for _ in range(2))
    others = town.officer("POST", "/standing-rules", asked, name=TAX, headers=headers)

    assert (mine["statusCode"], answer(mine)) == (201, {"affair": RULE.affair, "version": 2})
    assert answer(again) == answer(mine)
    assert others["statusCode"] == 404


def test_the_machines_door_passes_on_what_its_own_town_sends(town):
    residents, copies = ("municipal/residents.write",), ("municipal/copies.write",)
    copy = {"layout": "R8-07", "as_of": "2026-06-01", "value": {"filed": True}}
    parent = {"representative": "3040001", "represented": "3049001", "kind": "parent", "from": "2026-10-22"}

    answers = [
        town.machine("PUT", "/residents/3040001", {"sealed": "c2VhbGVk"}, scopes=residents),
        town.machine("PUT", "/copies/3040001/local-tax.income", copy, scopes=copies),
        town.machine("PUT", "/representations", parent, scopes=residents),
        town.machine("GET", "/sealing-key", scopes=residents),
    ]

    assert [each["statusCode"] for each in answers] == [204, 204, 204, 200]
    assert [asked[0] for asked in town.core.passed] == [SANJO] * 3
    assert town.core.passed[2][1]["from"] == "2026-10-22"


def test_a_crash_in_the_core_fails_that_message_alone_and_asks_once(town):
    town.deliver()
    town.core.fails_after = 1

    assert town.examine() == ["message-0"]
    town.core.fails_after = None
    assert town.examine() == []

    assert len(town.core) == 3
    assert town.core.calls == 3


def test_a_withdrawal_reaches_the_inbox_and_may_be_told_twice(town):
    told = {"municipality": SANJO, "receipt": RECEIPT, "withdrawn_at": "2026-11-05T01:00:00Z", "correlation_id": "c"}
    early = town.call("exchange_api", "POST", "/withdrawals", told)
    town.deliver()

    again = town.call("exchange_api", "POST", "/withdrawals", told)

    assert (early["statusCode"], answer(early)["status"]) == (200, None)
    assert (again["statusCode"], answer(again)["status"]) == (200, "withdrawn")
    listed = answer(town.officer("GET", "/cases?month=2026-11&status=withdrawn"))
    assert [line["status"] for line in listed["items"]] == ["withdrawn"]


@pytest.mark.parametrize("body", [{}, {"municipality": "999999", "receipt": RECEIPT}, {"municipality": SANJO}])
def test_a_malformed_withdrawal_is_refused(town, body):
    assert town.call("exchange_api", "POST", "/withdrawals", body)["statusCode"] == 400


@pytest.mark.parametrize("function", ["examine", "collect", "report_lookups"])
def test_an_unreadable_message_goes_to_the_dead_letters_at_once(town, function):
    dead = boto3.client("sqs").create_queue(QueueName="dead-letters")["QueueUrl"]

    response = town.module(function).handler(sqs_event("not JSON"), LambdaContext())

    assert failed(response) == []
    (kept,) = boto3.client("sqs").receive_message(QueueUrl=dead)["Messages"]
    assert kept["Body"] == "not JSON"


def test_a_look_is_reported_for_everybody_shown(town):
    town.journey()
    town.officer("GET", f"/cases/{RECEIPT}")
    entry = json.loads(town.rows("entry")[0]["entry"])

    for phase in ("before", "after"):
        data = {"municipality": SANJO, "entry_id": entry["entry_id"], "phase": phase}
        assert town.consume("report_lookups", "LookUpRecorded", **data) == []

    assert len(town.core.reports) == 10
    assert {report["phase"] for report in town.core.reports} == {"before", "after"}


def test_events_in_the_stream_reach_the_bus(town, monkeypatch):
    town.journey()
    boto3.client("events").create_event_bus(Name="bus")
    announce = town.module("announce")

    response = announce.handler(stream_event(*town.rows("event")), LambdaContext())

    assert response == {"batchItemFailures": []}


def test_a_core_system_takes_its_token_through_our_own_door(town, monkeypatch):
    door = town.module("session_api")
    asked = []

    class Tokens:
        def token(self, client_id, secret, scopes):
            asked.append((client_id, secret, scopes))
            known = {"access_token": "t", "expires_in": 3600, "token_type": "Bearer"}
            return known if secret == "right" else None

    monkeypatch.setattr(door, "sessions", dataclasses.replace(door.sessions, tokens=Tokens()))

    def take(secret, body="grant_type=client_credentials"):
        basic = base64.b64encode(f"client:{secret}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded"}
        return town.call("session_api", "POST", "/token", body, headers=headers)

    good, wrong, other = take("right"), take("wrong"), take("right", "grant_type=password")

    assert (good["statusCode"], answer(good)["access_token"]) == (200, "t")
    assert good["multiValueHeaders"]["Cache-Control"] == ["no-store"]
    assert (wrong["statusCode"], answer(wrong)) == (401, {"error": "invalid_client"})
    assert (other["statusCode"], answer(other)) == (400, {"error": "unsupported_grant_type"})
    assert asked[0] == ("client", "right", ())


def test_the_console_serves_its_own_files_and_nothing_else(town):
    boto3.client("s3").put_object(Bucket=CONSOLE, Key="index.html", Body="<!doctype html>窓口".encode())
    console = town.module("console")

    def get(path):
        event = api_event("GET", f"/console/{path}")
        event["pathParameters"] = {"proxy": path} if path else None
        return console.handler(event, LambdaContext())

    assert "窓口" in get("")["body"]
    assert get("cases/A2B3C4D5")["statusCode"] == 200
    assert get("absent.js")["statusCode"] == 404
    assert get("../inbox/package.zip")["statusCode"] == 404
    assert "unsafe" not in get("")["headers"]["Content-Security-Policy"]
