"""One test certification authority: its root, its delegated OCSP responder, and what it signs."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from sandbox.jpki import profile
from sandbox.jpki.profile import Holder

FIRST_DAY = datetime(2023, 7, 16, tzinfo=UTC)
LAST_DAY = datetime(2036, 7, 15, 14, 59, 59, tzinfo=UTC)
OCSP_URL = "http://localhost:4567/ocsp"
ANSWER_LASTS = timedelta(hours=1)
_DER = serialization.Encoding.DER


@dataclass(frozen=True)
class Revoked:
    at: datetime
    reason: str


def new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def new_serial() -> int:
    """63 random bits: never equal across authorities, so a serial alone names one certificate here."""
    return secrets.randbits(62) | (1 << 62)


@dataclass(frozen=True)
class Authority:
    kind: str
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey
    responder: x509.Certificate
    responder_key: rsa.RSAPrivateKey
    ocsp_url: str = OCSP_URL

    @classmethod
    def new(cls, kind: str, ocsp_url: str = OCSP_URL) -> Self:
        key, responder_key = new_key(), new_key()
        certificate = _root(kind, key)
        return cls(kind, certificate, key, _responder(certificate, key, responder_key), responder_key, ocsp_url)

    def issue(
        self, holder: Holder, key: rsa.RSAPublicKey, issued_at: datetime, serial: int | None = None
    ) -> x509.Certificate:
        """An end-entity certificate of this authority's kind, valid to the holder's fifth birthday."""
        return self.leaf(holder, key, issued_at, serial).sign(self.key, hashes.SHA256())

    def leaf(
        self, holder: Holder, key: rsa.RSAPublicKey, issued_at: datetime, serial: int | None = None
    ) -> x509.CertificateBuilder:
        """The unsigned certificate, so that tests can bend one property of it."""
        signing = self.kind == "signing"
        stamp = issued_at.astimezone(profile.JST).strftime("%Y%m%d%H%M%S") + secrets.token_hex(6).upper()
        builder = (
            x509.CertificateBuilder()
            .serial_number(serial or new_serial())
            .issuer_name(self.certificate.subject)
            .subject_name(profile.subject_name(self.kind, holder, stamp))
            .public_key(key)
            .not_valid_before(issued_at)
            .not_valid_after(profile.fifth_birthday(holder.birth_date, issued_at))
            .add_extension(profile.key_usage(repudiation_proof=signing), critical=True)
            .add_extension(profile.policy(profile.POLICIES[self.kind]), critical=True)
            .add_extension(profile.revocation_point(self.kind, holder), critical=False)
            .add_extension(profile.responder_access(self.ocsp_url), critical=False)
            .add_extension(self._authority_key(), critical=False)
            .add_extension(profile.key_identifier(key), critical=False)
        )
        return builder.add_extension(profile.attribute_names(holder), critical=False) if signing else builder

    def answer(self, request: ocsp.OCSPRequest, status: "Revoked | str", now: datetime) -> bytes:
        """A signed OCSP answer; `status` is "good", "unknown" or a revocation."""
        revoked = status if isinstance(status, Revoked) else None
        kinds = {"good": ocsp.OCSPCertStatus.GOOD, "unknown": ocsp.OCSPCertStatus.UNKNOWN}
        builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
            request.issuer_name_hash,
            request.issuer_key_hash,
            request.serial_number,
            request.hash_algorithm,
            ocsp.OCSPCertStatus.REVOKED if revoked else kinds[str(status)],
            now,
            now + ANSWER_LASTS,
            revoked.at if revoked else None,
            x509.ReasonFlags(revoked.reason) if revoked else None,
        )
        for extension in request.extensions:
            if isinstance(extension.value, x509.OCSPNonce):
                builder = builder.add_extension(extension.value, critical=False)
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self.responder)
        signed = builder.certificates([self.responder]).sign(self.responder_key, hashes.SHA256())
        return signed.public_bytes(_DER)

    def revocation_list(self, revoked: dict[int, Revoked], now: datetime) -> bytes:
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.certificate.subject)
            .last_update(now)
            .next_update(now + timedelta(days=1))
            .add_extension(self._authority_key(), critical=False)
            .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        )
        for serial, entry in revoked.items():
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder()
                .serial_number(serial)
                .revocation_date(entry.at)
                .add_extension(x509.CRLReason(x509.ReasonFlags(entry.reason)), critical=False)
                .build()
            )
        return builder.sign(self.key, hashes.SHA256()).public_bytes(_DER)

    def issued_by_me(self, request: ocsp.OCSPRequest) -> bool:
        own = ocsp.OCSPRequestBuilder().add_certificate(self.responder, self.certificate, request.hash_algorithm)
        mine = own.build()
        return (mine.issuer_name_hash, mine.issuer_key_hash) == (request.issuer_name_hash, request.issuer_key_hash)

    def _authority_key(self) -> x509.AuthorityKeyIdentifier:
        own = self.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
        return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)


def _root(kind: str, key: rsa.RSAPrivateKey) -> x509.Certificate:
    name = profile.authority_name(kind)
    service = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "公的個人認証サービス(試験)"),
        ]
    )
    return (
        x509.CertificateBuilder()
        .serial_number(new_serial())
        .issuer_name(name)
        .subject_name(name)
        .public_key(key.public_key())
        .not_valid_before(FIRST_DAY)
        .not_valid_after(LAST_DAY)
        .add_extension(profile.key_usage(authority=True), critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(profile.key_identifier(key.public_key()), critical=False)
        .add_extension(x509.SubjectAlternativeName([x509.DirectoryName(service)]), critical=False)
        .sign(key, hashes.SHA256())
    )


def _responder(root: x509.Certificate, root_key: rsa.RSAPrivateKey, key: rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name([*root.subject, x509.NameAttribute(NameOID.COMMON_NAME, "OCSP responder")])
    own = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return (
        x509.CertificateBuilder()
        .serial_number(new_serial())
        .issuer_name(root.subject)
        .subject_name(name)
        .public_key(key.public_key())
        .not_valid_before(FIRST_DAY)
        .not_valid_after(LAST_DAY)
        .add_extension(profile.key_usage(), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), critical=False)
        .add_extension(x509.OCSPNoCheck(), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own), critical=False)
        .add_extension(profile.key_identifier(key.public_key()), critical=False)
        .sign(root_key, hashes.SHA256())
    )
