import base64
import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from datetime import timedelta

import boto3
import pytest
from moto import mock_aws

from madoguchi.identity.model.certificate import check_certificate, read_anchors
from madoguchi.identity.model.ocsp import ocsp_request, read_ocsp
from madoguchi.identity.model.trust import JPKI_TEST
from sandbox.jpki.card import SoftwareCard
from sandbox.jpki.state import State
from sandbox.people.setup import HERE, random_individual_number, set_up
from sandbox.world.faults import Faults
from sandbox.world.scan import EICAR, TAG, Scanner
from sandbox.world.server import World, serve
from tests.support.cards import AT, checked

NONCE = b"n" * 16


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    (folder / "clock.json").write_text(json.dumps({"frozen": AT.isoformat()}))
    state = State(folder / "jpki")
    set_up(state)
    return World(state, HERE, folder / "clock.json", Faults(slow_seconds=0.1))


@pytest.fixture(autouse=True)
def fair_weather(world):
    world.faults.switch("all", "ok")


def ask(world, path, **asked):
    status, _, body = world.answer("POST", path, json.dumps(asked).encode())
    return status, json.loads(body)


def serial(world, card_id, kind="authentication"):
    rows = [row for row in world.state.issued() if (row.card_id, row.kind) == (card_id, kind)]
    return rows[-1].serial


def certificate(world, card_id, kind):
    anchors = read_anchors(kind, (world.state.directory / f"{kind}_root.pem").read_bytes())
    der = SoftwareCard.load(world.state.cards / f"{card_id}.json").certificate(kind)
    return check_certificate(der, kind=kind, trust=anchors, policies=JPKI_TEST, at=AT)


def status_of(world, card_id, kind="signing", at=AT):
    found = certificate(world, card_id, kind)
    _, _, answer = world.answer("POST", "/ocsp", ocsp_request(found, NONCE))
    return read_ocsp(answer, found, nonce=NONCE, at=at)


def test_the_card_before_the_move_is_revoked_and_the_new_one_good(world):
    assert status_of(world, "midori").status == "good"
    assert status_of(world, "midori-lapsed").status == "revoked"
    assert status_of(world, "midori-lapsed", "authentication").status == "good"


def test_an_answer_is_of_the_legal_clock_and_ends_an_hour_later(world):
    answer = status_of(world, "midori")

    assert answer.as_of == AT
    assert status_of(world, "midori", at=AT + timedelta(minutes=61)).status == "unknown"


def test_a_question_may_also_come_by_get(world):
    found = certificate(world, "midori", "signing")
    question = urllib.parse.quote(base64.b64encode(ocsp_request(found, NONCE)), safe="")

    _, kind, answer = world.answer("GET", f"/ocsp/{question}", b"")

    assert kind == "application/ocsp-response"
    assert read_ocsp(answer, found, nonce=NONCE, at=AT).status == "good"


def test_another_authoritys_certificate_is_none_of_its_business(world):
    stranger = checked("signing")

    _, _, answer = world.answer("POST", "/ocsp", ocsp_request(stranger, NONCE))

    assert read_ocsp(answer, stranger, nonce=NONCE, at=AT).status == "unknown"


def test_before_the_move_the_old_certificate_was_good(world, tmp_path):
    before = tmp_path / "clock.json"
    before.write_text(json.dumps({"frozen": "2026-10-21T12:00:00+09:00"}))
    earlier = World(world.state, HERE, before, Faults())
    found = certificate(world, "midori-lapsed", "signing")

    _, _, answer = earlier.answer("POST", "/ocsp", ocsp_request(found, NONCE))

    assert read_ocsp(answer, found, nonce=NONCE, at=earlier.now()).status == "good"


def test_the_registers_know_the_family_by_card_code_and_attributes(world):
    assert ask(world, "/register/152048/by-serial", serial=serial(world, "midori"))[1] == {
        "addressee_number": "3040001"
    }
    assert ask(world, "/register/152048/by-serial", serial=serial(world, "midori", "signing"))[0] == 200
    code = ask(world, "/jlis/serials", serial=serial(world, "makoto"))[1]["resident_code"]
    assert ask(world, "/register/152048/by-resident-code", resident_code=code)[1]["addressee_number"] == "3040002"
    ren = {
        "name": "髙野　蓮",
        "birth_date": "2013-05-02",
        "sex": "male",
        "address": "新潟県新潟市中央区架空町１番１号",
    }
    assert ask(world, "/register/151009/by-four-attributes", **ren)[1]["addressee_number"] == "1000105"
    assert ask(world, "/register/152048/by-four-attributes", **ren)[1]["addressee_number"] == "3049001"
    assert ask(world, "/register/151009/by-four-attributes", **{**ren, "sex": "female"})[0] == 404


def test_the_household_lives_in_sanjo_and_ren_with_his_grandmother(world):
    _, sanjo = ask(world, "/register/152048/household", addressee_number="3040001")
    _, niigata = ask(world, "/register/151009/household", addressee_number="1000105")

    assert [member["name"] for member in sanjo["members"]] == ["高野　誠", "高野　みどり", "高野　葵", "高野　凪"]
    assert sanjo["members"][0]["moved_from"] == {"municipality": "151009", "on": "2026-10-19"}
    assert [member["relationship"] for member in niigata["members"]] == ["世帯主", "孫"]
    assert ask(world, "/register/152048/household", addressee_number="3049001")[0] == 404


def test_on_1_january_they_lived_in_niigata(world):
    asked = {"addressee_number": "3040001"}

    assert ask(world, "/register/152048/residence", **asked, on="2026-01-01")[1] == {"municipality": "151009"}
    assert ask(world, "/register/152048/residence", **asked, on="2027-01-01")[1] == {"municipality": "152048"}
    assert ask(world, "/register/152048/residence", **asked, on="1999-01-01")[0] == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/register/152048/by-serial", 400),
        ("/register/999999/household", 404),
        ("/register/..%2Fx/household", 404),
        ("/nothing", 404),
    ],
)
def test_what_nobody_knows_is_said_so(world, path, status):
    assert ask(world, path)[0] == status


def test_switches_disturb_one_part_alone(world):
    assert ask(world, "/_faults", target="jlis", mode="down")[0] == 200

    assert ask(world, "/jlis/serials", serial=serial(world, "midori"))[0] == 503
    assert ask(world, "/register/152048/by-serial", serial=serial(world, "midori"))[0] == 200
    assert ask(world, "/_faults", target="jlis", mode="broken")[0] == 400


def test_over_http_it_answers_several_at_once(world):
    server = serve(world, 0)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    base = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        with urllib.request.urlopen(f"{base}/_health", timeout=5) as answer:
            assert json.loads(answer.read())["status"] == "ok"
        with urllib.request.urlopen(f"{base}/crl/signing", timeout=5) as answer:
            assert answer.headers["Content-Type"] == "application/pkix-crl"
        with pytest.raises(urllib.error.HTTPError) as absent:
            urllib.request.urlopen(f"{base}/nothing", timeout=5)
        absent.value.close()
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_numbers_and_cards_are_made_once_and_no_number_is_in_the_repository(world):
    numbers = world.state.read("numbers", {})
    before = [row.serial for row in world.state.issued()]

    set_up(world.state)

    assert world.state.read("numbers", {}) == numbers
    assert [row.serial for row in world.state.issued()] == before
    committed = "".join(path.read_text(encoding="utf-8") for path in HERE.rglob("*.json"))
    assert all(entry["individual_number"] not in committed for entry in numbers.values())


def test_a_drawn_number_has_its_check_digit():
    from madoguchi.kernel.identifiers import is_individual_number

    assert all(is_individual_number(random_individual_number()) for _ in range(200))


def test_the_scanner_tags_each_object_once_and_finds_the_test_threat():
    with mock_aws():
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket="quarantine", CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"})
        s3.put_object(Bucket="quarantine", Key="clean.pdf", Body=b"%PDF-1.7")
        s3.put_object(Bucket="quarantine", Key="bad.pdf", Body=b"x" + EICAR, Tagging="slot=identity")
        scanner = Scanner(s3, Faults(), "quarantine")

        assert (scanner.scan_once(), scanner.scan_once()) == (2, 0)

        tags = {
            key: {tag["Key"]: tag["Value"] for tag in s3.get_object_tagging(Bucket="quarantine", Key=key)["TagSet"]}
            for key in ("clean.pdf", "bad.pdf")
        }
    assert tags["clean.pdf"] == {TAG: "NO_THREATS_FOUND"}
    assert tags["bad.pdf"] == {"slot": "identity", TAG: "THREATS_FOUND"}


def test_a_silent_scanner_tags_nothing():
    faults = Faults()
    faults.switch("scan", "down")

    assert Scanner(None, faults, "q").scan_once() == 0
