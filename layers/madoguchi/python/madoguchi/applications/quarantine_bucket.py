"""Where files wait for the scanner's verdict: taken by a signed link, tagged by the scanner, copied when clean."""

from dataclasses import dataclass
from typing import Any

from madoguchi.applications.model.application import Attachment
from madoguchi.applications.model.attachments import clean_key, quarantine_key
from madoguchi.applications.service.drafts import Upload
from madoguchi.applications.service.intake import Tag

LINK_SECONDS = 60
SCAN_TAG = "GuardDutyMalwareScanStatus"
# FAILED and ACCESS_DENIED are the scanner's own trouble: somebody mends it, the file waits.
VERDICTS: dict[str, Tag] = {
    "NO_THREATS_FOUND": "clean",
    "THREATS_FOUND": "infected",
    "UNSUPPORTED": "unscannable",
}


@dataclass(frozen=True)
class UploadLinks:
    """`client` signs with s3v4: only then are length, type and digest part of what is signed."""

    client: Any
    bucket: str

    def upload(self, application_id: str, attachment: Attachment) -> Upload:
        url = self.client.generate_presigned_url(
            "put_object",
            Params={
                "Bucket": self.bucket,
                "Key": quarantine_key(application_id, attachment.attachment_id),
                "ContentType": attachment.content_type,
                "ContentLength": attachment.size,
                "ChecksumSHA256": attachment.sha256,
            },
            ExpiresIn=LINK_SECONDS,
            HttpMethod="PUT",
        )
        headers = {"Content-Type": attachment.content_type, "x-amz-checksum-sha256": attachment.sha256}
        return Upload(url=url, headers=headers)


@dataclass(frozen=True)
class Uploaded:
    """Needs ListBucket and nothing else: the door never reads a file, and S3 tells an absent one from a refusal
    only to those who may list."""

    client: Any
    bucket: str

    def there(self, application_id: str, attachment: Attachment) -> bool:
        """The link took only this digest; the length is looked at once more."""
        key = quarantine_key(application_id, attachment.attachment_id)
        return _size(self.client, self.bucket, key) == attachment.size


@dataclass(frozen=True)
class QuarantineBucket:
    client: Any
    bucket: str
    clean_bucket: str

    def tag(self, application_id: str, attachment: Attachment) -> Tag:
        key = quarantine_key(application_id, attachment.attachment_id)
        if _size(self.client, self.clean_bucket, clean_key(application_id, attachment.attachment_id)) is not None:
            return "released"
        if _size(self.client, self.bucket, key) is None:
            return "absent"
        tags = self.client.get_object_tagging(Bucket=self.bucket, Key=key)["TagSet"]
        said = next((tag["Value"] for tag in tags if tag["Key"] == SCAN_TAG), "")
        return VERDICTS.get(said, "pending")

    def release(self, application_id: str, attachment: Attachment) -> None:
        """The clean copy carries no scanner's tag: its place says it."""
        self.client.copy_object(
            Bucket=self.clean_bucket,
            Key=clean_key(application_id, attachment.attachment_id),
            CopySource={"Bucket": self.bucket, "Key": quarantine_key(application_id, attachment.attachment_id)},
            TaggingDirective="REPLACE",
        )


def _size(client: Any, bucket: str, key: str) -> int | None:
    """Bytes of the object under exactly this key; None when there is none."""
    listed = client.list_objects_v2(Bucket=bucket, Prefix=key, MaxKeys=1).get("Contents", [])
    return next((found["Size"] for found in listed if found["Key"] == key), None)
