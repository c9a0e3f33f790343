"""Quarantine, packages and the town's inbox."""

import io
import os
import zipfile

import pytest

from madoguchi.applications.inbox_bucket import InboxBucket
from madoguchi.applications.model.attachments import clean_key, quarantine_key
from madoguchi.applications.model.document import to_be_signed
from madoguchi.applications.model.intake import Package, Scan, SignatureVerdict
from madoguchi.applications.packages_bucket import AttachmentAltered, PackagesBucket, safe_name
from madoguchi.applications.quarantine_bucket import QuarantineBucket, Uploaded, UploadLinks
from madoguchi.wiring import applications as wiring
from tests.unit.applications.samples import ARRIVAL, attachment, received
from tests.unit.applications.test_intake import SUBMISSION

FILE = attachment(size=4)
KEY = quarantine_key("a", FILE.attachment_id)


@pytest.fixture
def quarantine(s3):
    return QuarantineBucket(s3, os.environ["QUARANTINE_BUCKET"], os.environ["PACKAGES_BUCKET"])


def upload(s3, content=b"%PDF"):
    s3.put_object(Bucket=os.environ["QUARANTINE_BUCKET"], Key=KEY, Body=content)


def tag(s3, value, name="GuardDutyMalwareScanStatus"):
    tags = {"TagSet": [{"Key": name, "Value": value}]}
    s3.put_object_tagging(Bucket=os.environ["QUARANTINE_BUCKET"], Key=KEY, Tagging=tags)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("NO_THREATS_FOUND", "clean"),
        ("THREATS_FOUND", "infected"),
        ("UNSUPPORTED", "unscannable"),
        ("FAILED", "pending"),
        ("ACCESS_DENIED", "pending"),
        ("something new", "pending"),
    ],
)
def test_the_scanners_word_is_read(s3, quarantine, said, means):
    upload(s3)
    tag(s3, said)

    assert quarantine.tag("a", FILE) == means


def test_a_file_without_the_scanners_tag_is_pending_and_one_that_is_gone_absent(s3, quarantine):
    assert quarantine.tag("a", FILE) == "absent"
    upload(s3)
    tag(s3, "NO_THREATS_FOUND", name="SomebodyElses")
    assert quarantine.tag("a", FILE) == "pending"


def test_a_clean_file_is_copied_and_again_is_harmless(s3, quarantine):
    upload(s3)

    quarantine.release("a", FILE)
    quarantine.release("a", FILE)

    key = clean_key("a", FILE.attachment_id)
    found = s3.get_object(Bucket=os.environ["PACKAGES_BUCKET"], Key=key)
    assert found["Body"].read() == b"%PDF"


def test_what_was_released_before_stays_clean_when_quarantine_has_forgotten_it(s3, quarantine):
    upload(s3)
    quarantine.release("a", FILE)
    s3.delete_object(Bucket=os.environ["QUARANTINE_BUCKET"], Key=KEY)

    assert quarantine.tag("a", FILE) == "released"


def test_nothing_is_sealed_with_another_file_than_the_one_she_signed_for(s3):
    application = received(attachments=(attachment(),))
    signed = SUBMISSION.model_copy(update={"application_id": "a", "document": to_be_signed(application)})
    place = clean_key("a", attachment().attachment_id)
    s3.put_object(Bucket=os.environ["PACKAGES_BUCKET"], Key=place, Body=b"another")
    packages = PackagesBucket(s3, os.environ["PACKAGES_BUCKET"])

    with pytest.raises(AttachmentAltered):
        packages.seal("packages/R/1/package.zip", signed, SignatureVerdict(outcome="good", checked_at=ARRIVAL), Scan())

    assert "Contents" not in s3.list_objects_v2(Bucket=os.environ["PACKAGES_BUCKET"], Prefix="packages/")


def test_only_a_file_of_the_announced_length_is_there(s3):
    uploaded = Uploaded(s3, os.environ["QUARANTINE_BUCKET"])

    assert not uploaded.there("a", FILE)
    upload(s3, b"longer than announced")
    assert not uploaded.there("a", FILE)
    upload(s3)
    assert uploaded.there("a", FILE)


@pytest.mark.parametrize(
    ("endpoint", "address"),
    [
        (None, "https://quarantine-bucket.s3.ap-northeast-1.amazonaws.com/"),
        ("http://localhost:4566", "http://localhost:4566/quarantine-bucket/"),
    ],
)
def test_a_link_goes_to_the_buckets_own_region_and_ends_within_a_minute(aws, monkeypatch, endpoint, address):
    if endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    for made in (wiring._s3, wiring._links):
        made.cache_clear()

    upload = UploadLinks(wiring._links(), "quarantine-bucket").upload("a", FILE)

    for made in (wiring._s3, wiring._links):
        made.cache_clear()
    assert upload.url.startswith(address)
    assert "X-Amz-Expires=60" in upload.url
    assert upload.headers["x-amz-checksum-sha256"] == FILE.sha256


def test_a_package_is_copied_into_the_towns_inbox(s3):
    s3.put_object(Bucket=os.environ["PACKAGES_BUCKET"], Key="packages/R/1/package.zip", Body=b"zip")
    inbox = InboxBucket(s3, os.environ["PACKAGES_BUCKET"], os.environ["INBOX_BUCKET"])

    for _ in range(2):
        inbox.put(Package(key="packages/R/1/package.zip", sha256="x", size=3), "152048/R/1/package.zip")

    found = s3.get_object(Bucket=os.environ["INBOX_BUCKET"], Key="152048/R/1/package.zip")
    assert found["Body"].read() == b"zip"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("確認書.pdf", "確認書.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\a|b.pdf", "C__a_b.pdf"),
        ("...", "file"),
        ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
    ],
)
def test_a_file_name_stays_inside_its_folder(given, kept):
    assert safe_name(given) == kept
    with zipfile.ZipFile(io.BytesIO(), "w") as archive:
        archive.writestr(f"attachments/01-{safe_name(given)}", b"")
