"""Cards and their signatures, by identity's rules and this stage's trust. The PKI libraries load on first use."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from madoguchi.applications.model.occasion import Occasion
from madoguchi.applications.model.submission import Submission
from madoguchi.identity.model.trust import Policies, TrustAnchor

if TYPE_CHECKING:
    from madoguchi.identity.model.certificate import CheckedCertificate

Trust = Callable[[], Sequence[TrustAnchor]]  # read when it is needed: an authority may be added while we run


@dataclass(frozen=True)
class SigningCards:
    trust: Trust
    policies: Policies

    def check(self, certificate: bytes, occasion: Occasion) -> "CheckedCertificate":
        from madoguchi.identity.model.certificate import check_certificate

        return check_certificate(
            certificate, kind="signing", trust=self.trust(), policies=self.policies, at=occasion.now
        )

    def attributes_to_sign(self, digest: bytes, certificate: bytes, occasion: Occasion) -> bytes:
        from madoguchi.identity.model.cms import signed_attributes

        return signed_attributes(digest, certificate, occasion.now)

    def verify(self, certificate: bytes, signature: bytes, data: bytes) -> None:
        from madoguchi.identity.model.certificate import verify_signature

        verify_signature(certificate, signature, data)


@dataclass(frozen=True)
class CmsSignatures:
    """Judged as of the moment she submitted: a certificate that ran out since was good then."""

    trust: Trust
    policies: Policies

    def verify(self, submission: Submission) -> "CheckedCertificate":
        from madoguchi.identity.model.cms import assemble_cms, verify_cms

        container = assemble_cms(submission.to_be_signed, submission.signature, submission.certificate)
        return verify_cms(
            container, submission.document, trust=self.trust(), policies=self.policies, at=submission.submitted_at
        )
