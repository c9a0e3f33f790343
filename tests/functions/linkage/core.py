"""The core and the sealed zone in one process: their real handlers on moto, joined by their own routes.

core = Core()                                     tables, keys, doors; inside moto
core.pair("152048", "3040001", "midori")          as a town's register does
core.ask("152048", "3040001", "local-tax.income") as a town's standing rule does
"""

import importlib
import json
import os
from datetime import date
from types import SimpleNamespace

import boto3

from madoguchi import dynamo
from madoguchi.errors import Invalid, Unavailable
from madoguchi.kernel.canonical import b64
from madoguchi.kernel.identifiers import individual_number_check_digit
from madoguchi.numbering.jlis_http import JlisHttp
from madoguchi.numbering.model import UnknownSerial
from madoguchi.signed import OF_STATUS, SignedHttp
from madoguchi.wiring import linkage as wiring
from madoguchi.wiring import numbering as sealed_wiring
from tests.support.events import LambdaContext, answer, api_event, stream_event
from tests.support.tables import make_table

SANJO, NIIGATA = "152048", "151009"
PEOPLE = {"midori": 1, "makoto": 2, "ren": 3, "nagi": 4, "go": 5}
NUMBERS = {
    (SANJO, "midori"): "3040001",
    (SANJO, "makoto"): "3040002",
    (SANJO, "ren"): "3049001",
    (NIIGATA, "midori"): "1000101",
    (NIIGATA, "makoto"): "1000102",
    (NIIGATA, "ren"): "1000105",
}
YEN = {"midori": 4_812_000, "makoto": 2_364_000}
STEPS = {
    "CheckGates": "check_gates",
    "RecordRefusal": "record_refusal",
    "FindCopy": "find_copy",
    "LeaveToStaff": "leave_to_staff",
    "Release": "release",
    "CarryOn": "carry_on",
}
KEYS = {
    "CODE_KEY": {},
    "SEALING_KEY": {"KeySpec": "RSA_3072", "KeyUsage": "ENCRYPT_DECRYPT"},
    "INDEX_KEY": {"KeySpec": "HMAC_256", "KeyUsage": "GENERATE_VERIFY_MAC"},
}
DOORS = ("municipal_api", "portal_api", "operator_api")


class Refused(Exception):
    """A door's problem answer."""

    def __init__(self, status, problem):
        super().__init__(f"{status} {problem.get('type')}")
        self.status = status
        self.slug = problem.get("type", "").rsplit("/", 1)[-1]


class Core:
    def __init__(self, monkeypatch):
        self.dynamodb = make_table(os.environ["INQUIRIES_TABLE"], stream=True)
        make_table(os.environ["PARTITIONS_TABLE"])
        make_table(os.environ["LEDGER_TABLE"])
        make_table(os.environ["REGISTER_TABLE"])
        self.kms = boto3.client("kms")
        keys = {name: self.kms.create_key(**spec)["KeyMetadata"]["KeyId"] for name, spec in KEYS.items()}
        self.serials = {f"SERIAL{n}": f"{n:011d}" for n in PEOPLE.values()}
        doors = {name: importlib.import_module(f"functions.linkage.{name}") for name in DOORS}
        self.sealed = importlib.import_module("functions.numbering.sealed_api")
        self.feed = importlib.import_module("functions.ledger.feed")
        self.steps = {name: importlib.import_module(f"functions.linkage.{file}") for name, file in STEPS.items()}
        self.doors = {name.removesuffix("_api"): door for name, door in doors.items()}
        sealed = sealed_wiring.service()
        monkeypatch.setattr(wiring._keys(), "_key", keys["CODE_KEY"])
        monkeypatch.setattr(sealed.seal, "_key", keys["SEALING_KEY"])
        monkeypatch.setattr(sealed.digests, "_key", keys["INDEX_KEY"])
        monkeypatch.setattr(SignedHttp, "call", self._neighbour)
        monkeypatch.setattr(JlisHttp, "resident_code", lambda _jlis, serial: self._resident_code(serial))
        self.keys = SimpleNamespace(**keys)
        self.said = []
        self.cold()

    def cold(self):
        """As if the next function had just started: it opens the data key itself."""
        wiring._keys()._book = None

    def _resident_code(self, serial):
        if serial not in self.serials:
            raise UnknownSerial("no such serial")
        return self.serials[serial]

    def _neighbour(self, method, path, body=None):
        """A signed call: the portal's to the core, linkage's to the sealed zone; problems as `signed` translates."""
        door = self.doors["portal"] if path.startswith("/portal/") else self.sealed
        try:
            return self._call(door, method, path, body)
        except Refused as refused:
            kind = Unavailable if refused.status >= 500 else OF_STATUS.get(refused.status, Invalid)
            raise kind(f"a neighbour answered {refused.status}") from None

    def _call(self, door, method, path, body=None):
        said = door.handler(api_event(method, path, body), LambdaContext())
        self.said.append(said.get("body") or "")
        if said["statusCode"] >= 400:
            raise Refused(said["statusCode"], answer(said))
        return answer(said) or {}

    def call(self, side, method, path, body=None):
        self.cold()
        return self._call(self.doors[side], method, f"/{side}{path}", body)

    def town(self, method, path, body=None):
        return self.call("municipal", method, path, body)

    def portal(self, method, path, body=None):
        return self.call("portal", method, path, body)

    def operator(self, method, path, body=None):
        return self.call("operator", method, path, body)

    def sealed_numbers(self, person):
        body = f"{PEOPLE[person]:011d}"
        feed = {"individual_number": body + str(individual_number_check_digit(body)), "resident_code": body}
        text = json.dumps(feed).encode()
        blob = self.kms.encrypt(KeyId=self.keys.SEALING_KEY, Plaintext=text)["CiphertextBlob"]
        return b64(blob)

    def pair(self, institution, person, number=None):
        number = number or NUMBERS[institution, person]
        body = {"institution": institution, "addressee_number": number, "sealed": self.sealed_numbers(person)}
        self.town("PUT", "/pairings", body)

    def populate(self):
        """The people of the main journey, paired at both towns, with 新潟市's copies."""
        for institution, person in NUMBERS:
            self.pair(institution, person)
        for person in YEN:
            self.copy(person)
        self.copy("ren", item="residence.registration", value={"registered_at": NIIGATA, "as_of": "2026-11-01"})

    def copy(self, person, item="local-tax.income", value=None, **more):
        body = {
            "provider": NIIGATA,
            "addressee_number": NUMBERS[NIIGATA, person],
            "item": item,
            "layout": f"madoguchi.{item}.1",
            "as_of": "2026-06-01",
            "value": value or {"tax_year": 2026, "total_income_yen": YEN[person], "filed": True},
            **more,
        }
        self.town("PUT", "/copies", body)

    def question(self, person="midori", item="local-tax.income", request_id="request-1", **more):
        tax = item == "local-tax.income"
        return {
            "request_id": request_id,
            "asker": SANJO,
            "affair": "child-allowance.claim",
            "item": item,
            "addressee_number": NUMBERS[SANJO, person],
            "case": "RECEIPT1",
            "purpose": "child-allowance.which-parent-claims",
            "provider_hint": {"municipality_on": {"2026-01-01": NIIGATA}} if tax else {"registered_at": NIIGATA},
            "applied_on": date(2026, 11, 4).isoformat(),
            **more,
        }

    def ask(self, *args, **more):
        return self.town("POST", "/inquiries", self.question(*args, **more))

    def fetched(self, processing_number, asker=SANJO):
        return self.town("GET", f"/inquiries/{asker}/{processing_number}")

    def step(self, name, processing_number, **more):
        self.cold()
        return self.steps[name].handler({"processing_number": processing_number, **more}, None)

    def answered(self, *args, **more):
        """Asked and released, without the process."""
        number = self.ask(*args, **more)["processing_number"]
        assert self.step("Release", number) == {"outcome": "released"}
        return number

    def rows(self, table, kind=None):
        found = self.dynamodb.scan(TableName=os.environ[table])["Items"]
        return [row for row in map(dynamo.load, found) if kind is None or row.get("kind") == kind]

    def events(self, type):
        found = [json.loads(row["event"]) for row in self.rows("INQUIRIES_TABLE", "event")]
        return [event for event in found if event["type"] == type]

    def feed_ledger(self):
        """As the stream does, whole and again from the start."""
        return self.feed.handler(stream_event(*self.rows("INQUIRIES_TABLE")), None)

    def codes(self):
        """Every code and every person id that the core holds."""
        codes = {row["code"] for row in self.rows("PARTITIONS_TABLE") if "code" in row}
        return codes | {row["person_id"] for row in self.rows("REGISTER_TABLE") if "person_id" in row}
