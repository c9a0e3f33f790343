"""Notices: composing once, sending once, reading once."""

import os

import boto3
from moto.core import DEFAULT_ACCOUNT_ID
from moto.ses import ses_backends
from notices import compose, public_api, send_email

from madoguchi.identity.store import AccountsTable
from tests.faults.conftest import House
from tests.faults.matrix import Target, Work
from tests.faults.targets.delivering import queued, requested
from tests.functions.notices.test_notices import MIDORI, account, happened, inbox, told, waiting
from tests.support.events import LambdaContext, api_event
from tests.support.sessions import sign_in
from tests.support.tables import make_table

SENDER = "notices/send_email"


def stage() -> str:
    """The topic, the queue behind it, an account with an address."""
    make_table(os.environ["NOTICES_TABLE"])
    client = make_table(os.environ["IDENTITY_TABLE"])
    sign_in(client, MIDORI)
    AccountsTable(client, os.environ["IDENTITY_TABLE"]).open(account(MIDORI, "01", email="midori@mail.example"))
    boto3.client("s3").create_bucket(
        Bucket=os.environ["CATALOGUE_BUCKET"],
        CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_REGION"]},
    )
    boto3.client("ses").verify_email_identity(EmailAddress=os.environ["SENDER"])
    topic = boto3.client("sns").create_topic(Name=os.environ["NOTICES_TOPIC"].split(":")[-1])["TopicArn"]
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="bus")["QueueUrl"]  # handed over at least once: the sender knows its deliveries
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    boto3.client("sns").subscribe(
        TopicArn=topic, Protocol="sqs", Endpoint=arn, Attributes={"RawMessageDelivery": "true"}
    )
    return str(url)


def composing(_house: House) -> Work:
    stage()
    return queued(compose.handler, happened(procedure_id="child-allowance.claim", revision=1))


def sending(_house: House) -> Work:
    """A mail may come twice when the carrier's yes was lost, and is never lost itself (notices/model/delivery.py)."""
    url = stage()
    told(happened())
    messages = waiting(url)

    def mailed() -> set[str]:
        sent = ses_backends[DEFAULT_ACCOUNT_ID][os.environ["AWS_REGION"]].sent_messages
        return {mail.body for mail in sent}

    return queued(send_email.handler, *messages, beside=mailed, without=frozenset({"version", "carrier_id"}))


def reading(_house: House) -> Work:
    stage()
    told(happened())
    path = f"/api/notices/{inbox()['items'][0]['notice_id']}/read"
    return requested(lambda: public_api.handler(api_event("POST", path, account_id=MIDORI), LambdaContext()))


TARGETS = [
    Target("a notice is composed", composing, consumer="notices/compose"),
    Target(
        "an e-mail is sent",
        sending,
        consumer=SENDER,
        odd={
            "ses:SendEmail answer lost": "SES knows no idempotency key: twice rather than never",
            "ses:SendEmail died after": "SES knows no idempotency key: twice rather than never",
            "dynamodb:PutItem #2 throttled": "sent, and nobody could write it down: twice rather than never",
            "dynamodb:PutItem #2 timed out": "sent, and nobody could write it down: twice rather than never",
            "dynamodb:PutItem #2 died before": "sent, and nobody could write it down: twice rather than never",
        },
    ),
    Target("a notice is read", reading, door="notices-public POST /api/notices/{notice_id}/read"),
]
