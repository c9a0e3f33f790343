"""Cards and their signatures, by identity's rules and this stage's trust."""

from collections.abc import Sequence
from dataclasses import dataclass

from madoguchi.applications.model.occasion import Occasion
from madoguchi.applications.model.submission import Submission
from madoguchi.identity.model import CheckedCertificate, Policies, TrustAnchor
from madoguchi.identity.model.certificate import check_certificate, verify_signature
from madoguchi.identity.model.cms import assemble_cms, signed_attributes, verify_cms


@dataclass(frozen=True)
class SigningCards:
    trust: Sequence[TrustAnchor]
    policies: Policies

    def check(self, certificate: bytes, occasion: Occasion) -> CheckedCertificate:
        return check_certificate(certificate, kind="signing", trust=self.trust, policies=self.policies, at=occasion.now)

    def attributes_to_sign(self, digest: bytes, certificate: bytes, occasion: Occasion) -> bytes:
        return signed_attributes(digest, certificate, occasion.now)

    def verify(self, certificate: bytes, signature: bytes, data: bytes) -> None:
        verify_signature(certificate, signature, data)


@dataclass(frozen=True)
class CmsSignatures:
    """Judged as of the moment the submission arrived: a certificate that ran out since was good then."""

    trust: Sequence[TrustAnchor]
    policies: Policies

    def verify(self, submission: Submission) -> CheckedCertificate:
        container = assemble_cms(submission.to_be_signed, submission.signature, submission.certificate)
        return verify_cms(
            container, submission.document, trust=self.trust, policies=self.policies, at=submission.arrived_at
        )
