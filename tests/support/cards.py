"""Test cards without files: an authority per use, a card with both keys, and a responder in the same process.

Keys are made once per run (`authority`, `card`), since RSA keys are slow to make.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp

from madoguchi.identity.model.certificate import CheckedCertificate, check_certificate, read_anchors
from madoguchi.identity.model.trust import JPKI_TEST, TrustAnchor
from sandbox.jpki.authority import Authority, Revoked, new_key
from sandbox.jpki.profile import Holder

ISSUED = datetime(2026, 10, 22, 1, tzinfo=UTC)
AT = datetime(2026, 11, 4, 14, 59, 30, tzinfo=UTC)  # 23:59:30 in Japan
MIDORI = Holder(
    "髙野　みどり",
    date(1984, 4, 12),
    "female",
    "新潟県三条市緑町九丁目99番9号",
    "Niigata-ken",
    "Sanjo-shi",
)
IZUMI = Holder("田中　いずみ", date(1990, 7, 7), "female", "新潟県長岡市架空町2番2号", "Niigata-ken", "Nagaoka-shi")


def authority(kind: str, generation: int = 1) -> Authority:
    """Every generation has the same name and another key."""
    return _authority(kind, generation)


@cache
def _authority(kind: str, _generation: int) -> Authority:
    return Authority.new(kind)


def anchor(of: Authority) -> TrustAnchor:
    (found,) = read_anchors(of.kind, of.certificate.public_bytes(Encoding.PEM))
    return found


def trust() -> tuple[TrustAnchor, ...]:
    return (anchor(authority("signing")), anchor(authority("authentication")))


@dataclass(frozen=True)
class Card:
    """One half of a card: a certificate and the key that signs for it."""

    certificate: bytes
    key: rsa.RSAPrivateKey

    def sign(self, data: bytes) -> bytes:
        return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())


@cache
def key(name: str = "card") -> rsa.RSAPrivateKey:
    return new_key()


def card(kind: str, holder: Holder = MIDORI, *, by: Authority | None = None, issued: datetime = ISSUED) -> Card:
    own = key(f"{kind}:{holder.name}")
    issuer = by or authority(kind)
    return Card(issuer.issue(holder, own.public_key(), issued).public_bytes(Encoding.DER), own)


def checked(kind: str, holder: Holder = MIDORI) -> CheckedCertificate:
    return check_certificate(card(kind, holder).certificate, kind=kind, trust=trust(), policies=JPKI_TEST, at=AT)


def ocsp_answer(
    request: bytes, status: Revoked | str = "good", *, by: Authority | None = None, now: datetime = AT
) -> bytes:
    return (by or authority("signing")).answer(ocsp.load_der_ocsp_request(request), status, now)


def x509_of(der: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(der)
