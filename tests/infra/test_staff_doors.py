"""Every route of a town's officers, on whatever door it stands, asks for a grant that lives now; the routes are the
template's, the doors are the real ones. Whoever has none gets nothing, and leaves nothing changed."""

import dataclasses
import importlib
import json
import os
import uuid
from datetime import UTC, date, datetime

import pytest
from moto import mock_aws
from municipal import grants_api

from madoguchi.municipal.officers_table import OfficersTable
from madoguchi.procedures.model.procedure import Definition
from madoguchi.procedures.presets_files import presets
from tests.functions.municipal.test_doors import (
    ADMINISTRATOR,
    APPROVER,
    EXAMINER,
    FOREIGN_TAX,
    NOBODY,
    TABLE,
    TAX,
    Town,
)
from tests.support.events import LambdaContext, answer, api_event, citizen_claims, machine_claims, staff_claims
from tests.support.officers import AT, employ, grant
from tests.support.routes import path
from tests.support.tables import make_table
from tests.unit.municipal.acts import BACK, GRANT
from tests.unit.municipal.samples import NIIGATA, RECEIPT, SANJO
from tests.unit.procedures.test_publishing import OFFICE

ALL = ("examiner", "approver", "author")
WISH = {"officer": NOBODY, "section": "kosodate", "affair": "child-allowance.claim", "role": "examiner"}
ADOPTION = {"preset_id": "child-allowance.claim", "office": OFFICE}
# Each route, who may, and what she sends when all is well. A new route without a line here is a failure.
WELL = {
    "GET /cases": (EXAMINER, None),
    "GET /cases/{receipt}": (EXAMINER, None),
    "POST /cases/{receipt}/package-link": (EXAMINER, None),
    "POST /cases/{receipt}/return": (EXAMINER, BACK.model_dump(mode="json")),
    "POST /cases/{receipt}/decision": (EXAMINER, GRANT.model_dump(mode="json")),
    "POST /cases/{receipt}/approval": (APPROVER, {"proposal_id": "…", "approve": True}),
    "POST /standing-rules": (EXAMINER, {"affair": "child-allowance.claim", "items": []}),
    "GET /staff/me": (EXAMINER, None),
    "DELETE /staff/session": (EXAMINER, None),
    "GET /staff/grants": (ADMINISTRATOR, None),
    "POST /staff/grants": (ADMINISTRATOR, {**WISH, "from": "2020-04-01"}),
    "DELETE /staff/grants/{grant_id}": (ADMINISTRATOR, None),
    "GET /staff/officers": (ADMINISTRATOR, None),
    "POST /staff/officers": (ADMINISTRATOR, {"officer": "sanjo-new-1", "name": "新人"}),
    "DELETE /staff/officers/{officer}": (ADMINISTRATOR, None),
    "GET /presets": (EXAMINER, None),
    "POST /procedures/adoptions": (EXAMINER, ADOPTION),
    "POST /procedures/own": (EXAMINER, None),
    "POST /procedures/publications": (EXAMINER, {}),
}
# Routes that an officer needs no grant for; a log-in that no longer counts is refused there, too.
HER_OWN = {"GET /staff/me": "who she is", "DELETE /staff/session": "she may always go"}
ENDED, PASSED, LATER = "sanjo-ended-1", "sanjo-passed-1", "sanjo-later-1"
OUT, GONE = "sanjo-out-1", "sanjo-gone-1"
SINCE = {
    PASSED: {"until": date(2021, 3, 31)},
    ENDED: {"revoked_at": datetime(2021, 1, 1, tzinfo=UTC), "revoked_by": ADMINISTRATOR},
    LATER: {"since": date(2999, 4, 1)},
}
STRANGERS = {
    "who has no grant": staff_claims(SANJO, NOBODY),
    "whose grants have ended": staff_claims(SANJO, PASSED),
    "whose grants were revoked": staff_claims(SANJO, ENDED),
    "whose grants have not begun": staff_claims(SANJO, LATER),
    "the same town's tax officer": staff_claims(SANJO, TAX),
    "another town's tax officer": staff_claims(NIIGATA, FOREIGN_TAX),
}
NOBODYS = {
    "who signed out": staff_claims(SANJO, OUT),
    "who was disabled": staff_claims(SANJO, GONE),
    "whom the town does not know": staff_claims(SANJO, "nobody-at-all"),
    "an officer under another town's name": staff_claims(NIIGATA, EXAMINER),
    "a core system": machine_claims("client-of-sanjo", "municipal/applications.read"),
    "a citizen": citizen_claims("a" * 26),
    "a token without a town": {**staff_claims(SANJO, EXAMINER), "custom:municipality": ""},
    "a token without its time": {**staff_claims(SANJO, EXAMINER), "auth_time": ""},
    "nobody": None,
}


def officers_routes(synth):
    """ "METHOD /path" to entry, of every route that takes a token of the staff pool and no machine's scope."""
    entries = {
        f"{alias.stack}/{alias.id}": synth.named(alias.stack, alias.properties["FunctionName"]["Ref"]).properties[
            "Description"
        ]
        for alias in synth.of("AWS::Lambda::Alias")
    }
    found = {}
    for method in synth.of("AWS::ApiGateway::Method"):
        api = synth.text(method.stack, method.properties["RestApiId"])
        token = method.properties.get("AuthorizationType") == "COGNITO_USER_POOLS"
        if "/MunicipalApi/" in f"{api.strip('<>')}/" and token and not method.properties.get("AuthorizationScopes"):
            integration = json.dumps(method.properties["Integration"]["Uri"])
            (entry,) = [e for name, e in entries.items() if f'"{name.split("/")[1]}"' in integration]
            found[f"{method.properties['HttpMethod']} {path(synth, method)}"] = entry
    return found


class Pool:
    def invite(self, officer, municipality):
        return "once"

    def disable(self, officer):
        pass


@pytest.fixture
def town(monkeypatch):
    """A town with a case, officers of every kind, and nobody's grant forgotten."""
    with mock_aws():
        town = Town(monkeypatch)
        make_table(os.environ["PROCEDURES_TABLE"])
        monkeypatch.setattr(grants_api, "administration", dataclasses.replace(grants_api.administration, pool=Pool()))
        OfficersTable(town.client, TABLE).grant(grant(SANJO, EXAMINER, "author", "own.*"), AT, None)
        for name in (PASSED, ENDED, LATER):
            administers = grant(SANJO, name, "administrator", "*", **SINCE[name])
            employ(town.client, TABLE, SANJO, name, administers, *_all(name, **SINCE[name]))
        employ(town.client, TABLE, SANJO, OUT, *_all(OUT), signed_out_at=datetime(2999, 1, 1, tzinfo=UTC))
        employ(town.client, TABLE, SANJO, GONE, *_all(GONE), disabled_at=datetime(2021, 1, 1, tzinfo=UTC))
        town.journey()
        yield town


def _all(name, **more):
    return [grant(SANJO, name, role, **more) for role in ALL]


def own_procedure():
    """A town's own procedure, as plain as one of the presets."""
    preset = presets()["child-allowance.end"]
    definition = preset.model_dump(mode="json", include=set(Definition.model_fields))
    return {**definition, "procedure_id": "own.test", "office": OFFICE}


def send(route, entry, claims, body, *, version="1"):
    method, resource = route.split(" ", 1)
    known = {"{receipt}": RECEIPT, "{grant_id}": f"{APPROVER}-approver-child-allowance.claim", "{officer}": NOBODY}
    place = resource
    for name, value in known.items():
        place = place.replace(name, value)
    headers = {"If-Match": version, "Idempotency-Key": str(uuid.uuid4())}
    query = {"month": "2026-11"} if route == "GET /cases" else None
    event = api_event(method, place, body, claims=claims, headers=headers, query=query, resource=resource)
    return importlib.import_module(entry.replace("/", ".")).handler(event, LambdaContext())


def wish(town, route):
    """What she who may sends, and the version she saw."""
    _, body = WELL[route]
    if route.endswith("/approval"):
        proposed = answer(town.commit("decision", GRANT.model_dump(mode="json")))
        body = {**body, "proposal_id": proposed["proposal_id"]}
    if route.endswith("/own"):
        body = own_procedure()
    if route.endswith("/publications"):
        claims = staff_claims(SANJO, EXAMINER)
        assert send("POST /procedures/adoptions", "procedures/staff_api", claims, ADOPTION)["statusCode"] == 201
    return body, str(town.case()["version"])


def closed(route, who, reply):
    """Refused; or a list of one's own affairs, in which nothing of another's stands."""
    own = route == "GET /cases" and who.endswith("tax officer")
    return answer(reply)["items"] == [] if own else reply["statusCode"] in (401, 403, 404)


def state(town):
    """Everything that is kept but the records of looks, which grow with every attempt."""
    items = [*town.client.scan(TableName=TABLE)["Items"]]
    items += town.client.scan(TableName=os.environ["PROCEDURES_TABLE"])["Items"]
    looks = ("ENTRY#", "EVENT#")
    return sorted(json.dumps(item, sort_keys=True) for item in items if not item["sk"]["S"].startswith(looks))


def test_every_officers_route_has_its_line_here(prod):
    assert set(officers_routes(prod)) == set(WELL)
    assert set(HER_OWN) < set(WELL)


@pytest.mark.parametrize("route", WELL)
def test_who_has_the_grant_may_and_who_has_none_gets_nothing(prod, town, route):
    entry = officers_routes(prod)[route]
    body, version = wish(town, route)
    before = state(town)
    refused = NOBODYS if route in HER_OWN else {**STRANGERS, **NOBODYS}

    answers = {who: send(route, entry, claims, body, version=version) for who, claims in refused.items()}

    open_to = {who: reply["statusCode"] for who, reply in answers.items() if not closed(route, who, reply)}
    assert open_to == {}
    assert [who for who, reply in answers.items() if "野" in reply["body"] or "url" in reply["body"]] == []
    assert state(town) == before
    allowed = send(route, entry, staff_claims(SANJO, WELL[route][0]), body, version=version)
    assert allowed["statusCode"] in (200, 201, 204), allowed["body"]


def test_a_refused_look_is_recorded_before_and_as_refused(prod, town):
    """The routes that show a person's data: each attempt stands in the town's own records, and says what became of it."""
    routes = {route: entry for route, entry in officers_routes(prod).items() if entry == "municipal/staff_api"}
    shown = [r for r in routes if r in ("GET /cases", "GET /cases/{receipt}", "POST /cases/{receipt}/package-link")]
    for route in shown:
        known = len(town.rows("entry"))
        send(route, routes[route], staff_claims(SANJO, NOBODY), None)
        entries = [json.loads(row["entry"]) for row in town.rows("entry")][known:]
        assert len(town.rows("entry")) == known + 2, route
        assert {e["outcome"] for e in entries if e["reader"] == NOBODY} <= {None, "refused"}

    readers = [json.loads(row["entry"]) for row in town.rows("entry")]
    assert sum(e["outcome"] == "refused" and e["reader"] == NOBODY for e in readers) == len(shown) == 3
