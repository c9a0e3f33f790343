"""Checks a card's certificate: issuer, use, policy and period. Revocation is asked separately.

JPKI has one tier and no intermediate: every certificate is signed by an anchor directly. All generations of
an authority carry one name, so the issuer is chosen by key identifier and proved by its signature.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtensionOID, NameOID

from madoguchi.identity.model.account import Attributes
from madoguchi.identity.model.attributes import read_attributes
from madoguchi.identity.model.problems import CertificateExpired, CertificateUntrusted, SignatureInvalid
from madoguchi.identity.model.trust import Kind, Policies, TrustAnchor, of_kind
from madoguchi.kernel.value import Value

Extension = TypeVar("Extension", bound=x509.ExtensionType)
MAX_DER_BYTES = 8_192
UNDERSTOOD = {
    ExtensionOID.KEY_USAGE,
    ExtensionOID.CERTIFICATE_POLICIES,
    ExtensionOID.BASIC_CONSTRAINTS,
    ExtensionOID.SUBJECT_ALTERNATIVE_NAME,
}


class CheckedCertificate(Value):
    """A certificate that passed. `serial` is lower-case hexadecimal; `der` and `issuer_der` go on as evidence."""

    kind: Kind
    serial: str
    issuer_ski: str
    valid_from: datetime
    valid_until: datetime
    attributes: Attributes | None
    der: bytes
    issuer_der: bytes


def check_certificate(
    der: bytes, *, kind: Kind, trust: Sequence[TrustAnchor], policies: Policies, at: datetime
) -> CheckedCertificate:
    """The certificate's facts, if it may be used as `kind` at `at` (legal time).

    Errors  CertificateUntrusted; CertificateExpired when only the period is wrong.
    """
    certificate = parse(der)
    anchor = _issuer(certificate, of_kind(trust, kind), at)
    _use(certificate, kind)
    _policy(certificate, kind, policies)
    _key_strength(certificate)
    attributes = _attributes(certificate) if kind == "signing" else None
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise CertificateExpired(field="/certificate")
    return CheckedCertificate(
        kind=kind,
        serial=format(certificate.serial_number, "x"),
        issuer_ski=anchor.ski,
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
        attributes=attributes,
        der=der,
        issuer_der=anchor.certificate,
    )


def parse(der: bytes) -> x509.Certificate:
    if len(der) > MAX_DER_BYTES:
        raise _untrusted("too long for a card's certificate")
    try:
        return x509.load_der_x509_certificate(der)
    except ValueError as error:
        raise _untrusted("no X.509 certificate") from error


def verify_signature(certificate_der: bytes, signature: bytes, data: bytes) -> None:
    """RSASSA-PKCS1-v1_5 with SHA-256 by the certificate's key over `data`; SignatureInvalid otherwise."""
    key = parse(certificate_der).public_key()
    if not isinstance(key, RSAPublicKey):
        raise SignatureInvalid("not an RSA key")
    try:
        key.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as error:
        raise SignatureInvalid(field="/signature") from error


def key_identifier(certificate: x509.Certificate) -> str:
    """A CA certificate's subject key identifier, lower-case hex."""
    found = certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier)
    return found.value.digest.hex()


def read_anchors(kind: Kind, pem: bytes) -> tuple[TrustAnchor, ...]:
    """An operator's PEM file as anchors; ValueError unless each is a self-signed authority."""
    return tuple(_anchor(kind, certificate) for certificate in x509.load_pem_x509_certificates(pem))


def _anchor(kind: Kind, certificate: x509.Certificate) -> TrustAnchor:
    if not _is_authority(certificate) or not _signed_by(certificate, certificate):
        raise ValueError("not a self-signed certification authority")
    return TrustAnchor(kind=kind, ski=key_identifier(certificate), certificate=certificate.public_bytes(Encoding.DER))


def _issuer(certificate: x509.Certificate, anchors: Sequence[TrustAnchor], at: datetime) -> TrustAnchor:
    wanted = _authority_key(certificate)
    for anchor in anchors:
        if wanted in (None, anchor.ski):
            issuer = x509.load_der_x509_certificate(anchor.certificate)
            if _signed_by(certificate, issuer):
                _living(issuer, at)
                return anchor
    raise _untrusted("no trusted authority signed it")


def _living(issuer: x509.Certificate, at: datetime) -> None:
    if not _is_authority(issuer):
        raise _untrusted("its issuer is no authority")
    if not issuer.not_valid_before_utc <= at <= issuer.not_valid_after_utc:
        raise CertificateExpired("its issuer's period is over", field="/certificate")


def _signed_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return isinstance(certificate.signature_hash_algorithm, hashes.SHA256)


def _authority_key(certificate: x509.Certificate) -> str | None:
    found = _extension(certificate, x509.AuthorityKeyIdentifier)
    return found.key_identifier.hex() if found and found.key_identifier else None


def _is_authority(certificate: x509.Certificate) -> bool:
    constraints = _extension(certificate, x509.BasicConstraints)
    usage = _extension(certificate, x509.KeyUsage)
    return bool(constraints and constraints.ca and usage and usage.key_cert_sign)


def _use(certificate: x509.Certificate, kind: Kind) -> None:
    """A card's key signs and nothing else; only the signing key may bind its holder (nonRepudiation)."""
    constraints = _extension(certificate, x509.BasicConstraints)
    usage = _extension(certificate, x509.KeyUsage)
    if constraints and constraints.ca:
        raise _untrusted("an authority is not a card")
    if usage is None or not usage.digital_signature or usage.key_cert_sign or usage.crl_sign:
        raise _untrusted("its key is not for signatures")
    if usage.content_commitment != (kind == "signing"):
        raise _untrusted(f"its key is not for {kind}")


def _policy(certificate: x509.Certificate, kind: Kind, policies: Policies) -> None:
    found = _extension(certificate, x509.CertificatePolicies) or ()
    if not policies.of(kind) & {policy.policy_identifier.dotted_string for policy in found}:
        raise _untrusted("its policy is not accepted here")
    if not policies.test_issuers and _organization(certificate.issuer).endswith("TEST"):
        raise _untrusted("test cards are not accepted here")
    unknown = [e for e in certificate.extensions if e.critical and e.oid not in UNDERSTOOD]
    if unknown:
        raise _untrusted("a critical extension is not understood")


def _organization(name: x509.Name) -> str:
    return "".join(str(part.value) for part in name.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)).upper()


def _key_strength(certificate: x509.Certificate) -> None:
    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey) or key.key_size < 2048:
        raise _untrusted("its key is not RSA of 2048 bits or more")


def _attributes(certificate: x509.Certificate) -> Attributes:
    names = _extension(certificate, x509.SubjectAlternativeName)
    try:
        return read_attributes(names or ())
    except (ValueError, KeyError) as error:
        raise _untrusted("its holder's attributes cannot be read") from error


def _extension(certificate: x509.Certificate, kind: type[Extension]) -> Extension | None:
    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except x509.ExtensionNotFound:
        return None
    except (ValueError, x509.DuplicateExtension) as error:
        raise _untrusted("its extensions cannot be read") from error


def _untrusted(why: str) -> CertificateUntrusted:
    return CertificateUntrusted(why, field="/certificate")
