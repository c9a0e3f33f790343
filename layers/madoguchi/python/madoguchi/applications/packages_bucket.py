"""The evidence package (証拠パッケージ): all that proves what she sent, in one file, written once, the same bytes always.

application.json                 the exact bytes that were signed
signature.p7s                    the detached CMS signature over them
certificates/signer.der, issuer.der
revocation/ocsp.der              what the authority answered about the certificate, as of manifest.json
attachments/01-<name>            what was scanned and found clean
manifest.json                    digests of every entry, versions, verdicts
"""

import io
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from botocore.exceptions import ClientError

from madoguchi.applications.model.application import Attachment
from madoguchi.applications.model.attachments import clean_key
from madoguchi.applications.model.intake import Package, Scan, SignatureVerdict
from madoguchi.applications.model.submission import Submission, attachments_of, declared
from madoguchi.errors import MadoguchiError
from madoguchi.kernel.canonical import b64, canonical, sha256_hex
from madoguchi.kernel.clock import rfc3339

FORMAT = "madoguchi.package/1"
WRITTEN_ALREADY = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}
Entries = dict[str, bytes]


class AttachmentAltered(MadoguchiError):
    """Somebody reached into the buckets: nothing is sealed, and a person looks."""

    type = "attachment-altered"


@dataclass(frozen=True)
class PackagesBucket:
    client: Any
    bucket: str

    def seal(self, key: str, submission: Submission, verdict: SignatureVerdict, scan: Scan) -> Package:
        content = zipped(entries(submission, verdict, scan, self._files(submission, scan)), submission)
        try:
            self.client.put_object(
                Bucket=self.bucket, Key=key, Body=content, ContentType="application/zip", IfNoneMatch="*"
            )
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") not in WRITTEN_ALREADY:
                raise
            content = self._read(key)
        return Package(key=key, sha256=sha256_hex(content), size=len(content))

    def _files(self, submission: Submission, scan: Scan) -> list[tuple[Attachment, bytes]]:
        clean = [held for held in attachments_of(submission.document) if held.attachment_id not in scan.ids()]
        return [(held, self._signed(submission.application_id, held)) for held in clean]

    def _signed(self, application_id: str, held: Attachment) -> bytes:
        """The file that she signed for, whatever lies in its place."""
        content = self._read(clean_key(application_id, held.attachment_id))
        if b64(sha256(content).digest()) != held.sha256:
            raise AttachmentAltered("a clean file is not the one that was signed for")
        return content

    def _read(self, key: str) -> bytes:
        content: bytes = self.client.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        return content


def entries(
    submission: Submission, verdict: SignatureVerdict, scan: Scan, files: list[tuple[Attachment, bytes]]
) -> Entries:
    """Every file of the package by its name, the manifest last."""
    from madoguchi.identity.model.cms import assemble_cms

    found: Entries = {
        "application.json": submission.document,
        "signature.p7s": assemble_cms(submission.to_be_signed, submission.signature, submission.certificate),
        "certificates/signer.der": submission.certificate,
    }
    if verdict.issuer:
        found["certificates/issuer.der"] = verdict.issuer
    if verdict.evidence:
        found["revocation/ocsp.der"] = verdict.evidence
    for number, (attachment, content) in enumerate(files, start=1):
        found[f"attachments/{number:02}-{safe_name(attachment.name)}"] = content
    return {**found, "manifest.json": canonical(manifest(submission, verdict, scan, found))}


def manifest(submission: Submission, verdict: SignatureVerdict, scan: Scan, found: Entries) -> dict[str, Any]:
    document = declared(submission.document)
    return {
        "format": FORMAT,
        "receipt": submission.receipt,
        "revision": submission.revision,
        "application_id": submission.application_id,
        "municipality": document["municipality"],
        "procedure": document["procedure"],
        "arrived_at": rfc3339(submission.arrived_at),
        "submitted_at": rfc3339(submission.submitted_at),
        "signature": {
            "outcome": verdict.outcome,
            "reason": verdict.reason,
            "checked_at": rfc3339(verdict.checked_at),
            "revocation_as_of": rfc3339(verdict.revocation_as_of) if verdict.revocation_as_of else None,
        },
        "withheld": [held.model_dump() for held in scan.withheld],
        "entries": {name: {"sha256": sha256_hex(content), "size": len(content)} for name, content in found.items()},
    }


def zipped(found: Entries, submission: Submission) -> bytes:
    """The same entries give the same bytes: no compression, one moment, one order."""
    moment = submission.submitted_at.timetuple()[:6]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in found.items():
            entry = zipfile.ZipInfo(name, date_time=moment)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return file.getvalue()


def safe_name(name: str) -> str:
    """A file name that stays inside its folder on every system; letters of any script are kept."""
    kept = "".join(letter if letter.isalnum() or letter in ".-_ " else "_" for letter in name).strip(". ")
    return kept[-120:] or "file"
