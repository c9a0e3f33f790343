"""Published objects: one read, kept for a while, old versions readable, never an older snapshot over a newer."""

import boto3
import pytest

from madoguchi.errors import Conflict, NotFound
from madoguchi.procedures.catalogue_bucket import CatalogueBucket, ShelfBucket, snapshot_key
from madoguchi.procedures.model.procedure import Snapshot
from madoguchi.procedures.presets_files import meta_schema, presets
from madoguchi.procedures.service.authoring import Authoring
from madoguchi.procedures.service.publishing import Publishing
from tests.unit.procedures.fakes import FakeDrafts
from tests.unit.procedures.test_publishing import SANJO, again, publish

BUCKET, CLAIM = "catalogue", "child-allowance.claim"


class Counting:
    """A client that counts its reads."""

    def __init__(self, client):
        self.client, self.reads = client, 0

    def get_object(self, **asked):
        self.reads += 1
        return self.client.get_object(**asked)


@pytest.fixture
def client(aws):
    client = boto3.client("s3")
    client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"})
    return client


@pytest.fixture
def shelf(client):
    return ShelfBucket(client, BUCKET)


@pytest.fixture
def authoring():
    return Authoring(FakeDrafts(), presets(), meta_schema())


@pytest.fixture
def published_twice(authoring, shelf):
    publishing = Publishing(authoring, shelf)
    for _ in range(2):
        again(authoring)
        publish(authoring)
        publishing.receive(SANJO)
    return authoring


def test_the_newest_and_every_older_version_are_readable(published_twice, client):
    catalogue = CatalogueBucket(client, BUCKET)

    assert catalogue.procedure(SANJO, CLAIM).version == 2
    assert [catalogue.procedure(SANJO, CLAIM, version).version for version in (1, 2)] == [1, 2]
    assert catalogue.procedure(SANJO, CLAIM) == published_twice.snapshot(SANJO).procedures[0]


def test_what_is_not_published_is_not_found(published_twice, client):
    catalogue = CatalogueBucket(client, BUCKET)

    for asked in (("152021", CLAIM), (SANJO, "no.such"), (SANJO, CLAIM, 3)):
        with pytest.raises(NotFound):
            catalogue.procedure(*asked)


def test_without_an_index_nobody_offers_anything(client):
    assert CatalogueBucket(client, BUCKET).offers().towns == {}


def test_a_warm_function_reads_a_town_once(published_twice, client):
    counting = Counting(client)
    catalogue = CatalogueBucket(counting, BUCKET)

    for _ in range(3):
        catalogue.snapshot(SANJO)
    assert counting.reads == 1


def test_a_stale_snapshot_is_read_again(published_twice, client):
    counting = Counting(client)
    catalogue = CatalogueBucket(counting, BUCKET, fresh_seconds=0)

    for _ in range(3):
        catalogue.snapshot(SANJO)
    assert counting.reads == 3


def test_two_writers_of_one_town_cannot_both_win(published_twice, shelf):
    number, was = shelf.newest(SANJO)
    snapshot = published_twice.snapshot(SANJO).model_copy(update={"number": number + 1})
    shelf.replace(snapshot, was)

    with pytest.raises(Conflict):
        shelf.replace(snapshot.model_copy(update={"number": number + 2}), was)


def test_a_first_snapshot_never_covers_another_first_one(published_twice, shelf, client):
    snapshot = published_twice.snapshot(SANJO)

    with pytest.raises(Conflict):
        shelf.replace(snapshot, "")
    kept = client.get_object(Bucket=BUCKET, Key=snapshot_key(SANJO))["Body"].read()
    assert Snapshot.model_validate_json(kept) == snapshot


def test_the_index_is_replaced_only_as_it_was_read(published_twice, shelf):
    offers, was = shelf.offers()
    more = offers.with_snapshot(published_twice.snapshot(SANJO).model_copy(update={"municipality": "152021"}))
    shelf.replace_offers(more, was)

    with pytest.raises(Conflict):
        shelf.replace_offers(offers, was)
