"""The origin's value is rotated by Secrets Manager's four steps, on moto, with a door that reads what they write."""

import importlib
import json
import os
import sys
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import boto3
import pytest
from moto import mock_aws

from madoguchi.errors import Conflict, Invalid, NotFound, Unavailable
from madoguchi.identity import edge_cloudfront
from madoguchi.kernel import clock
from madoguchi.origin import ASK_AGAIN_AFTER, HEADER, NotThroughTheEdge, Origin
from madoguchi.wiring import identity as wiring
from tests.support.events import LambdaContext
from tests.support.lines import logged

STEPS = ("createSecret", "setSecret", "testSecret", "finishSecret")
NAME, FIRST = "rotated-in-tests", "first"


class Portal(BaseHTTPRequestHandler):
    status, asked = 401, []

    def do_POST(self):
        Portal.asked.append((self.path, self.headers["Host"]))
        self.send_response(Portal.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def portal():
    Portal.status, Portal.asked = 401, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def distribution():
    api = {
        "Id": "api",
        "DomainName": "api.example.jp",
        "OriginPath": "/v1",
        "CustomHeaders": {"Quantity": 1, "Items": [{"HeaderName": HEADER, "HeaderValue": FIRST}]},
        "CustomOriginConfig": {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"},
    }
    files = {"Id": "files", "DomainName": "files.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}
    config = {
        "CallerReference": "one",
        "Origins": {"Quantity": 2, "Items": [files, api]},
        "DefaultCacheBehavior": {"TargetOriginId": "files", "ViewerProtocolPolicy": "redirect-to-https"},
        "Comment": "",
        "Enabled": True,
    }
    return boto3.client("cloudfront").create_distribution(DistributionConfig=config)["Distribution"]["Id"]


class Stage:
    """A secret, a distribution that sends its value, the rotation between them, and a door that reads the one."""

    def __init__(self):
        self.secrets, self.cloudfront = boto3.client("secretsmanager"), boto3.client("cloudfront")
        self.token = str(uuid.uuid4())

    def step(self, step, token=""):
        event = {"SecretId": NAME, "ClientRequestToken": token or self.token, "Step": step}
        importlib.import_module("identity.rotate_origin").handler(event, LambdaContext())

    def sent(self):
        config = self.cloudfront.get_distribution_config(Id=os.environ["DISTRIBUTION"])["DistributionConfig"]
        (header,) = config["Origins"]["Items"][1]["CustomHeaders"]["Items"]
        return header["HeaderValue"]

    def opens(self, value):
        """To a door that has just started."""
        try:
            Origin(self.secrets, NAME, clock.wall).demand(value)
        except NotThroughTheEdge:
            return False
        return True


@pytest.fixture
def stage(portal, monkeypatch):
    with mock_aws():
        boto3.client("secretsmanager").create_secret(Name=NAME, SecretString=FIRST)
        monkeypatch.setenv("ORIGIN_SECRET", NAME)
        monkeypatch.setenv("DISTRIBUTION", distribution())
        monkeypatch.setenv("PORTAL_URL", portal)
        monkeypatch.setenv("PORTAL_HOST", "portal.example.jp")
        monkeypatch.setattr(edge_cloudfront, "SECONDS_BETWEEN", 0)
        monkeypatch.setattr(edge_cloudfront, "SECONDS_UNTIL_DOORS_ASK", 0)
        sys.modules.pop("identity.rotate_origin", None)
        wiring.rotation.cache_clear()
        yield Stage()
        sys.modules.pop("identity.rotate_origin", None)
        wiring.rotation.cache_clear()


def test_at_no_step_is_what_the_edge_sends_refused_and_at_the_end_the_first_value_is(stage):
    for step in STEPS:
        before = stage.sent()
        stage.step(step)
        assert stage.opens(before) or step == "finishSecret"
        assert stage.opens(stage.sent())

    assert stage.sent() != FIRST
    assert not stage.opens(FIRST)


def test_while_it_is_under_way_both_values_open(stage):
    for step in STEPS[:3]:
        stage.step(step)
        assert stage.opens(FIRST)

    assert stage.opens(stage.sent())


def test_the_portal_is_asked_as_everybody_reaches_it(stage):
    for step in STEPS[:3]:
        stage.step(step)

    assert Portal.asked == [("/api/session", "portal.example.jp")]


@pytest.mark.parametrize("again", STEPS)
def test_every_step_may_come_twice(stage, again):
    for step in STEPS:
        stage.step(step)
        if step == again and step != "finishSecret":
            value = stage.sent()
            stage.step(step)
            assert stage.sent() == value
    if again == "finishSecret":
        stage.step(again)

    assert stage.opens(stage.sent())
    assert not stage.opens(FIRST)


def test_a_second_rotation_gives_up_the_value_of_the_first(stage):
    for step in STEPS:
        stage.step(step)
    second, token = stage.sent(), str(uuid.uuid4())
    for step in STEPS:
        stage.step(step, token)

    assert stage.opens(stage.sent())
    assert not stage.opens(second)


@pytest.mark.parametrize("status", [403, 200, 502])
def test_when_the_doors_do_not_take_it_the_first_value_stays_current(stage, status):
    stage.step("createSecret")
    stage.step("setSecret")
    Portal.status = status

    with pytest.raises(Invalid):
        stage.step("testSecret")

    assert stage.secrets.get_secret_value(SecretId=NAME)["SecretString"] == FIRST
    assert stage.opens(FIRST) and stage.opens(stage.sent())


def test_a_portal_that_does_not_answer_is_asked_again_another_time(stage):
    stage.step("createSecret")
    stage.step("setSecret")
    rotation = wiring.rotation()
    object.__setattr__(rotation, "portal", edge_cloudfront.PortalAddress("http://127.0.0.1:9", "nobody", 1))

    with pytest.raises(Unavailable):
        stage.step("testSecret")


def test_a_distribution_told_another_value_meanwhile_is_not_promoted(stage):
    stage.step("createSecret")

    with pytest.raises(Unavailable):
        stage.step("testSecret")


def test_a_distribution_changed_meanwhile_is_read_again(stage, monkeypatch):
    stage.step("createSecret")
    client = wiring.rotation().edge._client

    def overtaken(**asked):
        assert asked["IfMatch"]
        raise client.exceptions.PreconditionFailed({"Error": {"Code": "PreconditionFailed"}}, "UpdateDistribution")

    monkeypatch.setattr(client, "update_distribution", overtaken)  # moto takes any version for the newest
    with pytest.raises(Conflict):
        stage.step("setSecret")
    assert stage.sent() == FIRST


def test_the_edge_sends_it_only_when_a_door_that_asked_just_before_would_ask_again(stage, monkeypatch):
    waited = []
    monkeypatch.setattr(edge_cloudfront, "SECONDS_UNTIL_DOORS_ASK", 12)
    monkeypatch.setattr(edge_cloudfront.time, "sleep", lambda seconds: waited.append((seconds, stage.sent())))

    stage.step("createSecret")
    stage.step("setSecret")

    assert waited == [(12, FIRST)]
    assert stage.sent() != FIRST
    assert waited[0][0] > ASK_AGAIN_AFTER.total_seconds()


def test_a_version_that_was_not_prepared_is_not_set(stage):
    with pytest.raises(NotFound):
        stage.step("setSecret")


def test_an_unknown_step_changes_nothing(stage):
    with pytest.raises(Invalid):
        stage.step("deleteSecret")

    assert stage.opens(FIRST)


def test_no_value_is_ever_logged(stage):
    with logged() as lines:
        for step in STEPS:
            stage.step(step)

    assert [line["step"] for line in lines] == list(STEPS)
    assert stage.sent() not in json.dumps(lines)
    assert not [line for line in lines if FIRST in line.values()]
