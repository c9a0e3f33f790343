"""What identity means to the others. Names that need the PKI libraries load only when used:
a function that wants an Account needs no cryptography layer."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from madoguchi.identity.model.account import Account, Attributes, Preferences, hold, new_account, prefer
from madoguchi.identity.model.login import Challenge, Login, Session, Tokens
from madoguchi.identity.model.problems import (
    AnotherPersonsCard,
    CertificateExpired,
    CertificateRevoked,
    CertificateStatusUnknown,
    CertificateUntrusted,
    LoginRefused,
    SessionEnded,
    SignatureInvalid,
    SigningCertificateLapsed,
)
from madoguchi.identity.model.revocation import RevocationAnswer, demand_good
from madoguchi.identity.model.trust import JPKI, JPKI_TEST, POLICY_SETS, Kind, Policies, TrustAnchor

if TYPE_CHECKING:
    from madoguchi.identity.model.certificate import (
        CheckedCertificate,
        check_certificate,
        read_anchors,
        verify_signature,
    )
    from madoguchi.identity.model.cms import assemble_cms, signed_attributes, verify_cms

_LATER = {
    "CheckedCertificate": "certificate",
    "check_certificate": "certificate",
    "read_anchors": "certificate",
    "verify_signature": "certificate",
    "assemble_cms": "cms",
    "signed_attributes": "cms",
    "verify_cms": "cms",
}

__all__ = [
    "JPKI",
    "JPKI_TEST",
    "POLICY_SETS",
    "Account",
    "AnotherPersonsCard",
    "Attributes",
    "CertificateExpired",
    "CertificateRevoked",
    "CertificateStatusUnknown",
    "CertificateUntrusted",
    "Challenge",
    "CheckedCertificate",
    "Kind",
    "Login",
    "LoginRefused",
    "Policies",
    "Preferences",
    "RevocationAnswer",
    "Session",
    "SessionEnded",
    "SignatureInvalid",
    "SigningCertificateLapsed",
    "Tokens",
    "TrustAnchor",
    "assemble_cms",
    "check_certificate",
    "demand_good",
    "hold",
    "new_account",
    "prefer",
    "read_anchors",
    "signed_attributes",
    "verify_cms",
    "verify_signature",
]


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
