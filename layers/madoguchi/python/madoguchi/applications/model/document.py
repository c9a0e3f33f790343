"""The document that she signs: all that she declares, in one byte form, and nothing that was fetched."""

from madoguchi.applications.model.application import Application
from madoguchi.kernel.canonical import canonical, sha256_hex

FORMAT = "madoguchi.application/1"


def to_be_signed(application: Application) -> bytes:
    """Canonical JSON of the answers, the attachments' digests and what they answer to, for the next revision."""
    procedure = application.procedure
    return canonical(
        {
            "format": FORMAT,
            "application_id": application.application_id,
            "revision": application.revision + 1,
            "municipality": application.municipality.code,
            "procedure": {
                "procedure_id": procedure.procedure_id,
                "standard_id": procedure.standard_id,
                "version": procedure.version,
            },
            "answers": application.answers,
            "attachments": [
                {
                    "attachment_id": attachment.attachment_id,
                    "slot": attachment.slot,
                    "name": attachment.name,
                    "size": attachment.size,
                    "content_type": attachment.content_type,
                    "sha256": attachment.sha256,
                }
                for attachment in sorted(application.attachments, key=lambda found: found.attachment_id)
            ],
        }
    )


def digest(document: bytes) -> str:
    return sha256_hex(document)
