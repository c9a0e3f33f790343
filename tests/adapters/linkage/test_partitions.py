"""An institution's partition, the key of its codes, and the rules as rows."""

import boto3
import pytest

from madoguchi import dynamo
from madoguchi.errors import Conflict
from madoguchi.linkage.keys_kms import KmsKeys
from madoguchi.linkage.model.pairing import PORTAL, Pairing
from madoguchi.linkage.model.rules import UnreadableRules
from madoguchi.linkage.model.views import Entry
from madoguchi.linkage.partitions_table import PartitionsTable
from madoguchi.linkage.rules_files import published
from madoguchi.linkage.rules_table import RulesTable
from tests.support.tables import make_table
from tests.unit.linkage.test_inquiries import NOW, copy

TABLE = "partitions"
MIDORI = Pairing(institution="152048", addressee_number="3040001", code="1.midori")


@pytest.fixture
def client(aws):
    return make_table(TABLE)


@pytest.fixture
def partitions(client):
    return PartitionsTable(client, TABLE)


def test_a_pairing_is_found_both_ways_in_its_institution_alone(partitions):
    partitions.pair(MIDORI)

    assert partitions.code_of("152048", "3040001") == "1.midori"
    assert partitions.addressee_of("152048", "1.midori") == "3040001"
    assert partitions.code_of("151009", "3040001") is None
    assert partitions.addressee_of("151009", "1.midori") is None


@pytest.mark.parametrize("update", [{"code": "1.another"}, {"addressee_number": "3040009"}])
def test_neither_a_second_code_nor_a_second_number_is_paired(partitions, update):
    partitions.pair(MIDORI)

    with pytest.raises(Conflict):
        partitions.pair(MIDORI.model_copy(update=update))


def test_two_accounts_of_one_person_are_paired_at_the_portal(partitions):
    for account in ("one", "two"):
        partitions.pair(Pairing(institution=PORTAL, addressee_number=account, code="1.portal"))

    assert partitions.code_of(PORTAL, "one") == partitions.code_of(PORTAL, "two")


def test_keys_begin_with_the_institution(partitions, client):
    partitions.pair(MIDORI)
    partitions.save_copy("152048", "1.midori", copy())

    keys = [dynamo.load(item)["pk"] for item in client.scan(TableName=TABLE)["Items"]]
    assert all(key.startswith("152048#") for key in keys)


def test_a_copy_round_trips_and_is_replaced_by_version(partitions):
    assert partitions.copy("151009", "1.x", "local-tax.income", "2026") is None
    partitions.save_copy("151009", "1.x", copy())
    partitions.save_copy("151009", "1.x", copy(version=2, layout="newer"))

    assert partitions.copy("151009", "1.x", "local-tax.income", "2026").layout == "newer"
    for stale in (copy(), copy(version=2)):
        with pytest.raises(Conflict):
            partitions.save_copy("151009", "1.x", stale)


def test_an_entry_waits_once_for_its_pairing(partitions):
    entry = Entry(
        entry_id="e",
        institution="152048",
        section="s",
        officer_role="r",
        purpose="p",
        addressee_number="1",
        at=NOW,
        phase="before",
    )
    for _ in range(2):
        partitions.keep(entry)
    assert partitions.of("152048", "1") == (entry,)

    partitions.drop(entry)

    assert partitions.of("152048", "1") == ()


def keys(client, kms, key):
    return KmsKeys(client, TABLE, kms, key)


@pytest.fixture
def kms(aws):
    return boto3.client("kms")


@pytest.fixture
def key(kms):
    return kms.create_key()["KeyMetadata"]["KeyId"]


def test_the_key_is_made_once_and_opened_by_everybody_alike(client, kms, key):
    codes = {keys(client, kms, key).book().code("152048", "a" * 26) for _ in range(3)}

    assert len(codes) == 1
    assert len(client.scan(TableName=TABLE)["Items"]) == 1


def test_of_two_first_callers_both_use_the_winners_key(client, kms, key):
    loser, winner = keys(client, kms, key), keys(client, kms, key)
    rows = loser._rows
    loser._rows = lambda: [] if winner._book is None and winner.book() else rows()

    assert loser.book().code("152048", "a" * 26) == winner.book().code("152048", "a" * 26)


def test_the_row_holds_no_usable_key(client, kms, key):
    book = keys(client, kms, key).book()

    (item,) = client.scan(TableName=TABLE)["Items"]
    assert book.keys[1] not in item["wrapped"]["B"]


class Counted:
    def __init__(self, kms):
        self.kms, self.opened = kms, 0

    def decrypt(self, **given):
        self.opened += 1
        return self.kms.decrypt(**given)

    def __getattr__(self, name):
        return getattr(self.kms, name)


def test_a_warm_function_asks_kms_once(client, kms, key):
    counted = Counted(kms)
    warm = keys(client, counted, key)

    for n in range(20):
        warm.book().code("152048", f"{'a' * 25}{'abcdefghijklmnopqrst'[n]}")

    assert counted.opened == 1


@pytest.fixture
def rules(client):
    return RulesTable(client, TABLE, published())


def assessment(**update):
    row = {"id": "152048/child-allowance", "institution": "152048", "covers": [], "since": "2027-01-01"}
    return {**row, **update}


def test_without_rows_the_published_rules_are_in_force(rules):
    assert rules.current() == published()


def test_an_enacted_row_takes_the_place_of_the_published_one_and_keeps_its_past(rules, client):
    rules.enact("assessments", assessment())
    rules.enact("assessments", assessment(until="2027-12-31"))

    current = next(one for one in rules.current().assessments if one.id == "152048/child-allowance")
    past = [item for item in client.scan(TableName=TABLE)["Items"] if "HISTORY" in item["pk"]["S"]]

    assert str(current.until) == "2027-12-31"
    assert len(rules.current().assessments) == len(published().assessments)
    assert len(past) == 2


def test_a_row_that_does_not_read_is_not_stored(rules, client):
    with pytest.raises(UnreadableRules):
        rules.enact("assessments", {"id": "half"})

    assert client.scan(TableName=TABLE)["Items"] == []
