"""The demo data: what an operator sets up by hand, then everything else through the product's own APIs."""

import base64
import json
import mimetypes
import secrets
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import requests
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from madoguchi.identity.store import load_trust
from madoguchi.kernel import ids
from madoguchi.kernel.clock import wall
from madoguchi.municipal.model import officers as employed
from madoguchi.municipal.model.occasion import Occasion
from madoguchi.municipal.officers_cognito import OfficersPool
from madoguchi.municipal.officers_table import OfficersTable
from ops import first_administrator
from sandbox.demo.clients import CoreSystem, Http, Officer, Refused
from sandbox.jpki.state import State
from sandbox.localcloud import deployment
from sandbox.localcloud.employees import TOWNS, Employee, employees
from sandbox.localcloud.settings import ROOT, Settings
from sandbox.people.setup import cards

SOURCES = ("sandbox/people", "sandbox/localcloud/loader.py", "sandbox/localcloud/employees.py", "sandbox/jpki")
SCOPES = ("applications.read", "copies.write", "residents.write")
MAIL_DOMAIN = "madoguchi.example"
Json = dict[str, Any]
STANDING_RULE: Json = {
    "affair": "child-allowance.claim",
    "items": ["local-tax.income", "residence.registration"],
    "effective_from": "2026-04-01",
}


def load(stage: Settings) -> None:
    """Everything, safe to repeat: what is there already stays."""
    made = deployment.outputs(stage)
    state = State(stage.home / "jpki")
    _trust(stage, made, state)
    deployment.client(stage, "ses").verify_domain_identity(Domain=MAIL_DOMAIN)  # an operator's DNS record proves it
    endpoints = _endpoints(stage, made, _officers(stage, made), _machines(stage, made))
    _write(stage, endpoints)
    reconnect(stage)
    for municipality in TOWNS:
        _town(endpoints, municipality, state)
    for municipality in TOWNS:
        _wait_until_published(endpoints, municipality)


def reconnect(stage: Settings) -> None:
    """What does not survive a restart of the stand-ins, and the pages, which may have been rebuilt."""
    made = deployment.outputs(stage)
    _pages(stage, made)
    told = requests.post(f"{stage.world}/_configure", json={"quarantine_bucket": made["Quarantine"]}, timeout=10)
    told.raise_for_status()


def summary(stage: Settings) -> str:
    """What a newcomer needs: addresses, cards with their PINs, officers."""
    data = deployment.read_json(stage.home / "endpoints.json")
    lines = ["", "Madoguchi is up.", f"  Portal       {data['portal']}", f"  Console      {data['console']}"]
    lines += [f"  Citizen API  {data['portal_api']}", f"  Municipal    {data['municipal_api']}", "", "Demo cards"]
    for card in data["cards"]:
        lines.append(f"  {card['label']}  login PIN {card['authentication_pin']}  signing PIN {card['signing_pin']}")
    lines += ["", "Officers"]
    lines += [f"  {o['username']}  password {o['password']}  {o['duty']}" for o in data["officers"]]
    lines += ["  An officer's code of the moment: make code OFFICER=sanjo-kosodate-1"]
    return "\n".join(lines)


# What an operator does by hand


def _trust(stage: Settings, made: dict[str, str], state: State) -> None:
    table = deployment.client(stage, "dynamodb")
    for kind in ("signing", "authentication"):
        pem = (state.directory / f"{kind}_root.pem").read_bytes()
        load_trust(table, made["IdentityTable"], kind, pem)


def _officers(stage: Settings, made: dict[str, str]) -> list[Json]:
    """The first administrator of each town as an operator makes her; the others as she makes them."""
    known = _known(stage, "officers", "username")
    api = Http(f"{stage.endpoint}/_aws/execute-api/{made['MunicipalApi']}/v1")
    return [officer for code in TOWNS for officer in _staff(stage, made, api, code, known)]


def _staff(stage: Settings, made: dict[str, str], api: Http, code: str, known: dict[str, Json]) -> list[Json]:
    people = employees(code)
    first = known.get(people[0].username) or _first(stage, made, api, code, people[0])
    desk = Officer(Http(api.base)).login(first["username"], first["password"], first["secret"])
    rows = [first, *(known.get(one.username) or _hire(desk, api, code, one) for one in people[1:])]
    _grant(desk, people[1:])
    return rows


def _first(stage: Settings, made: dict[str, str], api: Http, code: str, one: Employee) -> Json:
    client = deployment.client(stage, "dynamodb")
    now = wall()
    at = Occasion(now=now, wall=now, correlation_id=ids.correlation_id(), new_id=ids.new_id)
    officer = employed.Officer(
        municipality=code, officer=one.username, name=one.name, created_by="operator", created_at=now
    )
    first = first_administrator.make(
        OfficersTable(client, made["MunicipalTable"]),
        OfficersPool(deployment.client(stage, "cognito-idp"), made["StaffPool"]),
        officer,
        section="soumu",
        grant_id=ids.new_id(),
        since=date(2026, 4, 1),
        at=at,
    )
    return _enrolled(api, code, one, first)


def _hire(desk: Officer, api: Http, code: str, one: Employee) -> Json:
    told = desk.http.call("POST", "/staff/officers", {"officer": one.username, "name": one.name})
    return _enrolled(api, code, one, told["password"])


def _enrolled(api: Http, code: str, one: Employee, first: str) -> Json:
    """Her own password and authenticator, as the console asks for them; both are kept in the stage's home alone."""
    password = f"Aa1-{secrets.token_urlsafe(12)}"
    secret = Officer(Http(api.base)).enrol(one.username, first, password)
    row = {"username": one.username, "password": password, "secret": secret}
    return {**row, "municipality": code, "name": one.name, "duty": one.duty}


def _grant(desk: Officer, people: Sequence[Employee]) -> None:
    given = {(g["officer"], g["affair"], g["role"]) for g in desk.http.call("GET", "/staff/grants")["items"]}
    for one in people:
        for role, affair in one.grants:
            if (one.username, affair, role) not in given:
                wish = {"officer": one.username, "section": one.section, "affair": affair, "role": role}
                desk.commit("/staff/grants", {**wish, "from": "2026-04-01"})


def _machines(stage: Settings, made: dict[str, str]) -> list[Json]:
    pool, known = deployment.client(stage, "cognito-idp"), _known(stage, "machines", "municipality")
    return [known.get(code) or _machine(stage, pool, made, code) for code in TOWNS]


def _machine(stage: Settings, pool: Any, made: dict[str, str], code: str) -> Json:
    """A client for one town's core system; the town stands in a row of ours, never in a request."""
    client = pool.create_user_pool_client(
        UserPoolId=made["StaffPool"],
        ClientName=f"core-system-{code}",
        GenerateSecret=True,
        AllowedOAuthFlows=["client_credentials"],
        AllowedOAuthFlowsUserPoolClient=True,
        AllowedOAuthScopes=[f"municipal/{scope}" for scope in SCOPES],
    )["UserPoolClient"]
    row = {"pk": f"CLIENT#{client['ClientId']}", "sk": "CLIENT", "kind": "client", "municipality": code}
    item = {name: {"S": value} for name, value in row.items()}
    deployment.client(stage, "dynamodb").put_item(TableName=made["MunicipalTable"], Item=item)
    return {"municipality": code, "client_id": client["ClientId"], "client_secret": client["ClientSecret"]}


def _known(stage: Settings, kind: str, key: str) -> dict[str, Json]:
    return {row[key]: row for row in deployment.read_json(stage.home / "endpoints.json").get(kind, [])}


# The pages and the addresses


def _pages(stage: Settings, made: dict[str, str]) -> None:
    s3, dist = deployment.client(stage, "s3"), stage.home / "dist"
    for folder, bucket in (("portal", made["PortalFiles"]), ("console", made["ConsoleBucket"])):
        for file in sorted((dist / folder).rglob("*")):
            if file.is_file():
                _upload(s3, bucket, file.relative_to(dist / folder).as_posix(), file)
    listed = [{"card_id": card.card_id, "label": card.label} for card in cards()]
    _put(
        s3, made["PortalFiles"], "sandbox/cards/index.json", json.dumps({"cards": listed}).encode(), "application/json"
    )
    for card in cards():
        _upload(s3, made["PortalFiles"], f"sandbox/cards/{card.card_id}.json", _card_file(stage, card.card_id))


def _upload(s3: Any, bucket: str, key: str, file: Path) -> None:
    _put(s3, bucket, key, file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream")


def _put(s3: Any, bucket: str, key: str, data: bytes, content_type: str) -> None:
    """Only what changed: a restart uploads nothing."""
    try:
        if s3.head_object(Bucket=bucket, Key=key)["ContentLength"] == len(data) and "/assets/" in f"/{key}":
            return
    except ClientError:
        pass
    s3.put_object(Bucket=bucket, Key=key, Body=data, ContentType=content_type)


def _card_file(stage: Settings, card_id: str) -> Path:
    return stage.home / "jpki/cards" / f"{card_id}.json"


def _endpoints(stage: Settings, made: dict[str, str], officers: list[Json], machines: list[Json]) -> Json:
    label = made["Site"].split(".")[0]
    municipal = f"{stage.endpoint}/_aws/execute-api/{made['MunicipalApi']}/v1"
    return {
        "portal": f"http://{label}.cloudfront.localhost:{stage.port}",
        "console": f"{municipal}/console/index.html",
        "portal_api": f"{stage.endpoint}/_aws/execute-api/{made['PortalApi']}/v1",
        "municipal_api": municipal,
        "world": stage.world,
        "aws": stage.endpoint,
        "cards": [
            {**vars(card), "file": _card_file(stage, card.card_id).relative_to(stage.home).as_posix()}
            for card in cards()
        ],
        "officers": officers,
        "machines": machines,
        "outputs": made,
    }


def _write(stage: Settings, endpoints: Json) -> None:
    (stage.home / "endpoints.json").write_text(json.dumps(endpoints, ensure_ascii=False, indent=1))


# What each town does through its own doors


def _town(endpoints: Json, municipality: str, state: State) -> None:
    machine = next(m for m in endpoints["machines"] if m["municipality"] == municipality)
    core = CoreSystem(Http(endpoints["municipal_api"])).login(machine["client_id"], machine["client_secret"])
    _residents(core, municipality, state)
    for copy in _data(f"copies/{municipality}.json"):
        number, item = copy.pop("addressee_number"), copy.pop("item")
        core.http.call("PUT", f"/copies/{number}/{item}", copy)
    for representation in _data(f"representations/{municipality}.json"):
        core.http.call("PUT", "/representations", representation)
    name = f"{TOWNS[municipality][0]}-kosodate-1"
    officer = next(o for o in endpoints["officers"] if o["username"] == name)
    desk = Officer(Http(endpoints["municipal_api"])).login(name, officer["password"], officer["secret"])
    _catalogue(desk, municipality)


def _wait_until_published(endpoints: Json, municipality: str) -> None:
    """A publication reaches the portal by an event: seconds later."""
    portal, deadline = Http(endpoints["portal"]), time.monotonic() + 120
    while not portal.call("GET", f"/api/procedures?municipality={municipality}")["items"]:
        if time.monotonic() > deadline:
            raise SystemExit(f"the procedures of {municipality} did not reach the portal: see make logs")
        time.sleep(0.5)


def _data(path: str) -> list[Json]:
    file = ROOT / "sandbox/people" / path
    return list(json.loads(file.read_text())) if file.exists() else []


def _residents(core: CoreSystem, municipality: str, state: State) -> None:
    """The town's register feed: numbers sealed to a key that only numbering can use."""
    sealing = core.http.call("GET", "/sealing-key")
    key = serialization.load_der_public_key(base64.b64decode(sealing["public_key"]))
    assert isinstance(key, rsa.RSAPublicKey)
    numbers = state.read("numbers", {})
    for resident in _data(f"registers/{municipality}.json"):
        sealed = base64.b64encode(_sealed(key, numbers[resident["person"]])).decode()
        core.http.call("PUT", f"/residents/{resident['addressee_number']}", {"sealed": sealed})


def _sealed(key: rsa.RSAPublicKey, numbers: Json) -> bytes:
    plain = json.dumps({name: numbers[name] for name in ("individual_number", "resident_code")}).encode()
    return key.encrypt(plain, padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None))


def _catalogue(desk: Officer, municipality: str) -> None:
    """Adopt the national child-care presets and publish them."""
    office = {"name": f"{TOWNS[municipality][1]} 子育て支援課", "hours": "平日 8:30-17:15", "phone": "000-000-0000"}
    for preset in desk.http.call("GET", "/presets")["items"]:
        try:
            desk.http.call("POST", "/procedures/adoptions", {"preset_id": preset["preset_id"], "office": office})
        except Refused as refused:
            if refused.status != 409:
                raise
    desk.http.call("POST", "/procedures/publications", {})
    desk.commit("/standing-rules", STANDING_RULE)
