"""The sealed register on DynamoDB and its keys in KMS."""

import json

import boto3
import pytest
from botocore.exceptions import ClientError

from madoguchi.errors import Conflict, NotFound
from madoguchi.numbering.model import Person, Unreadable
from madoguchi.numbering.seal_kms import KmsDigests, KmsSeal
from madoguchi.numbering.store import RegisterTable
from tests.support.tables import make_table
from tests.unit.numbering.test_numbering import number, resident

TABLE = "register"
NEW = (("resident", "digest-r"), ("number", "digest-n"))


@pytest.fixture
def register(aws):
    return RegisterTable(make_table(TABLE), TABLE)


def test_a_person_is_found_by_each_digest_of_its_kind(register):
    register.save(Person(person_id="p"), NEW, first=True)

    assert register.person_of("number", "digest-n") == register.person_of("resident", "digest-r") == "p"
    assert register.person_of("resident", "digest-n") is None
    assert register.get("p").person_id == "p"


def test_a_stranger_is_not_found(register):
    with pytest.raises(NotFound):
        register.get("nobody")


def test_a_digest_leads_to_one_person(register):
    register.save(Person(person_id="p"), NEW, first=True)

    with pytest.raises(Conflict):
        register.save(Person(person_id="q"), NEW[:1], first=True)
    with pytest.raises(NotFound):
        register.get("q")


def test_the_second_of_two_simultaneous_writers_conflicts(register):
    register.save(Person(person_id="p"), NEW, first=True)
    read = register.get("p")
    register.save(read, (("number", "second"),), first=False)

    with pytest.raises(Conflict):
        register.save(read, (("number", "third"),), first=False)


@pytest.fixture
def kms(aws):
    return boto3.client("kms")


def seal(kms, **spec):
    key = kms.create_key(KeySpec="RSA_3072", KeyUsage="ENCRYPT_DECRYPT", **spec)["KeyMetadata"]["KeyId"]
    return KmsSeal(kms, key), key


def test_what_was_sealed_opens(kms):
    opens, key = seal(kms)
    text = json.dumps({"individual_number": number(5), "resident_code": resident(6)}).encode()

    opened = opens.open(kms.encrypt(KeyId=key, Plaintext=text)["CiphertextBlob"])

    assert (opened.individual_number, opened.resident_code) == (number(5), resident(6))


@pytest.mark.parametrize("text", [b"", b"{}", b"not json", b'{"individual_number": "1", "resident_code": "2"}'])
def test_what_holds_no_numbers_is_unreadable(kms, text):
    opens, key = seal(kms)

    with pytest.raises(Unreadable):
        opens.open(kms.encrypt(KeyId=key, Plaintext=text or b" ")["CiphertextBlob"])


def test_a_key_that_is_gone_is_a_failure_not_an_unreadable_feed(kms):
    opens, key = seal(kms)
    blob = kms.encrypt(KeyId=key, Plaintext=b"x")["CiphertextBlob"]
    opens._key = "00000000-0000-0000-0000-000000000000"

    with pytest.raises(ClientError):
        opens.open(blob)


def test_digests_are_steady_and_keep_the_two_kinds_apart(kms):
    key = kms.create_key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC")["KeyMetadata"]["KeyId"]
    digests = KmsDigests(kms, key)

    assert digests.of("number", "1") == digests.of("number", "1")
    assert digests.of("number", "1") != digests.of("resident", "1")
