"""The sealed door: a person id out, no number in any answer, row, log or error."""

import json

import pytest
from cryptography.hazmat.primitives.serialization import load_der_public_key
from moto import mock_aws

from madoguchi.kernel.canonical import b64, unb64
from madoguchi.kernel.identifiers import individual_number_check_digit
from tests.functions.linkage.core import Core, Refused
from tests.support.lines import logged


@pytest.fixture
def core(monkeypatch):
    with mock_aws():
        yield Core(monkeypatch)


def sealed(core, path="/persons", **body):
    return core._call(core.sealed, "POST", path, body)


def feed(core, number, resident):
    text = json.dumps({"individual_number": number, "resident_code": resident}).encode()
    return b64(core.kms.encrypt(KeyId=core.keys.SEALING_KEY, Plaintext=text)["CiphertextBlob"])


def number(seed):
    body = f"{seed:011d}"
    return body + str(individual_number_check_digit(body))


def test_a_sealed_feed_and_a_card_lead_to_the_same_person(core):
    by_feed = sealed(core, sealed=core.sealed_numbers("midori"))
    by_card = sealed(core, "/persons/by-serial", serial="SERIAL1")

    assert by_feed == by_card


def test_two_persons_are_two(core):
    assert sealed(core, sealed=core.sealed_numbers("midori")) != sealed(core, sealed=core.sealed_numbers("makoto"))


def test_a_changed_number_is_the_same_person(core):
    before = sealed(core, sealed=feed(core, number(1), f"{1:011d}"))

    assert sealed(core, sealed=feed(core, number(91), f"{1:011d}")) == before


def test_the_key_to_seal_with_is_public(core):
    key = core._call(core.sealed, "GET", "/sealing-key")["public_key"]

    assert load_der_public_key(unb64(key)).key_size == 3072


@pytest.mark.parametrize("wrong", ["not base64", b64(b"sealed with another key"), "Z" * 3])
def test_a_feed_that_does_not_open_is_refused(core, wrong):
    with pytest.raises(Refused) as refused:
        sealed(core, sealed=wrong)

    assert refused.value.status in (400, 422)


def test_a_number_with_a_wrong_check_digit_is_refused_and_repeated_nowhere(core):
    wrong = number(1)[:11] + str((int(number(1)[11]) + 1) % 10)

    with logged() as lines, pytest.raises(Refused) as refused:
        sealed(core, sealed=feed(core, wrong, f"{1:011d}"))

    assert refused.value.slug == "sealed-unreadable"
    assert lines
    assert wrong not in "".join(core.said) + json.dumps(lines)


def test_a_number_of_one_with_the_code_of_another_is_for_people(core):
    for seed in (1, 2):
        sealed(core, sealed=feed(core, number(seed), f"{seed:011d}"))

    with pytest.raises(Refused) as refused:
        sealed(core, sealed=feed(core, number(1), f"{2:011d}"))

    assert (refused.value.status, refused.value.slug) == (409, "two-persons")


def test_an_unknown_serial_is_not_found(core):
    with pytest.raises(Refused) as refused:
        sealed(core, "/persons/by-serial", serial="SERIAL9")

    assert (refused.value.status, refused.value.slug) == (404, "serial-unknown")


def test_no_row_log_or_answer_holds_a_number(core):
    with logged() as lines:
        sealed(core, sealed=feed(core, number(123), f"{456:011d}"))

    rows = json.dumps(core.rows("REGISTER_TABLE"), default=str)
    assert lines
    for secret in (number(123), f"{456:011d}"):
        assert secret not in rows + "".join(core.said) + json.dumps(lines)
