import subprocess
from hashlib import sha256

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.serialization import Encoding

from madoguchi.identity.model.cms import assemble_cms, signed_attributes, verify_cms
from madoguchi.identity.model.problems import CertificateUntrusted, SignatureInvalid
from madoguchi.identity.model.trust import JPKI, JPKI_TEST
from tests.support import cards
from tests.support.cards import AT, ISSUED, authority, card, trust

DOCUMENT = '{"answers":{"claimant":{"name":"髙野　みどり"}}}'.encode()


def signed(document=DOCUMENT, own=None, *, named=None):
    own = own or card("signing")
    attributes = signed_attributes(sha256(document).digest(), named or own.certificate, AT)
    return assemble_cms(attributes, own.sign(attributes), own.certificate)


def verify(container, document=DOCUMENT, policies=JPKI_TEST):
    return verify_cms(container, document, trust=trust(), policies=policies, at=AT)


def test_what_she_signed_verifies_and_names_her():
    assert verify(signed()).attributes.name == "髙野　みどり"


def test_openssl_agrees(tmp_path):
    (tmp_path / "package.p7s").write_bytes(signed(own=card("signing", issued=ISSUED)))
    (tmp_path / "document").write_bytes(DOCUMENT)
    (tmp_path / "root.pem").write_bytes(authority("signing").certificate.public_bytes(Encoding.PEM))
    at = str(int(AT.timestamp()))

    command = "openssl cms -verify -binary -inform DER -in package.p7s -content document"
    done = subprocess.run(
        [*command.split(), *f"-CAfile root.pem -purpose any -attime {at} -out checked".split()],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "checked").read_bytes() == DOCUMENT


def test_another_document_is_not_what_she_signed():
    with pytest.raises(SignatureInvalid):
        verify(signed(), DOCUMENT.replace(b"answers", b"Answers"))


def test_a_signature_over_other_bytes_is_refused():
    own = card("signing")
    attributes = signed_attributes(sha256(DOCUMENT).digest(), own.certificate, AT)

    with pytest.raises(SignatureInvalid):
        verify(assemble_cms(attributes, own.sign(DOCUMENT), own.certificate))


def test_another_certificate_cannot_be_put_in_its_place():
    own, second = card("signing"), card("signing")
    attributes = signed_attributes(sha256(DOCUMENT).digest(), own.certificate, AT)
    swapped = assemble_cms(attributes, own.sign(attributes), second.certificate)

    assert own.key is second.key
    with pytest.raises(SignatureInvalid):
        verify(swapped)


def test_another_persons_key_is_refused():
    izumi = card("signing", cards.IZUMI)
    attributes = signed_attributes(sha256(DOCUMENT).digest(), card("signing").certificate, AT)

    with pytest.raises(SignatureInvalid):
        verify(assemble_cms(attributes, izumi.sign(attributes), card("signing").certificate))


def test_the_login_key_cannot_sign_an_application():
    with pytest.raises(CertificateUntrusted):
        verify(signed(own=card("authentication")))


def test_a_stage_with_real_policies_refuses_a_test_card():
    with pytest.raises(CertificateUntrusted):
        verify(signed(), policies=JPKI)


@pytest.mark.parametrize("missing", ["message_digest", "content_type", "signing_certificate_v2"])
def test_a_container_without_a_required_attribute_is_refused(missing):
    own = card("signing")
    whole = cms.CMSAttributes.load(signed_attributes(sha256(DOCUMENT).digest(), own.certificate, AT))
    attributes = cms.CMSAttributes([a for a in whole if a["type"].native != missing]).dump(force=True)

    with pytest.raises(SignatureInvalid):
        verify(assemble_cms(attributes, own.sign(attributes), own.certificate))


def test_a_container_with_its_document_inside_is_refused():
    content = cms.ContentInfo.load(signed())
    content["content"]["encap_content_info"] = {"content_type": "data", "content": DOCUMENT}

    with pytest.raises(SignatureInvalid):
        verify(content.dump(force=True))


@pytest.mark.parametrize("container", [b"", b"no container", b"\x30\x03\x02\x01\x00", b"x" * 70_000])
def test_what_is_no_container_is_refused(container):
    with pytest.raises(SignatureInvalid):
        verify(container)


def test_every_changed_byte_is_noticed():
    whole = signed()
    accepted = []
    for place in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[place] ^= 1
        try:
            verify(bytes(changed))
            accepted.append(place)
        except (SignatureInvalid, CertificateUntrusted):
            pass

    assert not accepted
