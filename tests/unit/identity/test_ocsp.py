from datetime import timedelta

import pytest
from cryptography.x509 import ocsp

from madoguchi.identity.model.ocsp import ocsp_request, read_ocsp
from madoguchi.identity.model.problems import CertificateRevoked, CertificateStatusUnknown, SigningCertificateLapsed
from madoguchi.identity.model.revocation import demand_good
from sandbox.jpki.authority import Authority, Revoked
from tests.support import cards
from tests.support.cards import AT, authority, checked, ocsp_answer

NONCE = b"sixteen byte non"


@pytest.fixture(scope="module")
def midori():
    return checked("signing")


def asked(certificate, status="good", *, at=AT, **how):
    request = ocsp_request(certificate, NONCE)
    return read_ocsp(ocsp_answer(request, status, **how), certificate, nonce=NONCE, at=at)


def test_good_says_as_of_when_and_keeps_the_signed_answer(midori):
    answer = asked(midori)

    assert (answer.status, answer.as_of, answer.source) == ("good", AT.replace(microsecond=0), "ocsp")
    assert answer.evidence
    assert demand_good(answer, "signing") is answer


def test_a_move_revokes_and_says_since_when(midori):
    moved = AT - timedelta(days=13)

    answer = asked(midori, Revoked(moved, "affiliationChanged"))

    assert (answer.status, answer.revoked_at, answer.reason) == ("revoked", moved, "affiliationChanged")


def test_a_lapsed_signing_certificate_and_a_revoked_login_have_their_own_remedies(midori):
    answer = asked(midori, Revoked(AT, "superseded"))

    with pytest.raises(SigningCertificateLapsed):
        demand_good(answer, "signing")
    with pytest.raises(CertificateRevoked) as refused:
        demand_good(answer, "authentication")
    assert not isinstance(refused.value, SigningCertificateLapsed)


def test_unknown_is_never_good(midori):
    answer = asked(midori, "unknown")

    assert answer.status == "unknown"
    with pytest.raises(CertificateStatusUnknown):
        demand_good(answer, "signing")


def test_an_answer_about_another_certificate_tells_nothing(midori):
    other = checked("signing", cards.IZUMI)
    answer = ocsp_answer(ocsp_request(other, NONCE))

    assert read_ocsp(answer, midori, nonce=NONCE, at=AT).status == "unknown"


def test_an_answer_by_an_authority_of_the_same_name_tells_nothing(midori):
    assert asked(midori, by=Authority.new("signing")).status == "unknown"


def test_an_answer_by_the_responder_of_the_other_use_tells_nothing(midori):
    assert asked(midori, by=authority("authentication")).status == "unknown"


def test_an_answer_signed_by_a_card_holder_tells_nothing(midori):
    own = cards.card("signing", cards.IZUMI)
    true = authority("signing")
    forged = Authority("signing", true.certificate, true.key, cards.x509_of(own.certificate), own.key, true.ocsp_url)

    assert asked(midori, by=forged).status == "unknown"


@pytest.mark.parametrize("late", [timedelta(hours=1, seconds=1), timedelta(days=2), -timedelta(minutes=6)])
def test_a_stale_or_future_answer_tells_nothing(midori, late):
    assert asked(midori, now=AT - late).status == "unknown"


def test_an_answer_to_another_question_tells_nothing(midori):
    answer = ocsp_answer(ocsp_request(midori, b"another nonce 16"))

    assert read_ocsp(answer, midori, nonce=NONCE, at=AT).status == "unknown"


@pytest.mark.parametrize(
    "der",
    [
        b"",
        b"no answer",
        ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER).public_bytes(cards.Encoding.DER),
    ],
    ids=["nothing", "garbage", "try later"],
)
def test_what_is_no_answer_tells_nothing(midori, der):
    assert read_ocsp(der, midori, nonce=NONCE, at=AT).status == "unknown"


def test_one_changed_byte_makes_an_answer_worthless(midori):
    answer = bytearray(ocsp_answer(ocsp_request(midori, NONCE)))
    answer[-400] ^= 1

    assert read_ocsp(bytes(answer), midori, nonce=NONCE, at=AT).status == "unknown"
