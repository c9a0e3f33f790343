"""Restoring brings back what is missing and touches nothing that is there."""

import boto3
import pytest
from moto import mock_aws

from ops import restore
from tests.support.tables import make_table

TABLE, NOW = "Madoguchi-dev-portal-data-Table", 1_800_000_000.0


@pytest.fixture
def dynamodb():
    with mock_aws():
        yield boto3.client("dynamodb")


@pytest.fixture
def table(dynamodb):
    make_table(TABLE)
    return TABLE


def row(key, text="as it was"):
    return {"pk": {"S": key}, "sk": {"S": "ROW"}, "text": {"S": text}}


def backed_up(dynamodb, table):
    return dynamodb.create_backup(TableName=table, BackupName="nightly")["BackupDetails"]["BackupArn"]


def put(dynamodb, table, *rows):
    for one in rows:
        dynamodb.put_item(TableName=table, Item=one)


def test_a_lost_row_comes_back_and_nothing_else_changes(dynamodb, table):
    put(dynamodb, table, row("A"), row("B"), row("C"))
    backup = backed_up(dynamodb, table)
    dynamodb.delete_item(TableName=table, Key={"pk": {"S": "A"}, "sk": {"S": "ROW"}})
    put(dynamodb, table, row("B", "written after the backup"), row("D"))

    copy = restore.restore_beside(dynamodb, table, backup=backup)
    found = restore.compare(restore.contents(dynamodb, copy), restore.contents(dynamodb, table))
    written = restore.put_back(dynamodb, copy, table, found.missing, now=NOW)

    assert (found.missing, found.differing, found.newer) == ((("A", "ROW"),), (("B", "ROW"),), (("D", "ROW"),))
    assert written == 1
    texts = {item["pk"]["S"]: item["text"]["S"] for item in restore.rows(dynamodb, table)}
    assert texts == {"A": "as it was", "B": "written after the backup", "C": "as it was", "D": "as it was"}


def test_what_was_written_again_meanwhile_is_not_overwritten(dynamodb, table):
    put(dynamodb, table, row("A"))
    copy = restore.restore_beside(dynamodb, table, backup=backed_up(dynamodb, table))
    put(dynamodb, table, row("A", "newer"))

    written = restore.put_back(dynamodb, copy, table, (("A", "ROW"),), now=NOW)

    assert written == 0
    assert [item["text"]["S"] for item in restore.rows(dynamodb, table)] == ["newer"]


def test_putting_back_twice_writes_once(dynamodb, table):
    put(dynamodb, table, row("A"))
    copy = restore.restore_beside(dynamodb, table, backup=backed_up(dynamodb, table))
    dynamodb.delete_item(TableName=table, Key={"pk": {"S": "A"}, "sk": {"S": "ROW"}})

    written = [restore.put_back(dynamodb, copy, table, (("A", "ROW"),), now=NOW) for _ in range(2)]

    assert written == [1, 0]


def test_what_was_deleted_because_its_time_was_up_stays_deleted(dynamodb, table):
    ended, kept = row("A") | {"expires": {"N": str(int(NOW))}}, row("B") | {"expires": {"N": str(int(NOW) + 1)}}
    put(dynamodb, table, ended, kept)
    copy = restore.restore_beside(dynamodb, table, backup=backed_up(dynamodb, table))
    for key in "AB":
        dynamodb.delete_item(TableName=table, Key={"pk": {"S": key}, "sk": {"S": "ROW"}})

    restore.put_back(dynamodb, copy, table, (("A", "ROW"), ("B", "ROW")), now=NOW)

    assert [item["pk"]["S"] for item in restore.rows(dynamodb, table)] == ["B"]


def test_an_event_is_not_announced_again(dynamodb, table):
    event = {"pk": {"S": "A"}, "sk": {"S": "EVENT#1"}}
    put(dynamodb, table, row("A"), event)
    copy = restore.restore_beside(dynamodb, table, backup=backed_up(dynamodb, table))
    for sk in ("ROW", "EVENT#1"):
        dynamodb.delete_item(TableName=table, Key={"pk": {"S": "A"}, "sk": {"S": sk}})

    restore.put_back(dynamodb, copy, table, (("A", "EVENT#1"), ("A", "ROW")), now=NOW)

    assert [restore.key_of(item) for item in restore.rows(dynamodb, table)] == [("A", "ROW")]


def test_a_log_in_that_was_ended_does_not_live_again(dynamodb, table):
    session = {"pk": {"S": "ACCOUNT#A"}, "sk": {"S": "SESSION#thiefs"}}
    put(dynamodb, table, row("A"), session)
    copy = restore.restore_beside(dynamodb, table, backup=backed_up(dynamodb, table))
    dynamodb.delete_item(TableName=table, Key=session)

    written = restore.put_back(dynamodb, copy, table, (("ACCOUNT#A", "SESSION#thiefs"),), now=NOW)

    assert written == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"n": {"SS": {"a", "b"}}}, {"n": {"SS": {"b", "a"}}}),
        ({"a": {"S": "1"}, "b": {"S": "2"}}, {"b": {"S": "2"}, "a": {"S": "1"}}),
        ({"b": {"B": b"\x00"}}, {"b": {"B": bytearray(b"\x00")}}),
    ],
)
def test_order_is_no_difference(one, other):
    assert restore.digest(one) == restore.digest(other)


def test_another_value_is_a_difference():
    assert restore.digest({"a": {"S": "1"}}) != restore.digest({"a": {"N": "1"}})


def test_only_the_stages_own_tables_are_listed(dynamodb, table):
    make_table("Madoguchi-prod-portal-data-Table")
    make_table("Madoguchi-dev-portal-data-Table-restored-1")

    assert restore.stage_tables(dynamodb, "dev") == [table]


def test_deleted_objects_come_back():
    with mock_aws():
        s3 = boto3.client("s3", region_name="us-east-1")
        s3.create_bucket(Bucket="packages")
        s3.put_bucket_versioning(Bucket="packages", VersioningConfiguration={"Status": "Enabled"})
        for key in ("kept", "lost"):
            s3.put_object(Bucket="packages", Key=key, Body=b"evidence")
        since = restore._moment("2020-01-01T00:00:00+00:00")
        s3.delete_object(Bucket="packages", Key="lost")

        hidden = restore.deleted_since(s3, "packages", since)
        restore.undelete(s3, "packages", hidden)

        assert [key for key, _version in hidden] == ["lost"]
        assert s3.get_object(Bucket="packages", Key="lost")["Body"].read() == b"evidence"


def test_a_moment_without_an_offset_is_refused():
    with pytest.raises(restore.argparse.ArgumentTypeError, match="offset"):
        restore._moment("2026-11-23T09:00:00")
