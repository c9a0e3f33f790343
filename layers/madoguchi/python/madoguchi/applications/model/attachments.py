"""Which files may come with an application (添付書類), and where they lie."""

from madoguchi.applications.model.application import Application, Attachment
from madoguchi.applications.model.problems import (
    AttachmentsTooLarge,
    AttachmentTooLarge,
    AttachmentTypeRefused,
    IndividualNumberInName,
    PhoneImageRefused,
)
from madoguchi.kernel.identifiers import holds_individual_number

MAX_BYTES = 10_000_000
MAX_BYTES_TOGETHER = 30_000_000
MAX_FILES = 20
OFFICE = "application/vnd.openxmlformats-officedocument"
# What municipal applications accept; anything else is an error there.
TYPES = {
    "xls": "application/vnd.ms-excel",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "doc": "application/msword",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "pdf": "application/pdf",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "tiff": "image/tiff",
    "tif": "image/tiff",
    "xml": "application/xml",
    "txt": "text/plain",
    "csv": "text/csv",
}
ALSO = {"xml": {"text/xml"}, "csv": {"application/vnd.ms-excel", "application/csv"}}
PHONE_IMAGES = frozenset({"heic", "heif"})


def check(attachment: Attachment, beside: Application) -> None:
    """Errors  a problem naming what is wrong with the file, its type, its size or its name."""
    ending = attachment.name.rpartition(".")[2].lower()
    if ending in PHONE_IMAGES or "heic" in attachment.content_type or "heif" in attachment.content_type:
        raise PhoneImageRefused(field="/content_type")
    if ending not in TYPES or attachment.content_type not in {TYPES[ending], *ALSO.get(ending, ())}:
        raise AttachmentTypeRefused(field="/content_type", types=", ".join(TYPES))
    if not 0 < attachment.size <= MAX_BYTES:
        raise AttachmentTooLarge(field="/size", limit_mb=MAX_BYTES // 1_000_000)
    if holds_individual_number(attachment.name):
        raise IndividualNumberInName(field="/name")
    others = [other for other in beside.attachments if other.slot != attachment.slot]
    if len(others) >= MAX_FILES or sum(other.size for other in others) + attachment.size > MAX_BYTES_TOGETHER:
        raise AttachmentsTooLarge(field="/size", limit_mb=MAX_BYTES_TOGETHER // 1_000_000)


def quarantine_key(application_id: str, attachment_id: str) -> str:
    return f"{application_id}/{attachment_id}"


def clean_key(application_id: str, attachment_id: str) -> str:
    return f"attachments/{application_id}/{attachment_id}"
