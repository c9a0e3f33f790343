"""Readers of queues: each message alone, failures returned one by one, poison left to the dead-letter queue."""

import json
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response

from madoguchi.kernel import correlation

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]
logger = Logger()


def consumer(work: Callable[[dict[str, Any]], None]) -> Handler:
    """A Lambda handler for SQS. `work` gets {"type", "metadata", "data"} of the EventBridge event, or the plain
    JSON body; whatever it raises fails that message alone, which returns after its visibility time."""
    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)

    def one(record: dict[str, Any]) -> None:
        message = message_of(json.loads(record["body"]))
        correlation.begin(message.get("metadata", {}).get("correlation_id") or record["messageId"])
        logger.append_keys(correlation_id=correlation.current())
        logger.info("message", type=message.get("type", "plain"))
        try:
            work(message)
        except Exception as failed:
            logger.warning("message failed", error=type(failed).__name__)
            raise

    def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
        return dict(process_partial_response(event, one, processor, context))

    return handler


def message_of(body: dict[str, Any]) -> dict[str, Any]:
    """An EventBridge envelope as {"type", "metadata", "data"}; an SNS or plain body as it is."""
    if "detail-type" in body:
        return {"type": body["detail-type"], **body["detail"]}
    return json.loads(body["Message"]) if body.get("Type") == "Notification" else body
