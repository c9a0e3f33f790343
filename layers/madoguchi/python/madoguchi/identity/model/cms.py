"""The signed container (CMS SignedData, RFC 5652), detached: built around a card's signature, and checked again.

The card signs the DER of the signed attributes, which name the document's digest, the moment, and the very
certificate (RFC 5035), so that no other certificate of the same key can be put in its place.
"""

import hmac
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from asn1crypto import cms, core, parser, tsp, x509

from madoguchi.identity.model.certificate import CheckedCertificate, check_certificate, verify_signature
from madoguchi.identity.model.problems import SignatureInvalid
from madoguchi.identity.model.trust import Policies, TrustAnchor

MAX_CMS_BYTES = 65_536
SHA256 = {"algorithm": "sha256"}
SEQUENCE, SET = (0, 1, 16), (0, 1, 17)  # class, constructed, tag
REQUIRED = ("content_type", "message_digest", "signing_certificate_v2")


def signed_attributes(document_sha256: bytes, certificate_der: bytes, signing_time: datetime) -> bytes:
    """The bytes a card must sign: DER of the SET OF attributes. `document_sha256`: the 32 raw bytes."""
    stated = {
        "content_type": cms.ContentType("data").dump(),
        "message_digest": core.OctetString(document_sha256).dump(),
        "signing_time": core.UTCTime(signing_time).dump(),
        "signing_certificate_v2": _this_certificate(certificate_der).dump(),
    }
    attributes = [_attribute(name, value) for name, value in stated.items()]
    return bytes(parser.emit(*SET, b"".join(sorted(attributes))))


def _attribute(name: str, value: bytes) -> bytes:
    """One attribute with its one value. The library's own nesting writes each part anew at every level: 6 ms."""
    return bytes(parser.emit(*SEQUENCE, cms.CMSAttributeType(name).dump() + parser.emit(*SET, value)))


def assemble_cms(attributes: bytes, signature: bytes, certificate_der: bytes) -> bytes:
    """Detached SignedData with the signer's certificate, DER. Nothing is checked here: see `verify_cms`."""
    certificate = x509.Certificate.load(certificate_der, strict=True)
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": {
                "issuer_and_serial_number": {
                    "issuer": certificate.issuer,
                    "serial_number": certificate.serial_number,
                }
            },
            "digest_algorithm": SHA256,
            "signed_attrs": cms.CMSAttributes.load(attributes, strict=True),
            "signature_algorithm": {"algorithm": "rsassa_pkcs1v15"},
            "signature": signature,
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [SHA256],
            "encap_content_info": {"content_type": "data"},
            "certificates": [certificate],
            "signer_infos": [signer],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump())


def verify_cms(
    cms_der: bytes, document: bytes, *, trust: Sequence[TrustAnchor], policies: Policies, at: datetime
) -> CheckedCertificate:
    """The signer's certificate, if it signed exactly `document` and was in its period at `at` (legal time).

    Errors  SignatureInvalid; the certificate's own problems. Revocation is asked separately.
    """
    if len(cms_der) > MAX_CMS_BYTES:
        raise SignatureInvalid("too long for one signature")
    try:
        attributes, signature, certificate_der = _opened(cms_der)
        stated = _stated(attributes)
        _about(stated, document, certificate_der)
    except (ValueError, TypeError, KeyError) as error:
        raise SignatureInvalid("no CMS signature of the expected form") from error
    verify_signature(certificate_der, signature, attributes.untag().dump())
    return check_certificate(certificate_der, kind="signing", trust=trust, policies=policies, at=at)


def _opened(cms_der: bytes) -> tuple[cms.CMSAttributes, bytes, bytes]:
    """The three parts of a container in the one form we build: no second reading of the same bytes exists."""
    signed = cms.ContentInfo.load(cms_der, strict=True)["content"]
    (signer,), (choice,) = signed["signer_infos"], signed["certificates"]
    attributes, signature = signer["signed_attrs"], signer["signature"].native
    certificate_der: bytes = choice.chosen.dump()
    if assemble_cms(attributes.untag().dump(), signature, certificate_der) != cms_der:
        raise ValueError("another form than ours")
    return attributes, signature, certificate_der


def _stated(attributes: cms.CMSAttributes) -> dict[str, object]:
    """Each attribute once, each with one value."""
    stated: dict[str, object] = {}
    for attribute in attributes:
        name, (value,) = attribute["type"].native, attribute["values"]
        if name in stated:
            raise ValueError("an attribute is stated twice")
        stated[name] = value
    return {name: stated[name] for name in (*REQUIRED, "signing_time")}


def _about(stated: dict[str, object], document: bytes, certificate_der: bytes) -> None:
    digest = getattr(stated["message_digest"], "native", b"")
    if getattr(stated["content_type"], "native", None) != "data":
        raise ValueError("another content type was signed")
    if not hmac.compare_digest(digest, sha256(document).digest()):
        raise SignatureInvalid("another document was signed", field="/signature")
    certificates = stated["signing_certificate_v2"]
    if not isinstance(certificates, tsp.SigningCertificateV2):
        raise ValueError("the signing certificate is not named")
    first = certificates["certs"][0]
    if first["hash_algorithm"]["algorithm"].native != "sha256":
        raise ValueError("the signing certificate is named by another digest")
    if first["cert_hash"].native != sha256(certificate_der).digest():
        raise SignatureInvalid("another certificate signed", field="/signature")


def _this_certificate(certificate_der: bytes) -> tsp.SigningCertificateV2:
    return tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": sha256(certificate_der).digest()})]})
