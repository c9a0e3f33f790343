"""Where files wait for the scanner's verdict: taken by a signed link, tagged by the scanner, copied when clean."""

from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

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
ABSENT = {"404", "NoSuchKey", "NotFound"}


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
    client: Any
    bucket: str

    def there(self, application_id: str, attachment: Attachment) -> bool:
        key = quarantine_key(application_id, attachment.attachment_id)
        try:
            found = self.client.head_object(Bucket=self.bucket, Key=key, ChecksumMode="ENABLED")
        except ClientError as error:
            if _absent(error):
                return False
            raise
        # The link took only this length and digest; an emulator that drops the digest still shows the length.
        return found["ContentLength"] == attachment.size and found.get("ChecksumSHA256") in (None, attachment.sha256)


@dataclass(frozen=True)
class QuarantineBucket:
    client: Any
    bucket: str
    clean_bucket: str

    def tag(self, application_id: str, attachment: Attachment) -> Tag:
        key = quarantine_key(application_id, attachment.attachment_id)
        try:
            tags = self.client.get_object_tagging(Bucket=self.bucket, Key=key)["TagSet"]
        except ClientError as error:
            if _absent(error):
                return "absent"
            raise
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


def _absent(error: ClientError) -> bool:
    return error.response.get("Error", {}).get("Code") in ABSENT
