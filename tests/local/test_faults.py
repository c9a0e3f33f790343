"""What a really deployed stack does when a part of it fails: it waits, recovers, and doubles nothing."""

import json

import pytest

from madoguchi.signed import SignedHttp
from sandbox.demo import family
from sandbox.demo.journey import Journey, wait_for
from sandbox.localcloud import deployment
from sandbox.localcloud.settings import REGION
from tests.local.test_bad_input import SANJO, draft


@pytest.fixture
def operator(endpoints, stage, monkeypatch):
    """The core's operator door, signed as the operator."""
    for name, value in stage.aws().items():
        if name.startswith("AWS_"):
            monkeypatch.setenv(name, value)
    outputs = endpoints.data["outputs"]
    return SignedHttp(f"{stage.endpoint}/_aws/execute-api/{outputs['CoreExchange']}/v1", region=REGION)


def test_a_provider_that_is_down_is_waited_for_and_asked_once(endpoints, stage, operator, journey):
    """U2 in small: 新潟市 is down when 三条市 asks; the arrival stands, nobody is refused, the answers come later."""
    Journey(None, stage, tell=lambda _text: None).set_clock("2026-11-13T10:00:00+09:00")
    midori = endpoints.citizen("midori").login()
    midori.check_signing_certificate()
    officer = endpoints.officer("sanjo-kosodate-1")
    before = {exchange["record_id"] for exchange in midori.records()["exchanges"]}
    operator.put("/operator/providers/151009", {"status": "down"})
    try:
        application = draft(midori, SANJO)
        midori.fill(application, family.answers(application["answers"]))
        receipt = midori.sign_and_submit(application["application_id"])["receipt"]
        asked = wait_for("three inquiries that wait", lambda: _inquiries(officer, receipt, {"accepted", "waiting"}), 2)
        assert {inquiry["status"] for inquiry in asked} <= {"accepted", "waiting"}
    finally:
        operator.put("/operator/providers/151009", {"status": "up"})

    answered = wait_for("three answers", lambda: _inquiries(officer, receipt, {"answered", "acknowledged"}), 2)
    hers = wait_for("her two records", lambda: _new(midori, before, 2), 2)
    midori.withdraw_open()

    assert [i["processing_number"] for i in answered] == [i["processing_number"] for i in asked]
    assert len(hers) == 2


def _inquiries(officer, receipt, statuses):
    from tests.local.test_privacy import _case

    case = _case(officer, receipt)
    found = (case or {}).get("inquiries", [])
    return found if len(found) == 3 and {inquiry["status"] for inquiry in found} <= statuses else None


def _new(citizen, before, count):
    found = [e for e in citizen.records()["exchanges"] if e["record_id"] not in before]
    return found if len(found) >= count else None


def test_a_poison_message_ends_in_the_dead_letters_and_blocks_nobody(endpoints, stage):
    sqs = deployment.client(stage, "sqs")
    urls = sqs.list_queues()["QueueUrls"]
    inbox = next(url for url in urls if "MunicipalDelivered" in url and "Dead" not in url and "Undelivered" not in url)
    attributes = sqs.get_queue_attributes(QueueUrl=inbox, AttributeNames=["RedrivePolicy"])["Attributes"]
    arn = json.loads(attributes["RedrivePolicy"])["deadLetterTargetArn"]
    dead = next(url for url in urls if url.endswith(arn.rsplit(":", 1)[-1]))
    sqs.send_message(QueueUrl=inbox, MessageBody="this is no event")

    izumi = endpoints.citizen("izumi").login()
    izumi.check_signing_certificate()
    izumi.withdraw_open()
    application = draft(izumi)
    izumi.fill(application, family.answers(application["answers"]))
    izumi.sign_and_submit(application["application_id"])
    reached = wait_for("examination past the poison", lambda: _reached(izumi, application["application_id"]), 1)
    izumi.withdraw_open()

    assert reached
    wait_for("the dead letter", lambda: _holds(sqs, dead), 2)


def _reached(citizen, application_id):
    return citizen.application(application_id)["status"] not in ("draft", "received", "delivered")


def _holds(sqs, url):
    found = sqs.receive_message(QueueUrl=url, VisibilityTimeout=1, MaxNumberOfMessages=10).get("Messages", [])
    return any(message["Body"] == "this is no event" for message in found)
