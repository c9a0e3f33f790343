"""From the bus to the inbox and the e-mail queue, with the real handlers on moto."""

import json
import os

import boto3
import pytest
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses import ses_backends
from notices import compose, public_api, send_email

from madoguchi.identity.model.account import new_account
from madoguchi.identity.store import AccountsTable
from madoguchi.kernel import clock
from tests.support.events import LambdaContext, answer, api_event, failed, rule_event, sqs_event
from tests.support.sessions import sign_in, sign_out
from tests.support.tables import make_table

MIDORI, MAKOTO = "a" * 26, "b" * 26
CONTEXT = LambdaContext()


def account(account_id, serial, **more):
    made = new_account(account_id, serial, clock.wall())
    return made.model_copy(update=more)


@pytest.fixture
def queue(aws):
    """The stage's pieces; the URL of the e-mail queue behind the topic."""
    make_table(os.environ["NOTICES_TABLE"])
    client = make_table(os.environ["IDENTITY_TABLE"])
    identity = AccountsTable(client, os.environ["IDENTITY_TABLE"])
    sign_in(client, MIDORI, MAKOTO)
    identity.open(account(MIDORI, "01", email="midori@mail.example"))
    identity.open(account(MAKOTO, "02", language="en"))
    boto3.client("s3").create_bucket(
        Bucket=os.environ["CATALOGUE_BUCKET"],
        CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_REGION"]},
    )
    boto3.client("ses").verify_email_identity(EmailAddress=os.environ["SENDER"])
    topic = boto3.client("sns").create_topic(Name=os.environ["NOTICES_TOPIC"].split(":")[-1])["TopicArn"]
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="emails")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    boto3.client("sns").subscribe(
        TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"}
    )
    return url


def happened(kind="ApplicationReceived", account_id=MIDORI, event_id="e" * 26, **more):
    data = {
        "application_id": "application-1",
        "account_id": account_id,
        "receipt": "ABCD2345EFGH6789",
        "municipality": "152048",
        **more,
    }
    return rule_event(kind, data, source="madoguchi.applications", event_id=event_id)


def told(*events):
    return compose.handler(sqs_event(*events), CONTEXT)


def waiting(queue):
    found = boto3.client("sqs").receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(message["Body"]) for message in found]


def mails():
    return ses_backends[DEFAULT_ACCOUNT_ID][os.environ["AWS_REGION"]].sent_messages


def inbox(account_id=MIDORI):
    return answer(public_api.handler(api_event("GET", "/api/notices", account_id=account_id), CONTEXT))


def test_an_event_becomes_a_notice_of_its_owner_alone(queue):
    assert failed(told(happened(procedure_id="child-allowance", revision=1))) == []

    shown = inbox()
    assert shown["unread"] == 1
    assert shown["items"][0]["kind"] == "application-received"
    assert "三条市" in shown["items"][0]["body"]
    assert "ABCD2345EFGH6789" in shown["items"][0]["body"]
    assert inbox(MAKOTO) == {"items": [], "unread": 0}


def test_a_repeated_event_is_one_notice_and_one_e_mail(queue):
    told(happened(), happened())
    told(happened())

    for message in waiting(queue):
        send_email.handler(sqs_event(message), CONTEXT)

    assert len(inbox()["items"]) == 1
    assert len(mails()) == 1


def test_the_e_mail_queue_holds_ids_only(queue):
    told(happened())

    (message,) = waiting(queue)

    assert set(message["data"]) == {"notice_id", "account_id"}
    assert "三条" not in json.dumps(message, ensure_ascii=False)


def test_the_e_mail_says_where_to_look_and_nothing_more(queue):
    told(happened("ApplicationDecided", decision_id="d1"))
    send_email.handler(sqs_event(*waiting(queue)), CONTEXT)

    (mail,) = mails()
    assert mail.destinations["ToAddresses"] == ["midori@mail.example"]
    assert "お知らせ" in mail.body
    assert "円" not in mail.body


def test_a_person_without_an_address_is_told_in_the_portal_alone(queue):
    told(happened(account_id=MAKOTO))
    answered = send_email.handler(sqs_event(*waiting(queue)), CONTEXT)

    assert failed(answered) == []
    assert mails() == []
    assert inbox(MAKOTO)["items"][0]["title"] == "We have received your application"


def test_one_bad_message_does_not_hold_up_the_others(queue):
    answered = told(happened("ApplicationEaten"), happened())

    assert failed(answered) == ["message-0"]
    assert inbox()["unread"] == 1


def test_a_notice_is_marked_as_read(queue):
    told(happened())
    notice_id = inbox()["items"][0]["notice_id"]

    read = public_api.handler(api_event("POST", f"/api/notices/{notice_id}/read", account_id=MIDORI), CONTEXT)

    assert read["statusCode"] == 204
    assert inbox()["unread"] == 0


def test_anothers_notice_and_none_look_alike(queue):
    told(happened())
    notice_id = inbox()["items"][0]["notice_id"]

    another, none = (
        public_api.handler(api_event("POST", f"/api/notices/{each}/read", account_id=MAKOTO), CONTEXT)
        for each in (notice_id, "0" * 26)
    )

    assert another["statusCode"] == none["statusCode"] == 404
    assert {**answer(another), "correlation_id": ""} == {**answer(none), "correlation_id": ""}


def test_nobody_reads_notices_without_a_token(queue):
    refused = public_api.handler(api_event("GET", "/api/notices"), CONTEXT)

    assert refused["statusCode"] == 401


def test_once_she_has_signed_out_her_token_opens_her_notices_no_more(queue):
    told(happened())
    notice_id = inbox()["items"][0]["notice_id"]
    sign_out(boto3.client("dynamodb"), MIDORI)

    for method, path in (("GET", "/api/notices"), ("POST", f"/api/notices/{notice_id}/read")):
        refused = public_api.handler(api_event(method, path, account_id=MIDORI), CONTEXT)
        assert refused["statusCode"] == 401
        assert answer(refused)["type"].endswith("/session-ended")
