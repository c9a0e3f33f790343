"""Applications: intake, what starts and follows it, and the citizen's commits."""

import json
import os
from typing import Any

from madoguchi.kernel.canonical import sha256_hex
from madoguchi.wiring import applications as wiring
from tests.faults.conftest import House
from tests.faults.matrix import Target, Work
from tests.faults.targets.delivering import bus, executed, queued, requested, streamed
from tests.functions.applications.surroundings import MIDORI, SESSION, Portal, make_portal
from tests.functions.applications.test_follow_case import Town
from tests.functions.applications.test_triggers import process as machine
from tests.functions.applications.test_triggers import received
from tests.statemachines.applications.conftest import STEPS, Intake
from tests.support.events import LambdaContext, api_event, citizen_claims, rule_event
from tests.unit.procedures.claims import ANSWERS

BY_CHANCE = frozenset({"evidence", "sha256", "size", "etag"})  # the responder's nonce, and what contains it
PDF = b"%PDF-1.4 a paper"


def portal(house: House) -> Portal:
    house.monkeypatch.setenv("CLOCK_FILE", str(house.folder / "clock.json"))
    made = make_portal(house.serving, house.folder / "clock.json")
    house.monkeypatch.setattr("madoguchi.identity.store.ANCHORS_LAST_SECONDS", -1)  # each start is a cold one
    house.net()
    return made


def told(made: Portal) -> dict[str, Any]:
    """What the town was told, each thing once."""
    outside = made.outside
    return {
        "delivered": sorted(outside.delivered()),
        "withdrawn": sorted({w["receipt"] for w in outside.withdrawals}),
    }


def sent(made: Portal) -> dict[str, Any]:
    """And the package in the town's inbox, which must be the one that was sealed and told."""
    digests = {each["package"]["sha256"] for each in made.outside.deliveries}
    lying = made.s3.list_objects_v2(Bucket=os.environ["INBOX_BUCKET"]).get("Contents", [])
    read = [made.s3.get_object(Bucket=os.environ["INBOX_BUCKET"], Key=each["Key"])["Body"].read() for each in lying]
    return {**told(made), "packages": len(lying), "as told": digests == {sha256_hex(content) for content in read}}


def unheard(made: Portal) -> None:
    made.outside.deliveries.clear()
    made.outside.withdrawals.clear()


def intake(house: House) -> Work:
    made = portal(house)
    handlers = {name: made.handler(file) for name, file in STEPS.items()}
    running = Intake(made, house.process("applications/intake", handlers, ParkSeconds=60))
    draft = running.draft()
    made.upload(draft, PDF)
    receipt = made.arrived(draft)
    name = f"{receipt['receipt']}-{receipt['revision']}"

    def reset() -> None:
        unheard(made)
        house.stage.waits = 0

    given = running.given(receipt)
    return executed(running.process, name, given, beside=lambda: sent(made), reset=reset, without=BY_CHANCE)


def start_intake(house: House) -> Work:
    house.monkeypatch.setenv("INTAKE", machine())
    return queued(portal(house).handler("start_intake"), received(1), received(2))


def town(house: House) -> Town:
    made = portal(house)
    draft = made.open()
    made.answer(draft, ANSWERS)
    return Town(made, draft, made.arrived(draft))


def follow_case(kind: str) -> Any:
    def prepare(house: House) -> Work:
        known = town(house)
        event = {"examined": known.examined, "gave back": known.gave_back, "decided": known.decided}[kind]()
        return queued(known.portal.handler("follow_case"), event)

    return prepare


def report_withdrawal(house: House) -> Work:
    known = town(house)
    made = known.portal
    made.call("POST", f"/api/applications/{known.draft['application_id']}/withdrawal")
    (event,) = made.events_of("ApplicationWithdrawn")
    message = rule_event("ApplicationWithdrawn", event["data"], source="madoguchi.applications")
    return queued(made.handler("report_withdrawal"), message, beside=lambda: told(made), reset=lambda: unheard(made))


def announce(house: House) -> Work:
    made = town(house).portal
    bus(os.environ["BUS"])
    plain = [{name: value["S"] for name, value in row.items() if "S" in value} for row in made.rows("event")]
    return streamed(made.handler("announce"), plain)


def citizen(made: Portal, method: str, path: str, body: Any = None, **headers: str) -> dict[str, Any]:
    claims = {**citizen_claims(MIDORI), "origin_jti": SESSION}
    event = api_event(method, path, body, claims=claims, headers=headers)
    return made.handler("public_api")(event, LambdaContext())


def submit(house: House) -> Work:
    made = portal(house)
    draft = made.open()
    made.answer(draft, ANSWERS)
    made.upload(draft, PDF)
    body, path = made.signed(draft), f"/api/applications/{draft['application_id']}/submit"
    return requested(lambda: citizen(made, "POST", path, body, **{"Idempotency-Key": "first-key"}))


def answers(house: House) -> Work:
    """Saving is by version: a client that was not heard sees 412, reads, and finds its own answers saved."""
    made = portal(house)
    draft = made.open()
    path = f"/api/applications/{draft['application_id']}"

    def put() -> dict[str, Any]:
        version = {"If-Match": f'"{draft["version"]}"'}
        return citizen(made, "PUT", f"{path}/answers", {"answers": ANSWERS}, **version)

    def save() -> dict[str, Any]:
        said = put()
        if said["statusCode"] not in (200, 412):
            return said
        said = citizen(made, "GET", path)
        if said["statusCode"] != 200:
            return said
        seen = json.loads(said["body"])
        return {"statusCode": 200, "body": json.dumps({name: seen[name] for name in ("answers", "version")})}

    return requested(save, reset=wiring._catalogue()._kept.clear, overtaking=put)


def withdraw(house: House) -> Work:
    known = town(house)
    path = f"/api/applications/{known.draft['application_id']}/withdrawal"
    return requested(lambda: citizen(known.portal, "POST", path))


def door(route: str) -> str:
    return f"applications-public {route}"


TARGETS = [
    Target("intake", intake, process="applications/intake"),
    Target("intake is started", start_intake, consumer="applications/start_intake"),
    *(
        Target(f"the town {kind}", follow_case(kind), consumer="applications/follow_case")
        for kind in ("examined", "gave back", "decided")
    ),
    Target("the town hears of a withdrawal", report_withdrawal, consumer="applications/report_withdrawal"),
    Target("an application's events are announced", announce, consumer="applications/announce"),
    Target("an application is submitted", submit, door=door("POST /api/applications/{application_id}/submit")),
    Target("a draft is saved", answers, door=door("PUT /api/applications/{application_id}/answers")),
    Target("an application is withdrawn", withdraw, door=door("POST /api/applications/{application_id}/withdrawal")),
]
