"""The product's public APIs as a citizen's browser, an officer's console and a core system call them."""

import base64
import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyotp
import requests

from sandbox.jpki.card import SoftwareCard

TIMEOUT = 60
Json = dict[str, Any]


class Refused(Exception):
    """A problem that the product answered with."""

    def __init__(self, status: int, problem: Json) -> None:
        self.status, self.problem = status, problem
        self.slug = str(problem.get("type", "")).rsplit("/", 1)[-1]
        super().__init__(f"{status} {self.slug}: {problem.get('detail', '')} {problem.get('errors') or ''}")


@dataclass
class Http:
    """JSON calls below one base address; `*.localhost` names go to the loopback with their Host header."""

    base: str
    token: str = ""
    session: requests.Session = field(default_factory=requests.Session)
    language: str = "ja"
    correlation_id: str = ""
    renew: Callable[[], object] | None = None

    def call(self, method: str, path: str, body: Json | None = None, **headers: str) -> Json:
        """The answer; a token that ended is renewed once, as a page would do it. Refused with the problem."""
        try:
            return self._call(method, path, body, **headers)
        except Refused as refused:
            if refused.status != 401 or self.renew is None:
                raise
        renew, self.renew = self.renew, None
        renew()
        return self._call(method, path, body, **headers)

    def _call(self, method: str, path: str, body: Json | None = None, **headers: str) -> Json:
        where = urlsplit(self.base)
        host, port = where.hostname or "", where.port
        sent = {"Accept-Language": self.language, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if host.endswith(".localhost"):
            sent["Host"] = f"{host}:{port}"
        if self.token:
            sent.setdefault("Authorization", self.token)
        if self.correlation_id:
            sent["X-Correlation-Id"] = self.correlation_id
        url = f"{where.scheme}://localhost:{port}{where.path}{path}"
        answer = self.session.request(method, url, json=body, headers=sent, timeout=TIMEOUT)
        found = _json(answer)
        if answer.status_code >= 400:
            raise Refused(answer.status_code, found if isinstance(found, dict) else {})
        return found if isinstance(found, dict) else {"items": found}


def _json(answer: requests.Response) -> Any:
    """The body, {} when there is none or a gateway wrote something else."""
    try:
        return answer.json() if answer.content else {}
    except requests.JSONDecodeError:
        return {}


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@dataclass
class Citizen:
    """One card holder before the portal."""

    http: Http
    card: SoftwareCard
    authentication_pin: str
    signing_pin: str
    account_id: str = ""
    refresh: str = ""

    def login(self) -> "Citizen":
        self.http.token, self.http.renew = "", None
        asked = self.http.call("POST", "/api/login", {"certificate": b64(self.card.certificate("authentication"))})
        signature = self.card.unlock(self.authentication_pin).sign(base64.b64decode(asked["nonce"]))
        told = self.http.call("POST", "/api/login/answer", {"login": asked["login"], "signature": b64(signature)})
        self.http.token, self.account_id, self.http.renew = told["id_token"], told["account_id"], self.login
        return self

    def check_signing_certificate(self) -> Json:
        certificate = b64(self.card.certificate("signing"))
        return self.http.call("POST", "/api/me/signing-certificate", {"certificate": certificate})

    def fill(self, application: Json, answers: Json) -> Json:
        path = f"/api/applications/{application['application_id']}/answers"
        return self.http.call("PUT", path, {"answers": answers}, If_Match=str(application["version"]))

    def attach(self, application_id: str, slot: str, name: str, data: bytes, content_type: str) -> Json:
        wanted = {
            "slot": slot,
            "name": name,
            "size": len(data),
            "sha256": b64(hashlib.sha256(data).digest()),
            "content_type": content_type,
        }
        made = self.http.call("POST", f"/api/applications/{application_id}/attachments", wanted)
        upload = made["upload"]
        sent = requests.put(upload["url"], data=data, headers=upload["headers"], timeout=TIMEOUT)
        if sent.status_code >= 300:
            raise Refused(sent.status_code, {"type": "upload", "detail": sent.text[:200]})
        return made

    def sign_and_submit(self, application_id: str, *, key: str = "", tamper: bool = False) -> Json:
        """Sign exactly what the server prepared, after checking that it is the document it says."""
        certificate = b64(self.card.certificate("signing"))
        path = f"/api/applications/{application_id}"
        prepared = self.http.call("POST", f"{path}/signing", {"certificate": certificate})
        document = base64.b64decode(prepared["document"])
        to_be_signed = base64.b64decode(prepared["to_be_signed"])
        if hashlib.sha256(document).digest() not in to_be_signed:
            raise AssertionError("what would be signed is not the document shown")
        signature = self.card.unlock(self.signing_pin, "signing").sign(b"x" + to_be_signed if tamper else to_be_signed)
        body = {"certificate": certificate, "signature": b64(signature)}
        return self.http.call("POST", f"{path}/submit", body, Idempotency_Key=key or str(uuid.uuid4()))

    def application(self, application_id: str) -> Json:
        return self.http.call("GET", f"/api/applications/{application_id}")

    def withdraw_open(self) -> list[str]:
        """Withdraw every application that waits for a decision; their receipts."""
        waiting = [a for a in self.http.call("GET", "/api/applications")["items"] if a["receipt"]]
        waiting = [a for a in waiting if a["status"] not in ("decided", "withdrawn")]
        for left in waiting:
            self.http.call("POST", f"/api/applications/{left['application_id']}/withdrawal", {})
        return [left["receipt"] for left in waiting]

    def notices(self) -> list[Json]:
        return list(self.http.call("GET", "/api/notices")["items"])

    def records(self) -> Json:
        return self.http.call("GET", "/api/records")


@dataclass
class Officer:
    """One officer at a console."""

    http: Http
    name: str = ""

    def login(self, username: str, password: str, secret: str) -> "Officer":
        """With the password and a code of her authenticator, which holds `secret`."""
        self.http.token, self.http.renew = "", None
        asked = self.http.call("POST", "/staff/session", {"username": username, "password": password})
        self._in(self._answer(username, asked, kind="totp", code=code_of(secret)))
        self.http.renew = lambda: self.login(username, password, secret)
        return self

    def enrol(self, username: str, first: str, password: str) -> str:
        """The first log-in: a password and an authenticator of her own; the authenticator's secret."""
        self.http.token, self.http.renew = "", None
        asked = self.http.call("POST", "/staff/session", {"username": username, "password": first})
        asked = self._answer(username, asked, kind="new-password", password=password)
        secret = str(asked["secret"])
        self._in(self._answer(username, asked, kind="enrol", code=code_of(secret)))
        return secret

    def _answer(self, username: str, asked: Json, *, kind: str, **answer: str) -> Json:
        if asked["state"] != kind:
            raise AssertionError(f"the log-in asks for {asked['state']}, not {kind}")
        body = {"username": username, "session": asked["session"], "kind": kind, **answer}
        return self.http.call("POST", "/staff/session/answer", body)

    def _in(self, told: Json) -> None:
        self.http.token, self.name = told["id_token"], told["officer"]["name"]

    def case(self, receipt: str) -> Json:
        return self.http.call("GET", f"/cases/{receipt}")

    def commit(self, path: str, body: Json, *, version: int | None = None, key: str = "") -> Json:
        """An act of hers under a key of its own; on a case with the version she saw."""
        seen = {} if version is None else {"If_Match": str(version)}
        return self.http.call("POST", path, body, Idempotency_Key=key or str(uuid.uuid4()), **seen)

    def propose(self, receipt: str, decision: Json, case: Json) -> Json:
        two = [finding["id"] for finding in case["findings"] if finding["people"] == 2]
        body = {**decision, "findings_confirmed": two}
        return self.commit(f"/cases/{receipt}/decision", body, version=case["version"])

    def approve(self, receipt: str) -> Json:
        """What a colleague proposed, after reading the case."""
        case = self.case(receipt)
        two = [finding["id"] for finding in case["findings"] if finding["people"] == 2]
        wish = {"proposal_id": case["proposed_decision"]["proposal_id"], "approve": True, "findings_seen": two}
        return self.commit(f"/cases/{receipt}/approval", wish, version=case["version"])


def code_of(secret: str) -> str:
    """What an authenticator with this secret shows now (RFC 6238)."""
    return pyotp.TOTP(secret).now()


@dataclass
class CoreSystem:
    """A town's core system: a machine with scopes."""

    http: Http

    def login(self, client_id: str, secret: str) -> "CoreSystem":
        answer = requests.post(
            f"{self.http.base}/token",
            auth=(client_id, secret),
            data={"grant_type": "client_credentials"},
            timeout=TIMEOUT,
        )
        if answer.status_code != 200:
            raise Refused(answer.status_code, answer.json())
        self.http.token = answer.json()["access_token"]
        return self


@dataclass(frozen=True)
class Endpoints:
    """What `make up` wrote into endpoints.json."""

    data: Json
    home: Path

    @classmethod
    def read(cls, home: Path) -> "Endpoints":
        path = home / "endpoints.json"
        if not path.exists():
            raise SystemExit("the product is not running: run `make up` first")
        return cls(json.loads(path.read_text()), home)

    def citizen(self, card_id: str) -> Citizen:
        card = next(card for card in self.data["cards"] if card["card_id"] == card_id)
        loaded = SoftwareCard.load(self.home / card["file"])
        return Citizen(Http(self.data["portal"]), loaded, card["authentication_pin"], card["signing_pin"])

    def officer(self, username: str) -> Officer:
        found = next(officer for officer in self.data["officers"] if officer["username"] == username)
        return Officer(Http(self.data["municipal_api"])).login(username, found["password"], found["secret"])

    def core_system(self, municipality: str) -> CoreSystem:
        found = next(machine for machine in self.data["machines"] if machine["municipality"] == municipality)
        return CoreSystem(Http(self.data["municipal_api"])).login(found["client_id"], found["client_secret"])
