"""Every route of the portal, on whatever door it stands: closed to who did not come through CloudFront, and a citizen's
to whose session has ended. The routes are the template's, the doors are the real ones."""

import importlib
import json
import os

import pytest
from moto import mock_aws

from tests.support import origin
from tests.support.events import LambdaContext, api_event
from tests.support.routes import path
from tests.support.sessions import sign_in
from tests.support.tables import make_table

PORTAL = "/PortalApi/"
HERE, GONE = "a" * 26, "b" * 26
OUTSIDE = {"without": {}, "guessed": {origin.HEADER: "guessed"}, "empty": {origin.HEADER: ""}}


def doors(synth):
    """(entry, method, path, whether it is a citizen's) of every route of the portal's API."""
    entries = {
        f"{alias.stack}/{alias.id}": synth.named(alias.stack, alias.properties["FunctionName"]["Ref"]).properties[
            "Description"
        ]
        for alias in synth.of("AWS::Lambda::Alias")
    }
    for method in synth.of("AWS::ApiGateway::Method"):
        if PORTAL in f"{synth.text(method.stack, method.properties['RestApiId']).strip('<>')}/":
            integration = json.dumps(method.properties["Integration"]["Uri"])
            (entry,) = [found for name, found in entries.items() if f'"{name.split("/")[1]}"' in integration]
            closed = method.properties["AuthorizationType"] == "COGNITO_USER_POOLS"
            yield entry, method.properties["HttpMethod"], path(synth, method), closed


@pytest.fixture
def sessions():
    """One account with a living session, one whose session was ended."""
    with mock_aws():
        origin.forget()
        sign_in(make_table(os.environ["IDENTITY_TABLE"]), HERE)
        yield


def ask(route, *, account_id=HERE, headers=None):
    entry, method, resource, closed = route
    event = api_event(
        method,
        resource.replace("{", "").replace("}", ""),
        None if method in ("GET", "DELETE") else {},
        account_id=account_id if closed else None,
        resource=resource,
    )
    if headers is not None:
        for known in (event["headers"], event["multiValueHeaders"]):
            known.pop(origin.HEADER)
        event["headers"].update(headers)
    reply = importlib.import_module(entry.replace("/", ".")).handler(event, LambdaContext())
    return reply["statusCode"], json.loads(reply["body"] or "{}").get("type", "").rsplit("/", 1)[-1]


def test_the_portal_has_doors_of_both_kinds(prod):
    found = list(doors(prod))

    assert {entry for entry, *_ in found} >= {"identity/login_api", "applications/public_api", "ledger/records_api"}
    assert {closed for *_, closed in found} == {True, False}


@pytest.mark.parametrize("headers", OUTSIDE.values(), ids=OUTSIDE)
def test_no_door_opens_to_what_did_not_come_through_cloudfront(prod, sessions, headers):
    answered = {f"{route[1]} {route[2]}": ask(route, headers=headers) for route in doors(prod)}

    assert answered
    assert {route: said for route, said in answered.items() if said != (403, "not-through-the-edge")} == {}


def test_every_citizens_route_asks_whether_her_session_still_lives(prod, sessions):
    citizens = [route for route in doors(prod) if route[3]]
    answered = {f"{route[1]} {route[2]}": ask(route, account_id=GONE) for route in citizens}

    assert len(answered) > 15
    assert {route: said for route, said in answered.items() if said != (401, "session-ended")} == {}


def test_whom_both_let_pass_comes_to_the_door_itself(prod, sessions):
    """Otherwise the two tests above would prove nothing: a door that refuses everybody is no door."""
    answered = {f"{route[1]} {route[2]}": ask(route) for route in doors(prod)}
    stopped = {route: said for route, said in answered.items() if said[1] in ("not-through-the-edge", "session-ended")}

    # Without a cookie there is no session to renew: that door's own answer.
    assert set(stopped) <= {"POST /api/session"}


def test_infra_and_the_doors_mean_the_same_header(prod):
    (site,) = prod.of("AWS::CloudFront::Distribution")
    sent = {
        header["HeaderName"]: prod.text(site.stack, header["HeaderValue"])
        for origin_ in site.properties["DistributionConfig"]["Origins"]
        for header in origin_.get("OriginCustomHeaders", [])
    }

    assert set(sent) == {origin.HEADER}
    assert sent[origin.HEADER].startswith("{{resolve:secretsmanager:")


def test_every_function_of_the_portals_api_is_told_the_secret_and_no_other_is(prod):
    told = {
        function.properties["Description"]
        for function in prod.of("AWS::Lambda::Function")
        if "ORIGIN_SECRET" in function.properties.get("Environment", {}).get("Variables", {})
    }

    assert told == {entry for entry, *_ in doors(prod)} | {"identity/rotate_origin"}


def test_the_value_is_rotated_every_month_and_stands_in_no_template(prod):
    (secret,) = [each for each in prod.of("AWS::SecretsManager::Secret") if "/Origin/" in each.path]
    (schedule,) = [each for each in prod.of("AWS::SecretsManager::RotationSchedule") if "/Rotation/" in each.path]

    assert "SecretString" not in secret.properties
    assert secret.properties["GenerateSecretString"]["PasswordLength"] >= 32
    assert "portal-data/Key" in prod.text(secret.stack, secret.properties["KmsKeyId"])
    assert schedule.properties["RotationRules"] == {"AutomaticallyAfterDays": 30}
    assert schedule.properties["SecretId"] == {"Fn::GetAtt": [secret.id, "Id"]}
