from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from madoguchi.identity.model.certificate import check_certificate, read_anchors, verify_signature
from madoguchi.identity.model.problems import CertificateExpired, CertificateUntrusted, SignatureInvalid
from madoguchi.identity.model.trust import JPKI, JPKI_TEST
from sandbox.jpki import profile
from sandbox.jpki.authority import Authority
from tests.support import cards
from tests.support.cards import AT, ISSUED, MIDORI, anchor, authority, card, key, trust


def check(der, kind="signing", *, anchors=None, policies=JPKI_TEST, at=AT):
    return check_certificate(der, kind=kind, trust=anchors or trust(), policies=policies, at=at)


def bent(change, kind="signing"):
    """A certificate of the true authority with one property changed before it was signed."""
    issuer = authority(kind)
    builder = issuer.leaf(MIDORI, key().public_key(), ISSUED)
    return change(builder).sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def without(builder, kind):
    kept = [e for e in builder._extensions if not isinstance(e.value, kind)]
    fresh = x509.CertificateBuilder(
        builder._issuer_name,
        builder._subject_name,
        builder._public_key,
        builder._serial_number,
        builder._not_valid_before,
        builder._not_valid_after,
    )
    for extension in kept:
        fresh = fresh.add_extension(extension.value, extension.critical)
    return fresh


def exchanged(value, *, critical=True, kind="signing"):
    return bent(lambda builder: without(builder, type(value)).add_extension(value, critical), kind)


def test_a_signing_certificate_tells_the_four_attributes_as_written():
    found = check(card("signing").certificate)

    assert found.attributes.name == "髙野　みどり"
    assert found.attributes.birth_date == date(1984, 4, 12)
    assert found.attributes.sex == "female"
    assert found.attributes.address == "新潟県三条市緑町九丁目99番9号"
    assert found.attributes.name_mask == "000000"
    assert found.valid_until == datetime(2031, 4, 12, 14, 59, 59, tzinfo=UTC)


def test_an_authentication_certificate_tells_nothing_about_its_holder():
    assert check(card("authentication").certificate, "authentication").attributes is None


def test_substituted_characters_are_marked_by_the_masks():
    holder = replace(MIDORI, name="高野　みどり", name_mask="100000")

    assert check(card("signing", holder).certificate).attributes.name_mask == "100000"


def test_two_generations_of_one_name_are_told_apart_by_key():
    older, newer = authority("signing"), authority("signing", 2)
    anchors = (anchor(older), anchor(newer))

    assert older.certificate.subject == newer.certificate.subject
    for issuer in (older, newer):
        assert check(card("signing", by=issuer).certificate, anchors=anchors).issuer_ski == anchor(issuer).ski


def test_a_certificate_without_authority_key_identifier_is_matched_by_its_signature():
    der = bent(lambda builder: without(builder, x509.AuthorityKeyIdentifier))
    anchors = (anchor(authority("signing", 2)), anchor(authority("signing")))

    assert check(der, anchors=anchors).issuer_ski == anchors[1].ski


def test_an_impostor_with_the_same_name_is_refused():
    impostor = Authority.new("signing")

    with pytest.raises(CertificateUntrusted):
        check(card("signing", by=impostor).certificate)


def test_an_impostor_that_copies_the_key_identifier_is_refused():
    impostor = Authority.new("signing")
    copied = authority("signing").certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = without(impostor.leaf(MIDORI, key().public_key(), ISSUED), x509.AuthorityKeyIdentifier)
    identifier = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(copied)
    der = builder.add_extension(identifier, False).sign(impostor.key, hashes.SHA256()).public_bytes(Encoding.DER)

    with pytest.raises(CertificateUntrusted):
        check(der)


@pytest.mark.parametrize(("own", "asked"), [("signing", "authentication"), ("authentication", "signing")])
def test_a_certificate_for_one_use_is_worth_nothing_for_the_other(own, asked):
    with pytest.raises(CertificateUntrusted):
        check(card(own).certificate, asked)


def test_separate_trust_stores_hold_even_when_profile_and_policy_fit():
    disguised = authority("authentication")
    builder = replace(disguised, kind="signing").leaf(MIDORI, key().public_key(), ISSUED)
    der = builder.sign(disguised.key, hashes.SHA256()).public_bytes(Encoding.DER)

    with pytest.raises(CertificateUntrusted):
        check(der, "signing")


def test_a_leaf_that_claims_to_be_an_authority_is_refused():
    der = bent(lambda builder: builder.add_extension(x509.BasicConstraints(True, None), True))

    with pytest.raises(CertificateUntrusted):
        check(der)


@pytest.mark.parametrize(
    "usage",
    [profile.key_usage(), profile.key_usage(authority=True)],
    ids=["no nonRepudiation", "signs certificates"],
)
def test_a_wrong_key_usage_is_refused(usage):
    with pytest.raises(CertificateUntrusted):
        check(exchanged(usage))


@pytest.mark.parametrize("oid", ["1.2.392.200149.8.5.1.1.20", "1.2.3.4"])
def test_a_policy_outside_the_stage_is_refused(oid):
    with pytest.raises(CertificateUntrusted):
        check(exchanged(profile.policy(oid)))


def test_production_refuses_test_cards_even_under_the_real_policy():
    der = exchanged(profile.policy("1.2.392.200149.8.5.1.1.20"))

    with pytest.raises(CertificateUntrusted):
        check(der, policies=JPKI)


def test_production_refuses_the_test_policy():
    with pytest.raises(CertificateUntrusted):
        check(card("signing").certificate, policies=JPKI)


def test_an_unknown_critical_extension_is_refused():
    odd = x509.UnrecognizedExtension(x509.ObjectIdentifier("1.2.3.4"), b"\x05\x00")

    with pytest.raises(CertificateUntrusted):
        check(bent(lambda builder: builder.add_extension(odd, True)))


@pytest.mark.parametrize("at", [ISSUED - timedelta(seconds=1), datetime(2031, 4, 12, 15, tzinfo=UTC)])
def test_outside_its_period_a_certificate_is_expired(at):
    with pytest.raises(CertificateExpired):
        check(card("signing").certificate, at=at)


def test_a_mask_of_another_length_is_refused():
    holder = replace(MIDORI, name_mask="1")

    with pytest.raises(CertificateUntrusted):
        check(card("signing", holder).certificate)


def test_a_signing_certificate_without_attributes_is_refused():
    der = bent(lambda builder: without(builder, x509.SubjectAlternativeName))

    with pytest.raises(CertificateUntrusted):
        check(der)


@pytest.mark.parametrize("der", [b"", b"no certificate", b"\x30" * 9000])
def test_what_is_no_certificate_is_refused(der):
    with pytest.raises(CertificateUntrusted):
        check(der)


def test_a_key_that_is_not_rsa_is_refused():
    weak = ec.generate_private_key(ec.SECP256R1())
    der = bent(lambda builder: replace_key(builder, weak))

    with pytest.raises(CertificateUntrusted):
        check(der)


def replace_key(builder, other):
    builder._public_key = other.public_key()
    return builder


def test_no_anchor_means_no_trust():
    with pytest.raises(CertificateUntrusted):
        check(card("signing").certificate, anchors=(anchor(authority("authentication")),))


def test_an_end_entity_cannot_be_loaded_as_an_anchor():
    leaf = x509.load_der_x509_certificate(card("signing").certificate)

    with pytest.raises(ValueError, match="self-signed"):
        read_anchors("signing", leaf.public_bytes(Encoding.PEM))


def test_a_signature_belongs_to_its_bytes():
    own = card("authentication")
    signature = own.sign(b"these bytes")

    verify_signature(own.certificate, signature, b"these bytes")
    with pytest.raises(SignatureInvalid):
        verify_signature(own.certificate, signature, b"other bytes")
    with pytest.raises(SignatureInvalid):
        verify_signature(card("authentication", cards.IZUMI).certificate, signature, b"these bytes")
