"""Topic and mail as AWS sees them: ids only on the way, and what SES refused is known as not sent."""

import json
from datetime import UTC, datetime

import boto3
import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from botocore.stub import Stubber

from madoguchi.notices.carriers_sns import CarriersTopic
from madoguchi.notices.mail_ses import ONCE, SesMail
from madoguchi.notices.model.delivery import Channel, Lane, NotSent
from madoguchi.notices.model.notice import Text, compose
from tests.unit.notices.test_texts import occasion

TEXT = Text(title="【窓口】お知らせ", body="本文")


def notice():
    return compose(occasion(), Text(title="題", body="秘密の本文"), TEXT)


@pytest.fixture
def topic(aws):
    """A topic with one queue that takes personal e-mail, and one that takes broadcasts."""
    sns, sqs = boto3.client("sns"), boto3.client("sqs")
    arn = sns.create_topic(Name="notices")["TopicArn"]
    urls = {}
    for lane in Lane:
        url = sqs.create_queue(QueueName=f"email-{lane}")["QueueUrl"]
        queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        rules = {
            "RawMessageDelivery": "true",
            "FilterPolicy": json.dumps({"channel": ["email"], "lane": [lane]}),
        }
        sns.subscribe(TopicArn=arn, Protocol="sqs", Endpoint=queue, Attributes=rules)
        urls[lane] = url
    return arn, urls


def test_a_notice_reaches_the_queue_of_its_channel_and_lane_alone(topic):
    arn, urls = topic
    sqs = boto3.client("sqs")

    CarriersTopic(boto3.client("sns"), arn).hand_over(notice(), Channel.EMAIL, Lane.PERSONAL)

    assert len(sqs.receive_message(QueueUrl=urls[Lane.PERSONAL]).get("Messages", [])) == 1
    assert sqs.receive_message(QueueUrl=urls[Lane.BROADCAST]).get("Messages", []) == []


def test_a_message_holds_ids_only(topic):
    arn, urls = topic
    CarriersTopic(boto3.client("sns"), arn).hand_over(notice(), Channel.EMAIL, Lane.PERSONAL)

    message = boto3.client("sqs").receive_message(QueueUrl=urls[Lane.PERSONAL])["Messages"][0]

    assert json.loads(message["Body"]) == {
        "metadata": {"correlation_id": "c1"},
        "data": {"notice_id": notice().notice_id, "account_id": "account-1"},
    }


def test_mail_goes_from_the_verified_sender(aws):
    ses = boto3.client("ses", config=ONCE)
    ses.verify_email_identity(EmailAddress="oshirase@madoguchi.example")

    assert SesMail(ses, "oshirase@madoguchi.example").send("midori@mail.example", TEXT)


def test_an_unverified_sender_is_not_sent(aws):
    ses = boto3.client("ses", config=ONCE)

    with pytest.raises(NotSent):
        SesMail(ses, "nobody@madoguchi.example").send("midori@mail.example", TEXT)


def test_a_refusal_does_not_repeat_the_address(aws):
    ses = boto3.client("ses", config=ONCE)

    with pytest.raises(NotSent) as refused:
        SesMail(ses, "nobody@madoguchi.example").send("midori@mail.example", TEXT)

    assert "midori" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_failure_inside_ses_may_have_been_sent():
    ses = boto3.client("ses", config=ONCE)
    with Stubber(ses) as stub:
        stub.add_client_error("send_email", "InternalFailure", http_status_code=500)

        with pytest.raises(ClientError):
            SesMail(ses, "oshirase@madoguchi.example").send("midori@mail.example", TEXT)


def test_a_lost_answer_is_not_tried_again_by_the_client_itself(monkeypatch):
    """SendEmail has no idempotency key: a second try by botocore would be a second e-mail."""
    ses = boto3.client("ses", config=ONCE)
    tries = []

    def lost(*_args, **_kwargs):
        tries.append(datetime.now(UTC))
        raise ReadTimeoutError(endpoint_url="https://email.invalid")

    monkeypatch.setattr("botocore.httpsession.URLLib3Session.send", lost)
    with pytest.raises(ReadTimeoutError):
        SesMail(ses, "oshirase@madoguchi.example").send("midori@mail.example", TEXT)

    assert len(tries) == 1
