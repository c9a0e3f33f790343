"""Starting the process of an inquiry; the same attempt twice is one execution."""

import json
from typing import Any

from botocore.exceptions import ClientError


class InquiryProcess:
    def __init__(self, client: Any, arn: str) -> None:
        self._client, self._arn = client, arn

    def start(self, processing_number: str, attempt: int, correlation_id: str) -> None:
        given = {"processing_number": processing_number, "attempt": attempt, "correlation_id": correlation_id}
        try:
            self._client.start_execution(
                stateMachineArn=self._arn, name=f"{processing_number}-{attempt}", input=json.dumps(given)
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ExecutionAlreadyExists":
                raise
