"""A town adopts and publishes; everybody searches."""

import json

import pytest
from moto import mock_aws

from tests.functions.procedures.test_procedures import ASKED, CLAIM, OFFICE, PORTAL, SANJO, public, staff, town
from tests.support.events import LambdaContext, api_event, rule_event, sqs_event

__all__ = ["town"]


@pytest.fixture
def aws():
    with mock_aws():
        yield


def test_a_procedures_way(town, meter, pace):
    from procedures import exchange_api, receive

    wish = {"preset_id": CLAIM, "office": OFFICE}
    adopted = pace.of(
        "officer: adopt a procedure", "door", lambda: staff("POST", "/procedures/adoptions", wish), kind="commit"
    )
    assert adopted["statusCode"] == 201, adopted
    presets = pace.of("officer: see the presets", "door", lambda: staff("GET", "/presets"), kind="read")
    assert presets["statusCode"] == 200
    meter.of("officer: publish", "door", lambda: staff("POST", "/procedures/publications", {}))
    told = sqs_event(
        rule_event("ProcedurePublished", {"municipality": SANJO, "snapshot": 1}, source="madoguchi.procedures")
    )
    meter.of("receive a publication", "queue", lambda: receive.handler(told, LambdaContext()))
    asked = api_event("GET", f"/snapshots/{SANJO}", role_arn=PORTAL)
    shown = pace.of("give a snapshot", "door", lambda: exchange_api.handler(asked, LambdaContext()), kind="read")
    assert json.loads(shown["body"])["number"] == 1
    public("GET", "/api/municipalities?q=三条")  # warm
    found = pace.of("see a procedure", "door", lambda: public("GET", f"/api/procedures/{SANJO}/{CLAIM}"), kind="read")
    assert found["statusCode"] == 200
    meter.of("search procedures", "door", lambda: public("GET", f"/api/procedures?municipality={SANJO}"))
    estimate = f"/api/procedures/{SANJO}/{CLAIM}/estimate"
    meter.of("estimate a benefit", "door", lambda: public("POST", estimate, ASKED))
