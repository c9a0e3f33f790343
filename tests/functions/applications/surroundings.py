"""A portal in memory for tests of applications: tables, buckets, a published procedure, みどり with her card, and on
loopback the town's exchange and the certificate authority's responder."""

import json
import os
import threading
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module, reload
from pathlib import Path
from typing import Any

import boto3
from cryptography.hazmat.primitives.serialization import Encoding

from madoguchi.identity.model.account import Account, hold, new_account
from madoguchi.identity.model.certificate import CheckedCertificate, check_certificate
from madoguchi.identity.model.trust import JPKI_TEST
from madoguchi.identity.store import AccountsTable, load_trust
from madoguchi.kernel.canonical import b64, unb64
from madoguchi.procedures.catalogue_bucket import ShelfBucket
from madoguchi.procedures.model.adoption import Adoption, adopt
from madoguchi.procedures.model.procedure import Office, Procedure, Snapshot
from madoguchi.procedures.model.text import Text
from madoguchi.procedures.presets_files import presets
from tests.support import cards
from tests.support.events import LambdaContext, api_event, citizen_claims
from tests.support.sessions import sign_in
from tests.support.tables import make_table

os.environ["CARD_POLICIES"] = "jpki-test"
SANJO, CLAIM = "152048", "child-allowance.claim"
MIDORI, IZUMI = "m" * 26, "i" * 26
SESSION = "session-1"
ARRIVAL = datetime(2026, 11, 4, 14, 59, 30, tzinfo=UTC)  # 23:59:30 in Japan
BUCKETS = ("QUARANTINE_BUCKET", "PACKAGES_BUCKET", "INBOX_BUCKET", "CATALOGUE_BUCKET")
OFFICE = Office(
    name=Text(ja="子育て支援課", en="Child Welfare"),
    hours=Text(ja="8:30〜17:15", en="8:30-17:15"),
    phone="0256-00-0000",
)


def published(version: int = 1) -> Procedure:
    adoption = Adoption(preset_id=CLAIM, office=OFFICE)
    return adopt(presets()[CLAIM], adoption, municipality=SANJO, version=version, on=date(2026, 10, 1))


def publish(procedure: Procedure) -> None:
    shelf = ShelfBucket(boto3.client("s3"), os.environ["CATALOGUE_BUCKET"])
    number, etag = shelf.newest(SANJO)
    snapshot = Snapshot(
        municipality=SANJO, number=number + 1, published_at=ARRIVAL - timedelta(days=30), procedures=(procedure,)
    )
    shelf.keep_versions(snapshot)
    shelf.replace(snapshot, etag)


def register(account_id: str, holder: Any) -> Account:
    """An account with its two certificates shown, and one living session."""
    client, table = boto3.client("dynamodb"), os.environ["IDENTITY_TABLE"]
    accounts, signing = AccountsTable(client, table), signing_certificate(holder)
    fresh = new_account(account_id, cards.checked("authentication", holder).serial, ARRIVAL)
    accounts.open(fresh)
    assert signing.attributes is not None
    known = accounts.save(hold(fresh, signing.serial, signing.attributes, signing.valid_until))
    sign_in(client, account_id)
    return known


@cache
def signing_card(holder: Any) -> cards.Card:
    """One card a person: every issue has a serial of its own."""
    return cards.card("signing", holder)


def signing_certificate(holder: Any) -> CheckedCertificate:
    return check_certificate(
        signing_card(holder).certificate, kind="signing", trust=cards.trust(), policies=JPKI_TEST, at=ARRIVAL
    )


@dataclass
class Outside:
    """What stands outside the portal: the responder, and the town."""

    certificate: Any = "good"  # what the responder says; None: it does not answer
    town_down: bool = False
    deliveries: list[dict[str, Any]] = field(default_factory=list)
    withdrawals: list[dict[str, Any]] = field(default_factory=list)
    outcomes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        if path == "/ocsp":
            if self.certificate is None:
                return 503, b""
            return 200, cards.ocsp_answer(body, self.certificate, now=ARRIVAL)
        if self.town_down:
            return 503, b"{}"
        (self.withdrawals if path == "/withdrawals" else self.deliveries).append(json.loads(body))
        return 200, b"{}"

    def get(self, path: str) -> tuple[int, bytes]:
        found = self.outcomes.get(path.rsplit("/", 1)[-1])
        if self.town_down:
            return 503, b"{}"
        return (200, json.dumps(found).encode()) if found else (404, b"{}")

    def delivered(self) -> set[tuple[str, int]]:
        return {(each["receipt"], each["revision"]) for each in self.deliveries}


class Serving:
    """`outside` on a loopback port."""

    def __init__(self) -> None:
        serving = self
        self.outside = Outside()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self._answer(*serving.outside.post(self.path, body))

            def do_GET(self) -> None:
                self._answer(*serving.outside.get(self.path))

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_given: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Portal:
    """Doors and steps as they are deployed, and short words for what a citizen and the world do."""

    def __init__(self, outside: Outside) -> None:
        self.outside = outside
        self.s3, self.dynamodb = boto3.client("s3"), boto3.client("dynamodb")
        self.table = os.environ["APPLICATIONS_TABLE"]
        self.card = signing_card(cards.MIDORI)

    def handler(self, file: str) -> Any:
        return import_module(f"applications.{file}").handler

    def call(self, method: str, path: str, body: Any = None, *, who: str = MIDORI, **headers: str) -> tuple[int, Any]:
        claims = {**citizen_claims(who), "origin_jti": SESSION}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        event = api_event(method, path, body, claims=claims, headers=named)
        reply = self.handler("public_api")(event, LambdaContext())
        return reply["statusCode"], json.loads(reply.get("body") or "null")

    def open(self, who: str = MIDORI) -> dict[str, Any]:
        status, found = self.call("POST", "/api/applications", {"municipality": SANJO, "procedure_id": CLAIM}, who=who)
        assert status == 201, found
        return found

    def answer(self, draft: dict[str, Any], answers: dict[str, Any], version: int | None = None) -> tuple[int, Any]:
        version = version or self.see(draft)["version"]
        path = f"/api/applications/{draft['application_id']}/answers"
        return self.call("PUT", path, {"answers": answers}, If_Match=f'"{version}"')

    def see(self, draft: dict[str, Any]) -> dict[str, Any]:
        return self.call("GET", f"/api/applications/{draft['application_id']}")[1]

    def attach(self, draft: dict[str, Any], content: bytes, *, slot: str = "identity", **more: Any) -> tuple[int, Any]:
        body = {
            "slot": slot,
            "name": "写し.pdf",
            "size": len(content),
            "sha256": b64(sha256(content)),
            "content_type": "application/pdf",
            **more,
        }
        return self.call("POST", f"/api/applications/{draft['application_id']}/attachments", body)

    def upload(
        self, draft: dict[str, Any], content: bytes, *, scanned: str | None = "NO_THREATS_FOUND", **more: Any
    ) -> str:
        status, place = self.attach(draft, content, **more)
        assert status == 201, place
        key = f"{draft['application_id']}/{place['attachment_id']}"
        self.s3.put_object(Bucket=os.environ["QUARANTINE_BUCKET"], Key=key, Body=content)
        if scanned:
            self.scanned(key, scanned)
        return key

    def scanned(self, key: str, verdict: str) -> None:
        tags = {"TagSet": [{"Key": "GuardDutyMalwareScanStatus", "Value": verdict}]}
        self.s3.put_object_tagging(Bucket=os.environ["QUARANTINE_BUCKET"], Key=key, Tagging=tags)

    def prepare(self, draft: dict[str, Any], card: Any = None) -> tuple[int, Any]:
        certificate = b64((card or self.card).certificate)
        return self.call("POST", f"/api/applications/{draft['application_id']}/signing", {"certificate": certificate})

    def signed(self, draft: dict[str, Any]) -> dict[str, str]:
        """The body of a submission: the card's signature over what was prepared."""
        status, prepared = self.prepare(draft)
        assert status == 200, prepared
        signature = self.card.sign(unb64(prepared["to_be_signed"]))
        return {"certificate": b64(self.card.certificate), "signature": b64(signature)}

    def submit(self, draft: dict[str, Any], body: dict[str, str], key: str = "first-key") -> tuple[int, Any]:
        path = f"/api/applications/{draft['application_id']}/submit"
        return self.call("POST", path, body, Idempotency_Key=key)

    def arrived(self, draft: dict[str, Any], key: str = "first-key") -> dict[str, Any]:
        status, receipt = self.submit(draft, self.signed(draft), key)
        assert status == 201, receipt
        return receipt

    def rows(self, kind: str) -> list[dict[str, Any]]:
        items = self.dynamodb.scan(TableName=self.table)["Items"]
        return [item for item in items if item["kind"]["S"] == kind]

    def events(self) -> list[dict[str, Any]]:
        found = [json.loads(row["event"]["S"]) for row in self.rows("event")]
        return sorted(found, key=lambda event: event["occurred_at"])

    def events_of(self, kind: str) -> list[dict[str, Any]]:
        return [event for event in self.events() if event["type"] == kind]


def sha256(content: bytes) -> bytes:
    from hashlib import sha256 as digest

    return digest(content).digest()


def make_portal(serving: Serving, clock: Path) -> Portal:
    """Everything fresh; needs moto. Handlers are wired again, to this world's addresses."""
    serving.outside = Outside()
    os.environ["OCSP_URL"] = f"{serving.url}/ocsp"
    os.environ["MUNICIPAL_EXCHANGE_API"] = serving.url
    clock.write_text(json.dumps({"frozen": ARRIVAL.isoformat()}))
    make_table(os.environ["APPLICATIONS_TABLE"], [("by_account", "account_id", "opened_at")])
    client = make_table(os.environ["IDENTITY_TABLE"])
    for bucket in BUCKETS:
        boto3.client("s3").create_bucket(
            Bucket=os.environ[bucket], CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"}
        )
    authority = cards.authority("signing").certificate.public_bytes(Encoding.PEM)
    load_trust(client, os.environ["IDENTITY_TABLE"], "signing", authority)
    register(MIDORI, cards.MIDORI)
    register(IZUMI, cards.IZUMI)
    _wire_again()
    publish(published())
    return Portal(serving.outside)


def _wire_again() -> None:
    wiring = import_module("madoguchi.wiring.applications")
    for made in vars(wiring).values():
        if hasattr(made, "cache_clear"):
            made.cache_clear()
    for file in sorted((Path(__file__).parents[3] / "functions/applications").glob("*.py")):
        reload(import_module(f"applications.{file.stem}"))
