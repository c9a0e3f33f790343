"""E-mail by SES. What SES refused was not sent; when it did not answer, nobody knows, and the error passes."""

from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError

from madoguchi.notices.model.delivery import NotSent
from madoguchi.notices.model.notice import Text

# SendEmail has no idempotency key: an automatic second try after a lost answer would be a second e-mail.
ONCE = Config(retries={"total_max_attempts": 1, "mode": "standard"}, connect_timeout=3, read_timeout=10)


class SesMail:
    def __init__(self, client: Any, sender: str) -> None:
        self._client, self._sender = client, sender

    def send(self, address: str, text: Text) -> str:
        try:
            answer = self._client.send_email(
                Source=self._sender,
                Destination={"ToAddresses": [address]},
                Message={"Subject": _utf8(text.title), "Body": {"Text": _utf8(text.body)}},
            )
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] >= 500:
                raise  # SES may have taken it before it failed
            raise NotSent(error.response["Error"]["Code"]) from None
        return str(answer["MessageId"])


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}
