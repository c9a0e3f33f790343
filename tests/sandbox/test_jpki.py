from datetime import UTC, date, datetime

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtensionOID

from madoguchi.identity.model.certificate import verify_signature
from sandbox.jpki.card import CardLocked, SoftwareCard, WrongPin
from sandbox.jpki.counter import Counter, Pins
from sandbox.jpki.profile import birth_code, fifth_birthday
from sandbox.jpki.state import State
from tests.support.cards import ISSUED, MIDORI

PINS = Pins("1234", "MADO1234")


@pytest.fixture(scope="module")
def counter(tmp_path_factory):
    desk = Counter(State(tmp_path_factory.mktemp("jpki")))
    desk.open()
    desk.issue("card", "midori", "label", MIDORI, PINS, ISSUED)
    return desk


@pytest.fixture
def card(counter, tmp_path):
    copy = tmp_path / "card.json"
    copy.write_bytes((counter.state.cards / "card.json").read_bytes())
    return SoftwareCard.load(copy)


def test_the_right_pin_signs_as_the_chip_does(card):
    for kind, pin in (("authentication", "1234"), ("signing", "MADO1234")):
        unlocked = card.unlock(pin, kind)
        verify_signature(unlocked.certificate, unlocked.sign(b"bytes"), b"bytes")


def test_wrong_pins_are_counted_and_a_right_one_forgives(card):
    with pytest.raises(WrongPin) as wrong:
        card.unlock("0000")
    assert wrong.value.tries_left == 2

    card.unlock("1234")
    assert card.tries_left("authentication") == 3


@pytest.mark.parametrize(("kind", "tries", "right"), [("authentication", 3, "1234"), ("signing", 5, "MADO1234")])
def test_too_many_wrong_pins_lock_the_key_even_for_the_right_one(card, kind, tries, right):
    for _ in range(tries):
        with pytest.raises(WrongPin):
            card.unlock("0000", kind)

    with pytest.raises(CardLocked):
        card.unlock(right, kind)


@pytest.mark.parametrize("pins", [Pins("12345", "MADO1234"), Pins("1234", "mado1234"), Pins("1234", "SHORT")])
def test_a_pin_has_the_shape_of_the_law(counter, pins):
    with pytest.raises(ValueError, match="PIN"):
        counter.issue("bad", "midori", "", MIDORI, pins, ISSUED)


def test_a_move_ends_the_signing_certificate_alone_and_the_counter_issues_another(counter):
    counter.issue("moving", "midori", "", MIDORI, PINS, ISSUED)
    counter.lapse("moving", ISSUED)
    counter.reissue("moving", MIDORI, PINS.signing, ISSUED)

    rows = [row for row in counter.state.issued() if row.card_id == "moving"]
    assert [(row.kind, bool(row.revoked)) for row in rows] == [
        ("authentication", False),
        ("signing", True),
        ("signing", False),
    ]
    assert {row.person for row in rows} == {"midori"}


def test_only_the_signing_certificate_tells_who_the_holder_is(card):
    names = {}
    for kind in ("signing", "authentication"):
        certificate = x509.load_der_x509_certificate(card.certificate(kind))
        names[kind] = [e for e in certificate.extensions if e.oid == ExtensionOID.SUBJECT_ALTERNATIVE_NAME]
        assert "みどり" not in certificate.subject.rfc4514_string()

    order = [name.type_id.dotted_string[-1] for name in names["signing"][0].value]
    assert order == ["1", "4", "3", "5", "2", "6"]
    assert not names["authentication"]


@pytest.mark.parametrize(
    ("born", "issued", "until"),
    [
        (date(1984, 4, 12), datetime(2024, 5, 1, tzinfo=UTC), date(2029, 4, 12)),
        (date(1984, 4, 12), datetime(2024, 4, 1, tzinfo=UTC), date(2028, 4, 12)),
        (date(1984, 2, 29), datetime(2024, 3, 1, tzinfo=UTC), date(2029, 2, 28)),
    ],
)
def test_a_certificate_lasts_to_the_fifth_birthday(born, issued, until):
    assert fifth_birthday(born, issued).date() == until


@pytest.mark.parametrize(
    ("born", "code"),
    [
        (date(1984, 4, 12), "319840412"),
        (date(1989, 1, 7), "319890107"),
        (date(1989, 1, 8), "419890108"),
        (date(2019, 5, 1), "520190501"),
        (date(1912, 7, 29), "119120729"),
    ],
)
def test_birth_dates_carry_their_era(born, code):
    assert birth_code(born) == code


def test_the_key_file_is_sealed(counter):
    text = (counter.state.cards / "card.json").read_text(encoding="utf-8")
    content = counter.state.read_card("card")

    assert "PRIVATE" not in text
    assert content["authentication"]["key"]["iterations"] >= 200_000
    assert content["authentication"]["key"]["kdf"] == "PBKDF2-SHA256"
