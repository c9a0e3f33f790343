"""Links to sealed packages in the town's inbox bucket; no file passes a function."""

from typing import Any


class InboxBucket:
    """`client` must sign with s3v4: older signatures do not bind the link's end."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client, self._bucket = client, bucket

    def download(self, key: str, seconds: int) -> str:
        link: str = self._client.generate_presigned_url(
            "get_object", Params={"Bucket": self._bucket, "Key": key}, ExpiresIn=seconds
        )
        return link
