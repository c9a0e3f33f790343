"""The notices topic: subscriptions filter by channel and lane, so a new channel is a queue and no code here."""

import json
from typing import Any

from madoguchi.notices.model.delivery import Channel, Lane
from madoguchi.notices.model.notice import Notice


class CarriersTopic:
    def __init__(self, client: Any, topic: str) -> None:
        self._client, self._topic = client, topic

    def hand_over(self, notice: Notice, channel: Channel, lane: Lane) -> None:
        message = {
            "metadata": {"correlation_id": notice.correlation_id},
            "data": {"notice_id": notice.notice_id, "account_id": notice.account_id},
        }
        self._client.publish(
            TopicArn=self._topic,
            Message=json.dumps(message),
            MessageAttributes={
                "channel": {"DataType": "String", "StringValue": channel},
                "lane": {"DataType": "String", "StringValue": lane},
            },
        )
