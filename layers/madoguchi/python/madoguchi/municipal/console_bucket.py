"""The console's built files; nothing personal lies there."""

from typing import Any

from botocore.exceptions import ClientError

from madoguchi.errors import NotFound

ABSENT = {"NoSuchKey", "404", "AccessDenied"}  # without ListBucket S3 answers a missing key with AccessDenied


class ConsoleBucket:
    def __init__(self, client: Any, bucket: str) -> None:
        self._client, self._bucket = client, bucket

    def read(self, key: str) -> bytes:
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in ABSENT:
                raise NotFound("no such file") from None
            raise
        content: bytes = found["Body"].read()
        return content
