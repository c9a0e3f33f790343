"""The ledger's table: kept once, read by person, marked by the party."""

import boto3
import pytest

from madoguchi import dynamo
from madoguchi.errors import Conflict, NotFound
from madoguchi.ledger.model.records import kept, leaf
from madoguchi.ledger.store import LedgerTable
from tests.support.tables import make_table
from tests.unit.ledger.test_ledger import OPEN, SALT, agent, exchange, look

TABLE = "ledger"


@pytest.fixture
def store(aws):
    return LedgerTable(make_table(TABLE), TABLE)


def one(**more):
    return kept(exchange(**more), OPEN, SALT)


def test_a_record_round_trips_with_salt_and_leaf(store):
    store.add(one())
    store.add(kept(look(), {"institution": "open"}, SALT))

    found = store.of("midori")
    assert {each.record for each in found} == {exchange(), look()}
    assert all(leaf(each.salt, each.record) == each.leaf for each in found)
    assert store.of("makoto") == ()


def test_a_record_is_kept_once(store):
    store.add(one())

    with pytest.raises(Conflict):
        store.add(one())


def test_every_page_of_a_person_is_read(store):
    words = "長" * 9000
    for n in range(60):
        record = exchange(record_id=f"r-{n}")
        long = record.model_copy(update={"purpose": record.purpose.model_copy(update={"ja": words})})
        store.add(kept(long, OPEN, SALT))

    assert len(store.of("midori")) == 60


def test_a_mark_is_changed_by_its_party_and_no_other_is_made(store):
    store.add(one())
    store.mark("midori", "r-1", "asker", "suppressed")

    assert store.of("midori")[0].marks == {"asker": "suppressed", "provider": "open"}
    for person, record, party in (("midori", "r-2", "asker"), ("makoto", "r-1", "asker"), ("midori", "r-1", "nobody")):
        with pytest.raises(NotFound):
            store.mark(person, record, party, "open")


def test_a_spoilt_row_is_passed_over(store):
    store.add(one())
    store.add(one(record_id="r-2"))
    client = boto3.client("dynamodb")
    row = dynamo.load(client.scan(TableName=TABLE)["Items"][0])
    client.put_item(TableName=TABLE, Item=dynamo.dump({**row, "marks": "perhaps"}))

    assert len(store.of("midori")) == 1


def test_a_representation_is_as_the_register_has_it_now(store):
    store.represent(agent())
    store.represent(agent(until=agent().since))

    assert store.representations_by("midori") == (agent(until=agent().since),)
    assert store.representations_by("ren") == ()


def test_records_expire_after_their_retention(store):
    store.add(one())

    (row,) = boto3.client("dynamodb").scan(TableName=TABLE)["Items"]
    assert int(row["expires"]["N"]) > 0
