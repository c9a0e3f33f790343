"""The samples of what AWS sends us are what our libraries read, and the builders keep their shape."""

import json

import pytest
from aws_lambda_powertools.utilities.data_classes import APIGatewayProxyEvent, DynamoDBStreamEvent, SQSEvent

from tests.support.events import SAMPLES, api_event, failed, rule_event, sample, sqs_event, stream_event


@pytest.mark.parametrize("name", ["apigw_rest", "sqs", "eventbridge", "stream"])
def test_every_envelope_is_a_sample_in_the_repository(name):
    assert (SAMPLES / f"{name}.json").is_file()


def test_a_request_carries_its_path_query_body_and_person():
    event = APIGatewayProxyEvent(
        api_event("POST", "/api/notices?unread=yes", {"title": "窓口"}, account_id="account-1")
    )

    assert (event.http_method, event.path) == ("POST", "/api/notices")
    assert event.resolved_query_string_parameters == {"unread": ["yes"]}
    assert event.json_body == {"title": "窓口"}
    assert event.request_context.authorizer.claims["token_use"] == "id"


def test_a_request_without_a_token_has_no_claims():
    assert api_event("GET", "/api/procedures")["requestContext"]["authorizer"] is None


def test_a_header_replaces_its_namesake_whatever_its_case():
    event = api_event("GET", "/api/me", headers={"accept-language": "en"})

    assert [value for name, value in event["headers"].items() if name.lower() == "accept-language"] == ["en"]


def test_a_batch_has_one_message_for_each_event():
    events = [rule_event("ExampleHappened", {"id": number}, source="madoguchi.example") for number in (1, 2)]

    records = list(SQSEvent(sqs_event(*events)).records)

    assert [record.json_body["detail"]["data"]["id"] for record in records] == [1, 2]
    assert len({record.message_id for record in records}) == 2


def test_an_event_has_the_keys_of_the_sample():
    event = rule_event("ExampleHappened", {}, source="madoguchi.example")

    assert event.keys() == sample("eventbridge").keys()
    assert event["detail"]["metadata"].keys() == sample("eventbridge")["detail"]["metadata"].keys()


def test_stream_records_hold_items_as_dynamodb_writes_them():
    batch = stream_event({"pk": "A#1", "sk": "EVENT#1", "kind": "event", "version": 3})

    record = next(iter(DynamoDBStreamEvent(batch).records))
    assert record.dynamodb.new_image == {"pk": "A#1", "sk": "EVENT#1", "kind": "event", "version": 3}
    assert batch["Records"][0]["dynamodb"]["NewImage"]["version"] == {"N": "3"}


def test_a_removed_row_has_only_an_old_image():
    record = stream_event({"pk": "A#1", "sk": "EVENT#1"}, change="REMOVE")["Records"][0]["dynamodb"]

    assert "NewImage" not in record
    assert record["OldImage"]["pk"] == {"S": "A#1"}


def test_failed_items_are_named_by_the_batch_answer():
    assert failed({"batchItemFailures": [{"itemIdentifier": "message-1"}]}) == ["message-1"]


def test_samples_are_copies_nobody_can_spoil():
    sample("sqs")["Records"].clear()

    assert json.loads((SAMPLES / "sqs.json").read_text()) == sample("sqs")


QUEUED = {
    "messageId",
    "receiptHandle",
    "body",
    "attributes",
    "messageAttributes",
    "md5OfBody",
    "eventSource",
    "eventSourceARN",
    "awsRegion",
}
STREAMED = {"eventID", "eventName", "eventVersion", "eventSource", "awsRegion", "dynamodb", "eventSourceARN"}


@pytest.mark.parametrize(("name", "keys"), [("sqs", QUEUED), ("stream", STREAMED)])
def test_a_sampled_record_has_the_keys_that_lambda_sends(name, keys):
    assert [set(record) for record in sample(name)["Records"]] == [keys]
