"""The journey of the acceptance scenario H1 with its correction, step by step, each checked as it happens."""

import hashlib
import json
import subprocess
import time
import uuid
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import requests

from madoguchi.kernel.clock import wall
from sandbox.demo import family
from sandbox.demo.clients import Citizen, Endpoints, Http, Json, Officer
from sandbox.localcloud.settings import Settings

SANJO, NIIGATA = "152048", "151009"
PROCEDURE = "child-allowance.claim"
PROOF = "/adult_children/0/proof"
PATIENCE_SECONDS = 150


def wait_for(what: str, look: Callable[[], Any], every_seconds: float = 0.5) -> Any:
    """What `look` finds, once it finds something; TimeoutError names what never came."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        found = look()
        if found:
            return found
        time.sleep(every_seconds)
    raise TimeoutError(f"waited {PATIENCE_SECONDS} s for {what}")


def expect(condition: bool, what: str) -> None:
    if not condition:
        raise AssertionError(what)


class Journey:
    """`tell` prints one line of progress. The answer of `play` holds everything a client needs to look further."""

    def __init__(self, endpoints: Endpoints, stage: Settings, tell: Callable[[str], None]) -> None:
        self.endpoints, self.stage, self._tell = endpoints, stage, tell
        self.correlation_id = f"demo-{uuid.uuid4()}"
        self.known: set[str] = set()

    def play(self) -> Json:
        self.set_clock("2026-11-04T23:50:00+09:00")
        midori = self.enter("midori")
        makoto = self.enter("makoto")
        self.known = {exchange["record_id"] for one in (midori, makoto) for exchange in one.records()["exchanges"]}
        application = self.fill(midori)
        receipt = self.submit(midori, application["application_id"])
        officer = self.town_examines(receipt)
        self.officer_returns(officer, receipt)
        self.citizen_corrects(midori, application["application_id"])
        decision = self.officer_decides(officer, receipt)
        package = self.core_system_fetches(receipt)
        return {
            "receipt": receipt["receipt"],
            "application_id": application["application_id"],
            "correlation_id": self.correlation_id,
            "arrived_at": receipt["arrived_at"],
            "package": package,
            "decision": decision,
            **self.what_everybody_sees(midori, makoto, application["application_id"]),
        }

    # The citizen

    def enter(self, card: str) -> Citizen:
        citizen = self.endpoints.citizen(card)
        citizen.http.correlation_id = self.correlation_id
        citizen.login()
        self.say(f"{card} logs in with the card", f"account {citizen.account_id[:6]}…")
        return citizen

    def fill(self, midori: Citizen) -> Json:
        good = midori.check_signing_certificate()
        self.say("her signing certificate is checked first", f"{good['status']}, as of {good['as_of']}")
        midori.http.call("PATCH", "/api/me", {"email": "midori@example.jp", "electronic_decision": True})
        town = midori.http.call("GET", "/api/municipalities?q=三条")["items"][0]
        found = midori.http.call("GET", f"/api/procedures?municipality={town['code']}&q=児童手当")["items"]
        procedure = next(item for item in found if item["standard_id"] == PROCEDURE)
        self.say(f"finds the procedure in {town['name']}", procedure["name"])
        self.estimate(midori.http, procedure["procedure_id"])
        self.clear(midori)
        wanted = {"municipality": SANJO, "procedure_id": procedure["procedure_id"]}
        opened = midori.http.call("POST", "/api/applications", wanted)
        spared = "、".join(document["name"] for document in opened["not_needed"])
        self.say("the form is prefilled from her card; papers not needed", spared)
        return midori.fill(opened, family.answers(opened["answers"]))

    def clear(self, midori: Citizen) -> None:
        """Withdraw what an unfinished demo left behind: one open claim a person is all the product allows."""
        for receipt in midori.withdraw_open():
            self.say("withdraws an unfinished claim", receipt)

    def estimate(self, http: Http, procedure_id: str) -> None:
        wanted = {
            "event_date": "2026-10-19",
            "children": [
                {"birth_date": "2007-08-20", "living": "together", "supported_adult": True, "proof": True},
                {"birth_date": "2013-05-02", "living": "apart", "supported_adult": False, "proof": False},
                {"birth_date": "2026-09-28", "living": "together", "supported_adult": False, "proof": False},
            ],
        }
        told = http.call("POST", f"/api/procedures/{SANJO}/{procedure_id}/estimate", wanted)
        expect(told["last_safe_date"] == "2026-11-04", f"the last safe date is 11-04, not {told['last_safe_date']}")
        expect(told["monthly_yen"] == 40000, f"the estimate is 40,000 yen, not {told['monthly_yen']}")
        self.say("learns before signing", f"{told['monthly_yen']:,} yen a month from {told['from_month']}, if by 11-04")

    def submit(self, midori: Citizen, application_id: str) -> Json:
        self.set_clock("2026-11-04T23:59:28+09:00")
        key = str(uuid.uuid4())
        receipt = midori.sign_and_submit(application_id, key=key)
        expect(_jst(receipt["arrived_at"]).startswith("2026-11-04T23:59"), "arrival is 11-04, a minute before midnight")
        self.say(
            "signs and submits: arrival and receipt at once", f"{receipt['receipt']} at {_jst(receipt['arrived_at'])}"
        )
        return receipt

    def citizen_corrects(self, midori: Citizen, application_id: str) -> None:
        self.set_clock("2026-11-09T20:15:00+09:00")
        seen = wait_for("the return", lambda: self.with_status(midori, application_id, "returned"))
        expect([item["pointer"] for item in seen["returned"]] == [PROOF], "exactly the returned item is editable")
        self.say("みどり reads what to correct", seen["returned"][0]["reason"])
        midori.attach(application_id, "support-confirmation", "確認書.pdf", family.CONFIRMATION, "application/pdf")
        fresh = midori.application(application_id)
        midori.fill(fresh, family.corrected(fresh["answers"]))
        again = midori.sign_and_submit(application_id)
        expect(again["revision"] == 2, "a correction is the second revision")
        self.say("corrects that one item, signs and submits again", f"revision {again['revision']}")

    @staticmethod
    def with_status(citizen: Citizen, application_id: str, status: str) -> Json | None:
        seen = citizen.application(application_id)
        return seen if seen["status"] == status else None

    # The town

    def town_examines(self, receipt: Json) -> Officer:
        officer = self.endpoints.officer("sanjo-kosodate-1")
        officer.http.correlation_id = self.correlation_id
        self.say("intake: signature, scan, sealed package, the town's inbox", f"officer {officer.name} logs in")
        case = wait_for("three answers", lambda: self.answered(officer, receipt["receipt"], 3), 2)
        for inquiry in case["inquiries"]:
            about, item, provider = inquiry["about_label"], inquiry["item"]["name"], inquiry["provider"]["name"]
            self.say("the town's standing rule asked", f"{provider}: {item} of {about} — {inquiry['status']}")
        expect(len(case["inquiries"]) == 3, f"exactly three exchanges, not {len(case['inquiries'])}")
        for row in case["match"]:
            self.say(f"  {row['label']}", f"{row['declared']} | {row['fetched']} → {row['verdict']}")
        expect(case["proposal"]["monthly_yen"] == 25000, f"provisional 25,000, not {case['proposal']}")
        self.say("provisional amount, 葵's confirmation missing", f"{case['proposal']['monthly_yen']:,} yen")
        return officer

    @staticmethod
    def ready(officer: Officer, receipt: str, revision: int) -> bool:
        """As the inbox says it: to open a case only to see whether it is ready would fill her records with looks."""
        items = officer.http.call("GET", "/cases?month=2026-11&status=substantive")["items"]
        return any((item["receipt"], item["revision"]) == (receipt, revision) for item in items)

    def answered(self, officer: Officer, receipt: str, count: int) -> Json | None:
        if not self.ready(officer, receipt, 1):
            return None
        case = officer.case(receipt)
        done = [inquiry for inquiry in case["inquiries"] if inquiry["status"] in ("answered", "acknowledged")]
        return case if len(done) >= count else None

    def officer_returns(self, officer: Officer, receipt: Json) -> None:
        self.set_clock("2026-11-09T10:00:00+09:00")
        case = officer.case(receipt["receipt"])
        reason = "葵さんの「監護相当・生計費の負担についての確認書」を添付してください。"
        body = {"items": [{"pointer": PROOF, "reason": reason}], "message": "この1点だけで大丈夫です。"}
        officer.commit(f"/cases/{receipt['receipt']}/return", body, version=case["version"])
        self.say("the officer returns one item", reason)

    def officer_decides(self, officer: Officer, receipt: Json) -> Json:
        self.set_clock("2026-11-12T14:00:00+09:00")
        number = receipt["receipt"]
        case = wait_for("the correction", lambda: self.current(officer, number, 2), 2)
        proposal = case["proposal"]
        expect(
            proposal["monthly_yen"] == 40000 and proposal["from_month"] == "2026-11", f"40,000 from 11, not {proposal}"
        )
        expect(len(case["inquiries"]) == 3, "the correction asks nobody again")
        decision = {
            "outcome": "granted",
            "monthly_yen": proposal["monthly_yen"],
            "from_month": proposal["from_month"],
            "reason": "監護相当・生計費の負担を確認したため、葵さんを第1子として算定しました。",
        }
        waits = officer.propose(number, decision, case)
        expect(waits["status"] == "approval", f"a proposal waits for approval, it is {waits['status']}")
        self.say("the officer proposes", f"{proposal['monthly_yen']:,} yen a month from {proposal['from_month']}")
        told = self.another_approves(number)
        return {**decision, **told, "payments": proposal["payments"]}

    def another_approves(self, receipt: str) -> Json:
        approver = self.endpoints.officer("sanjo-kosodate-2")
        approver.http.correlation_id = self.correlation_id
        told = approver.approve(receipt)
        self.say("another officer approves", f"{approver.name}: {told['document_number']}")
        return told

    def current(self, officer: Officer, receipt: str, revision: int) -> Json | None:
        if not self.ready(officer, receipt, revision):
            return None
        case = officer.case(receipt)
        return case if case["revision"] == revision and not case["proposal"].get("provisional") else None

    def core_system_fetches(self, receipt: Json) -> str:
        machine = self.endpoints.core_system(SANJO)
        link = machine.http.call("POST", f"/applications/{receipt['receipt']}/package-link", {})
        data = requests.get(link["url"], timeout=60).content
        expect(hashlib.sha256(data).hexdigest() == link["sha256"], "the package is the one that was sealed")
        path = self.stage.home / "package.zip"
        path.write_bytes(data)
        self.say(
            "the town's core system downloads the sealed package",
            f"{len(data):,} bytes; {openssl_says(path, self.stage)}",
        )
        return str(path)

    # What everybody sees in the end

    def what_everybody_sees(self, midori: Citizen, makoto: Citizen, application_id: str) -> Json:
        seen = wait_for("the decision", lambda: self.with_status(midori, application_id, "decided"))
        expect(seen["decision"]["monthly_yen"] == 40000, "the citizen reads the amount decided")
        self.say(
            "みどり reads the decision",
            f"{seen['decision']['monthly_yen']:,} yen from {seen['decision']['from_month']}",
        )
        notices = wait_for("four notices", lambda: _at_least(midori.notices(), 4))
        for notice in reversed(notices):
            self.say("  notice", notice["title"])
        mails = wait_for("the e-mails", lambda: _at_least(self.mails("midori@example.jp"), 3))
        self.say("told by e-mail as well", f"{len(mails)} messages")
        hers = wait_for("three records", lambda: self.exchanges(midori, 2))
        makoto.login()
        his = wait_for("his record", lambda: self.exchanges(makoto, 1))
        for name, records in (("みどり", hers), ("誠", his)):
            for exchange in records["exchanges"]:
                what = "、".join(item["name"] for item in exchange["items"])
                who = f"{exchange['asker']['name']} ← {exchange['provider']['name']}"
                self.say(
                    f"  {name} sees", f"{who}: {what} ({exchange['person']['relation']}) {exchange['legal_basis']}"
                )
        expect(len(hers["exchanges"]) == 2, f"みどり sees hers and 蓮's: 2, not {len(hers['exchanges'])}")
        expect(len(his["exchanges"]) == 1, f"誠 sees his alone: 1, not {len(his['exchanges'])}")
        return {"notices": notices, "emails": mails, "records": {"midori": hers, "makoto": his}}

    def exchanges(self, citizen: Citizen, count: int) -> Json | None:
        """The records with the exchanges of this journey alone: the stage may have seen others."""
        records = citizen.records()
        new = [exchange for exchange in records["exchanges"] if exchange["record_id"] not in self.known]
        return {**records, "exchanges": new} if len(new) >= count else None

    def mails(self, address: str) -> list[Json]:
        kept = requests.get(f"{self.stage.endpoint}/_ministack/ses/messages", timeout=30).json()["messages"]
        return [mail for account in kept.values() for mail in account if address in mail["To"]]

    # Time and telling

    def set_clock(self, moment: str) -> None:
        offset = (datetime.fromisoformat(moment) - wall()).total_seconds()
        self.stage.clock_file.write_text(json.dumps({"offset_seconds": offset}))
        self._tell(f"[dim]the clock says {moment}[/]")

    def say(self, what: str, detail: str) -> None:
        self._tell(f"[green]✓[/] {what}: [bold]{detail}[/]")


def _jst(moment: str) -> str:
    from madoguchi.kernel.clock import jst

    return jst(datetime.fromisoformat(moment)).isoformat(timespec="seconds")


def _at_least(found: list[Json], count: int) -> list[Json] | None:
    return found if len(found) >= count else None


def openssl_says(package: Path, stage: Settings) -> str:
    """The verdict of another program on the signature inside the package."""
    folder = package.with_suffix("")
    with zipfile.ZipFile(package) as files:
        files.extractall(folder)
    root = stage.home / "jpki/signing_root.pem"
    command = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any", "-CAfile", str(root)]
    command += ["-in", str(folder / "signature.p7s"), "-content", str(folder / "application.json"), "-out", "/dev/null"]
    command += ["-attime", str(int(datetime.fromisoformat("2026-11-10T00:00:00+09:00").timestamp()))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    expect(done.returncode == 0, f"openssl refuses the signature: {done.stderr}")
    return "openssl: " + done.stderr.strip().splitlines()[-1]
