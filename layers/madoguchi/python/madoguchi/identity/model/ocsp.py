"""Asks and reads OCSP: an answer counts only if signed for this authority, about this certificate, and in time."""

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from madoguchi.identity.model.certificate import CheckedCertificate
from madoguchi.identity.model.revocation import RevocationAnswer

SKEW = timedelta(minutes=5)  # two honest clocks may differ; assumed
OLDEST = timedelta(hours=24)  # an answer may be pre-produced, but no older than a day; assumed


class Doubt(Exception):
    """Why an answer tells nothing."""


def ocsp_request(certificate: CheckedCertificate, nonce: bytes) -> bytes:
    """DER. The nonce ties the answer to this question where the responder honours it."""
    builder = ocsp.OCSPRequestBuilder().add_certificate(*_pair(certificate), hashes.SHA256())
    return builder.add_extension(x509.OCSPNonce(nonce), critical=False).build().public_bytes(Encoding.DER)


def read_ocsp(der: bytes, certificate: CheckedCertificate, *, nonce: bytes, at: datetime) -> RevocationAnswer:
    """What the answer says about `certificate` at `at` (legal time); "unknown" with a reason in every doubt."""
    try:
        return _read(der, certificate, nonce, at)
    except Doubt as doubt:
        return RevocationAnswer(status="unknown", why=str(doubt))
    except (ValueError, TypeError, x509.ExtensionNotFound):
        return RevocationAnswer(status="unknown", why="the answer cannot be read")


def _read(der: bytes, certificate: CheckedCertificate, nonce: bytes, at: datetime) -> RevocationAnswer:
    response = ocsp.load_der_ocsp_response(der)
    if response.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
        raise Doubt("the responder did not answer")
    _signed_for(response, x509.load_der_x509_certificate(certificate.issuer_der), at)
    _same_nonce(response, nonce)
    single = _about(response, certificate)
    _in_time(single, at)
    revoked = single.certificate_status is ocsp.OCSPCertStatus.REVOKED
    good = single.certificate_status is ocsp.OCSPCertStatus.GOOD
    return RevocationAnswer(
        status="revoked" if revoked else "good" if good else "unknown",
        as_of=single.this_update_utc,
        revoked_at=single.revocation_time_utc if revoked else None,
        reason=single.revocation_reason.value if single.revocation_reason else None,
        why=None if revoked or good else "the responder does not know the certificate",
        evidence=der,
    )


def _pair(certificate: CheckedCertificate) -> tuple[x509.Certificate, x509.Certificate]:
    load = x509.load_der_x509_certificate
    return load(certificate.der), load(certificate.issuer_der)


def _signed_for(response: ocsp.OCSPResponse, issuer: x509.Certificate, at: datetime) -> None:
    """By the authority itself, or by a responder to whom this very authority delegated it (RFC 6960 4.2.2.2)."""
    for signer in [issuer, *(c for c in response.certificates if _delegated(c, issuer, at))]:
        if _verifies(response, signer):
            return
    raise Doubt("not signed by a responder of the certificate's authority")


def _delegated(responder: x509.Certificate, issuer: x509.Certificate, at: datetime) -> bool:
    try:
        responder.verify_directly_issued_by(issuer)
        uses = responder.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        return False
    living = responder.not_valid_before_utc <= at <= responder.not_valid_after_utc
    return living and ExtendedKeyUsageOID.OCSP_SIGNING in uses


def _verifies(response: ocsp.OCSPResponse, signer: x509.Certificate) -> bool:
    key, algorithm = signer.public_key(), response.signature_hash_algorithm
    if not isinstance(key, RSAPublicKey) or not isinstance(algorithm, hashes.SHA256):
        return False
    try:
        key.verify(response.signature, response.tbs_response_bytes, padding.PKCS1v15(), algorithm)
    except InvalidSignature:
        return False
    return True


def _same_nonce(response: ocsp.OCSPResponse, nonce: bytes) -> None:
    """A pre-produced answer has no nonce; one with another nonce answers somebody else."""
    for extension in response.extensions:
        if isinstance(extension.value, x509.OCSPNonce) and extension.value.nonce != nonce:
            raise Doubt("the answer belongs to another question")


def _about(response: ocsp.OCSPResponse, certificate: CheckedCertificate) -> ocsp.OCSPSingleResponse:
    leaf, issuer = _pair(certificate)
    for single in response.responses:
        own = ocsp.OCSPRequestBuilder().add_certificate(leaf, issuer, single.hash_algorithm).build()
        if _certificate_id(single) == _certificate_id(own):
            return single
    raise Doubt("the answer is about another certificate")


def _certificate_id(entry: ocsp.OCSPSingleResponse | ocsp.OCSPRequest) -> tuple[bytes, bytes, int]:
    return entry.issuer_name_hash, entry.issuer_key_hash, entry.serial_number


def _in_time(single: ocsp.OCSPSingleResponse, at: datetime) -> None:
    if single.this_update_utc > at + SKEW:
        raise Doubt("the answer is from the future")
    if single.this_update_utc < at - OLDEST:
        raise Doubt("the answer is too old")
    if single.next_update_utc is None or single.next_update_utc < at:
        raise Doubt("the answer is past its time")
