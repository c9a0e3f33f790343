"""The certificate profile of the test authorities, shaped like JPKI (公的個人認証サービス).

Every distinguished name says O=JPKI-TEST, so that no production stage accepts it.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from asn1crypto.core import UTF8String
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

JST = timezone(timedelta(hours=9))
ORGANIZATION = "JPKI-TEST"
KINDS = ("signing", "authentication")
UNITS = {"signing": "JPKI for digital signature", "authentication": "JPKI for user authentication"}
AGENCY = "Japan Agency for Local Authority Information Systems"
# Signing: the test-environment policy of JPKI. Authentication: no test policy is published; this arc is assumed.
POLICIES = {"signing": "1.2.392.200149.8.5.1.0.20", "authentication": "1.2.392.200149.8.5.1.2.30"}
ATTRIBUTE_ARC = "1.2.392.200149.8.5.5"
SEX_CODES = {"male": "1", "female": "2", "other": "3"}
ERAS = ((date(2019, 5, 1), "5"), (date(1989, 1, 8), "4"), (date(1926, 12, 25), "3"), (date(1912, 7, 30), "2"))


@dataclass(frozen=True)
class Holder:
    """What a municipality writes into a signing certificate: the four basic attributes (基本4情報)."""

    name: str
    birth_date: date
    sex: str
    address: str
    prefecture: str
    municipality: str
    name_mask: str = ""
    address_mask: str = ""


def authority_name(kind: str) -> x509.Name:
    """One name for every generation, as in JPKI: an issuer is never chosen by its name."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "JP"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, ORGANIZATION),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, UNITS[kind]),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, AGENCY),
        ]
    )


def subject_name(kind: str, holder: Holder, stamp: str) -> x509.Name:
    """`stamp` is opaque: a certificate's common name never tells who the holder is."""
    country = [x509.NameAttribute(NameOID.COUNTRY_NAME, "JP")]
    places = [
        x509.NameAttribute(NameOID.LOCALITY_NAME, holder.prefecture),
        x509.NameAttribute(NameOID.LOCALITY_NAME, holder.municipality),
    ]
    common = [x509.NameAttribute(NameOID.COMMON_NAME, stamp)]
    return x509.Name(country + (places if kind == "signing" else []) + common)


def key_usage(*, repudiation_proof: bool = False, authority: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=repudiation_proof,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def birth_code(birth_date: date) -> str:
    """EYYYYMMDD: an era digit before the Gregorian date."""
    era = next((code for first, code in ERAS if birth_date >= first), "1")
    return era + birth_date.strftime("%Y%m%d")


def attribute_names(holder: Holder) -> x509.SubjectAlternativeName:
    """The holder's attributes in the order of a real certificate: 1 4 3 5 2 6."""
    values = {
        1: holder.name,
        4: birth_code(holder.birth_date),
        3: SEX_CODES[holder.sex],
        5: holder.address,
        2: holder.name_mask or "0" * len(holder.name),
        6: holder.address_mask or "0" * len(holder.address),
    }
    return x509.SubjectAlternativeName(
        x509.OtherName(x509.ObjectIdentifier(f"{ATTRIBUTE_ARC}.{x}"), UTF8String(text).dump())
        for x, text in values.items()
    )


def revocation_point(kind: str, holder: Holder) -> x509.CRLDistributionPoints:
    """Partitioned by municipality and named in the directory, as in JPKI."""
    names = [
        *((NameOID.ORGANIZATIONAL_UNIT_NAME, unit) for unit in (UNITS[kind], "CRL Distribution Points")),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, holder.prefecture),
        (NameOID.COMMON_NAME, holder.municipality),
    ]
    head = [(NameOID.COUNTRY_NAME, "JP"), (NameOID.ORGANIZATION_NAME, ORGANIZATION)]
    directory = x509.Name([x509.NameAttribute(oid, text) for oid, text in [*head, *names]])
    return x509.CRLDistributionPoints([x509.DistributionPoint([x509.DirectoryName(directory)], None, None, None)])


def responder_access(ocsp_url: str) -> x509.AuthorityInformationAccess:
    location = x509.UniformResourceIdentifier(ocsp_url)
    return x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.OCSP, location)])


def policy(oid: str) -> x509.CertificatePolicies:
    return x509.CertificatePolicies([x509.PolicyInformation(x509.ObjectIdentifier(oid), None)])


def key_identifier(key: RSAPublicKey) -> x509.SubjectKeyIdentifier:
    return x509.SubjectKeyIdentifier.from_public_key(key)


def fifth_birthday(birth_date: date, issued_at: datetime) -> datetime:
    """The last second (Asia/Tokyo) of the holder's fifth birthday after issue; 29 February counts as 28."""
    issued_on = issued_at.astimezone(JST).date()
    passed = (issued_on.month, issued_on.day) >= (birth_date.month, birth_date.day)
    year = issued_on.year + (5 if passed else 4)
    day = 28 if (birth_date.month, birth_date.day) == (2, 29) else birth_date.day
    return datetime.combine(date(year, birth_date.month, day), time(23, 59, 59), JST)
