"""Intake, from arrival to the town's inbox: nothing lost, nothing doubled, and never a refusal."""

import io
import json
import os
import random
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from madoguchi.kernel.canonical import sha256_hex, unb64
from sandbox.jpki.authority import Revoked
from tests.functions.applications.surroundings import ARRIVAL, MIDORI, SANJO
from tests.statemachines import asl
from tests.statemachines.support import THROTTLED, TRANSIENT

PDF, EICAR = b"%PDF-1.4 a paper", b"%PDF-1.4 an infected paper"
INTAKE = asl.parsed((asl.FOLDER / "applications/intake.asl.json").read_text())
UNFILLED = json.loads((asl.FOLDER / "applications/intake.asl.json").read_text().replace("${ParkSeconds}", "1"))
CALLS = [asl.function_of(UNFILLED["States"][state]) for state in asl.invokes(INTAKE["States"])]
STRAIGHT = ["CheckSignature", "ScanAttachments", "SealPackage", "Deliver", "RecordDelivery"]


FAULTS = [(when, error) for when in ("before", "after") for error in (*TRANSIENT, "RuntimeError")]


def faults_to_try():
    """Every step with every fault when asked for the whole matrix, else a few of each step, always the same ones."""
    chance, whole = random.Random(20261104), os.environ.get("MADOGUCHI_MATRIX") == "whole"
    return [(step, *fault) for step in CALLS for fault in (FAULTS if whole else chance.sample(FAULTS, 3))]


def package(intake):
    """The package as it lies in the town's inbox: its raw bytes, and its entries by name."""
    (delivery,) = intake.portal.outside.deliveries[-1:]
    key = delivery["package"]["key"]
    content = intake.portal.s3.get_object(Bucket=os.environ["INBOX_BUCKET"], Key=key)["Body"].read()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return content, {name: archive.read(name) for name in archive.namelist()}


def assert_delivered_once(intake, draft):
    portal = intake.portal
    assert len(portal.outside.delivered()) == 1
    assert portal.see(draft)["status"] == "delivered"
    assert len(portal.events_of("ApplicationDelivered")) == 1
    assert [line["note_code"] for line in portal.see(draft)["timeline"]].count("delivered") == 1
    inbox = portal.s3.list_objects_v2(Bucket=os.environ["INBOX_BUCKET"])
    assert inbox["KeyCount"] == 1


def test_the_straight_way(intake):
    draft = intake.draft()
    intake.portal.upload(draft, PDF)
    receipt = intake.portal.arrived(draft)

    run = intake.run(receipt)

    assert run.succeeded
    assert intake.process.calls == STRAIGHT
    assert_delivered_once(intake, draft)
    assert [held["status"] for held in intake.portal.see(draft)["attachments"]] == ["clean"]


def test_what_is_delivered_is_what_she_signed(intake):
    draft = intake.draft()
    receipt = intake.portal.arrived(draft)

    intake.run(receipt)

    (delivery,) = intake.portal.outside.deliveries
    document = json.loads(unb64(delivery["document"]))
    assert (delivery["receipt"], delivery["revision"], delivery["municipality"]) == (receipt["receipt"], 1, SANJO)
    assert delivery["arrived_at"].startswith("2026-11-04T14:59:30")
    assert delivery["applicant"]["attributes"]["name"] == "髙野　みどり"
    assert delivery["document_sha256"] == sha256_hex(unb64(delivery["document"]))
    assert document["answers"] == intake.portal.see(draft)["answers"]
    assert delivery["findings"] == []
    content, _ = package(intake)
    assert delivery["package"] == {
        "key": f"{SANJO}/{receipt['receipt']}/1/package.zip",
        "sha256": sha256_hex(content),
        "size": len(content),
    }


def test_the_package_holds_what_proves_it(intake):
    draft = intake.draft()
    intake.portal.upload(draft, PDF)
    intake.run(intake.portal.arrived(draft))

    _, entries = package(intake)

    manifest = json.loads(entries["manifest.json"])
    assert list(entries) == [
        "application.json",
        "signature.p7s",
        "certificates/signer.der",
        "certificates/issuer.der",
        "revocation/ocsp.der",
        "attachments/01-写し.pdf",
        "manifest.json",
    ]
    assert entries["attachments/01-写し.pdf"] == PDF
    assert {name: sha256_hex(entries[name]) for name in manifest["entries"]} == {
        name: entry["sha256"] for name, entry in manifest["entries"].items()
    }
    assert manifest["signature"]["outcome"] == "good"


def test_executions_carry_ids_only(intake):
    draft = intake.draft()

    run = intake.run(intake.portal.arrived(draft))

    written = json.dumps(run.history, default=str, ensure_ascii=False)
    assert not [word for word in ("髙野", "みどり", "三条市", "タカノ", MIDORI) if word in written]


def test_a_signature_that_does_not_fit_is_delivered_with_a_finding_and_keeps_its_arrival(intake):
    draft = intake.draft()
    receipt = intake.portal.arrived(draft)
    spoil_the_signature(intake.portal)

    run = intake.run(receipt)

    assert run.succeeded
    assert intake.portal.outside.deliveries[0]["findings"] == [{"code": "signature-invalid", "pointer": ""}]
    assert intake.portal.outside.deliveries[0]["arrived_at"].startswith("2026-11-04T14:59:30")
    assert_delivered_once(intake, draft)


def spoil_the_signature(portal):
    """As if what was stored had been damaged: the door itself never lets such a signature in."""
    (row,) = portal.rows("submission")
    submission = json.loads(row["submission"]["S"])
    submission["signature"] = submission["signature"][::-1].strip("=")[:340] + "AA=="
    key = {"pk": row["pk"], "sk": row["sk"]}
    portal.dynamodb.update_item(
        TableName=portal.table,
        Key=key,
        UpdateExpression="SET submission = :spoilt",
        ExpressionAttributeValues={":spoilt": {"S": json.dumps(submission)}},
    )


def test_a_certificate_revoked_before_she_signed_is_a_finding(intake):
    draft = intake.draft()
    receipt = intake.portal.arrived(draft)
    intake.portal.outside.certificate = Revoked(ARRIVAL - timedelta(days=1), "affiliationChanged")

    assert intake.run(receipt).succeeded
    assert intake.portal.outside.deliveries[0]["findings"] == [{"code": "certificate-revoked", "pointer": ""}]
    assert_delivered_once(intake, draft)


def test_while_nobody_can_say_whether_it_is_revoked_intake_waits(intake):
    draft = intake.draft()
    receipt = intake.portal.arrived(draft)
    intake.portal.outside.certificate = None
    waits = []

    def answers_again():
        waits.append(1)
        if len(waits) == 3:
            intake.portal.outside.certificate = "good"

    intake.process.on_wait = answers_again
    run = intake.run(receipt)

    assert run.succeeded
    assert intake.process.calls.count("CheckSignature") == 4
    assert intake.portal.outside.deliveries[0]["findings"] == []
    assert_delivered_once(intake, draft)


def test_a_scan_that_takes_an_hour_is_an_outage_and_is_waited_for_as_one(intake):
    draft = intake.draft()
    key = intake.portal.upload(draft, PDF, scanned=None)
    receipt = intake.portal.arrived(draft)
    clock, waits = Path(os.environ["CLOCK_FILE"]), []

    def two_hours_later_and_then_scanned():
        waits.append(1)
        clock.write_text(json.dumps({"frozen": (ARRIVAL + timedelta(hours=2)).isoformat()}))
        if len(waits) == 2:
            intake.portal.scanned(key, "NO_THREATS_FOUND")

    intake.process.on_wait = two_hours_later_and_then_scanned
    run = intake.run(receipt)

    assert run.succeeded
    assert run.states.count("Wait for the scan") == 1
    assert intake.process.calls.count("ScanAttachments") == 3
    assert package(intake)[1]["attachments/01-写し.pdf"] == PDF


def test_a_file_still_being_scanned_is_waited_for(intake):
    draft = intake.draft()
    key = intake.portal.upload(draft, PDF, scanned=None)
    receipt = intake.portal.arrived(draft)
    intake.process.on_wait = lambda: intake.portal.scanned(key, "NO_THREATS_FOUND")

    run = intake.run(receipt)

    assert run.succeeded
    assert run.states.count("Wait for the scan") == 1
    assert package(intake)[1]["attachments/01-写し.pdf"] == PDF


@pytest.mark.parametrize(
    ("verdict", "code"), [("THREATS_FOUND", "attachment-infected"), ("UNSUPPORTED", "attachment-unscannable")]
)
def test_a_file_that_is_not_clean_is_withheld_and_told_to_the_officer(intake, verdict, code):
    draft = intake.draft()
    intake.portal.upload(draft, EICAR, scanned=verdict)

    assert intake.run(intake.portal.arrived(draft)).succeeded

    content, entries = package(intake)
    assert EICAR not in content
    assert not [name for name in entries if name.startswith("attachments/")]
    assert intake.portal.outside.deliveries[0]["findings"] == [{"code": code, "pointer": "/attachments/identity"}]
    assert [held["status"] for held in intake.portal.see(draft)["attachments"]] == ["withheld"]


def test_a_town_that_is_down_is_waited_for(intake):
    draft = intake.draft()
    receipt = intake.portal.arrived(draft)
    intake.portal.outside.town_down = True

    def up_again():
        intake.portal.outside.town_down = False

    intake.process.on_wait = up_again
    run = intake.run(receipt)

    assert run.succeeded
    assert intake.process.calls.count("Deliver") == 2
    assert_delivered_once(intake, draft)


@pytest.mark.parametrize(("function", "when", "error"), faults_to_try())
def test_every_state_recovers_from_one_fault_and_nothing_is_doubled(intake, function, when, error):
    draft = intake.draft()
    intake.portal.upload(draft, PDF)
    receipt = intake.portal.arrived(draft)
    getattr(intake.process.faults, when)(function, error)

    run = intake.run(receipt)

    assert run.succeeded
    assert intake.process.calls.count(function) == 2
    assert_delivered_once(intake, draft)


@pytest.mark.parametrize("function", CALLS)
def test_a_long_throttle_is_sat_out(intake, function):
    draft = intake.draft()
    receipt = intake.portal.arrived(draft)
    intake.process.faults.before(function, *[THROTTLED] * 8)

    run = intake.run(receipt)

    assert run.succeeded
    assert intake.process.calls.count(function) == 9
    assert_delivered_once(intake, draft)


@pytest.mark.parametrize("function", CALLS)
def test_a_crash_is_a_failure_never_a_refusal(intake, function):
    draft = intake.draft()
    receipt = intake.portal.arrived(draft)
    intake.process.faults.before(function, *["ZeroDivisionError"] * 10)

    run = intake.run(receipt)

    seen = intake.portal.see(draft)
    assert (run.status, run.error) == ("FAILED", "ZeroDivisionError")
    assert (seen["status"], seen["receipt"]) == ("received", receipt["receipt"])
    assert seen["decision"] is None
    assert seen["returned"] is None


@pytest.mark.parametrize("function", CALLS)
def test_a_failed_intake_goes_on_as_its_next_attempt(intake, function):
    draft = intake.draft()
    receipt = intake.portal.arrived(draft)
    intake.process.faults.before(function, *["ZeroDivisionError"] * 4)
    assert not intake.run(receipt).succeeded

    assert intake.run(receipt, attempt=2).succeeded
    assert_delivered_once(intake, draft)


def test_two_executions_of_one_submission_deliver_once(intake):
    draft = intake.draft()
    receipt = intake.portal.arrived(draft)

    assert intake.run(receipt).succeeded
    first = package(intake)[0]
    assert intake.run(receipt, attempt=2).succeeded

    assert package(intake)[0] == first
    assert_delivered_once(intake, draft)


def test_what_she_withdraws_on_the_way_is_not_delivered(intake):
    draft = intake.draft()
    receipt = intake.portal.arrived(draft)
    path = f"/api/applications/{draft['application_id']}/withdrawal"
    assert intake.portal.call("POST", path)[0] == 200

    run = intake.run(receipt)

    assert run.succeeded
    assert intake.portal.outside.deliveries == []
    assert intake.portal.see(draft)["status"] == "withdrawn"
    assert intake.portal.events_of("ApplicationDelivered") == []
