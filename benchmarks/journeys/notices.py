"""From an event to the inbox and the mail."""

import json

import pytest
from moto import mock_aws

from tests.functions.notices.test_notices import CONTEXT, MIDORI, happened, queue, told, waiting
from tests.support.events import LambdaContext, api_event, sqs_event

__all__ = ["queue"]


@pytest.fixture
def aws():
    with mock_aws():
        yield


def test_a_notices_way(queue, meter, pace):
    from notices import public_api, send_email

    told(happened())  # warm
    assert meter.of("compose a notice", "queue", lambda: told(happened(event_id="f" * 26))) == {"batchItemFailures": []}
    message = sqs_event(waiting(queue)[-1])
    sent = meter.of("send a mail", "queue", lambda: send_email.handler(message, CONTEXT))
    assert sent == {"batchItemFailures": []}
    listed = api_event("GET", "/api/notices", account_id=MIDORI)
    public_api.handler(listed, LambdaContext())  # warm
    shown = pace.of("see my notices", "door", lambda: public_api.handler(listed, LambdaContext()), kind="read")
    notice_id = json.loads(shown["body"])["items"][0]["notice_id"]
    read = api_event("POST", f"/api/notices/{notice_id}/read", account_id=MIDORI)
    marked = pace.of("mark a notice as read", "door", lambda: public_api.handler(read, LambdaContext()), kind="commit")
    assert marked["statusCode"] == 204
