"""Bring back rows and objects that were lost: restore beside, compare, put back what is missing, overwrite nothing.

    python -m ops.restore tables  --stage prod                                the stage's tables and their restorable span
    python -m ops.restore table   --stage prod NAME --at 2026-11-23T09:00:00Z  restore beside it, and say what is missing
    python -m ops.restore table   --stage prod NAME --at … --yes               and put the missing rows back
    python -m ops.restore objects --stage prod BUCKET --since … [--yes]        take away delete markers made since then

A row that exists is never touched: what was written after the loss is newer than any backup. Rows that differ are
counted, for a person to judge. Values are compared by digest and never printed. Events stay away: they were announced
when they were written. So do log-ins: whoever lost hers logs in again.
"""

import argparse
import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import ClientError

from ops.stages import client

POLL_SECONDS = 1.0
PATIENCE_SECONDS = 6 * 3600
Key = tuple[str, str]
Row = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """`missing` is in the copy and not in the table; `differing` is in both; `newer` is in the table alone."""

    missing: tuple[Key, ...]
    differing: tuple[Key, ...]
    newer: tuple[Key, ...]

    def __str__(self) -> str:
        return f"{len(self.missing)} rows missing, {len(self.differing)} differ, {len(self.newer)} are newer"


def key_of(row: Row) -> Key:
    return row["pk"]["S"], row["sk"]["S"]


def rows(dynamodb: Any, table: str) -> Iterator[Row]:
    """Every row, read consistently, as DynamoDB writes it."""
    for page in dynamodb.get_paginator("scan").paginate(TableName=table, ConsistentRead=True):
        yield from page["Items"]


def digest(row: Row) -> str:
    """One row's content, whatever the order of its attributes or of a set's members."""
    return hashlib.sha256(json.dumps(row, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, set | frozenset) else bytes(value).hex()  # type: ignore[call-overload,type-var]


def contents(dynamodb: Any, table: str) -> dict[Key, str]:
    return {key_of(row): digest(row) for row in rows(dynamodb, table)}


def compare(copy: dict[Key, str], live: dict[Key, str]) -> Difference:
    both = copy.keys() & live.keys()
    return Difference(
        missing=tuple(sorted(copy.keys() - live.keys())),
        differing=tuple(sorted(key for key in both if copy[key] != live[key])),
        newer=tuple(sorted(live.keys() - copy.keys())),
    )


def restore_beside(dynamodb: Any, table: str, *, at: datetime | None = None, backup: str = "") -> str:
    """A copy of `table` as it was `at` a moment, or as `backup` (ARN) holds it; its name, once it can be read."""
    target = f"{table[:230]}-restored-{int(time.time())}"
    if backup:
        dynamodb.restore_table_from_backup(TargetTableName=target, BackupArn=backup)
    else:
        dynamodb.restore_table_to_point_in_time(SourceTableName=table, TargetTableName=target, RestoreDateTime=at)
    _wait_for(dynamodb, target)
    return target


def _wait_for(dynamodb: Any, table: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while dynamodb.describe_table(TableName=table)["Table"]["TableStatus"] != "ACTIVE":
        if time.monotonic() > deadline:
            raise SystemExit(f"{table} is still being restored after six hours: look at it in the console")
        time.sleep(POLL_SECONDS)


def put_back(dynamodb: Any, copy: str, table: str, missing: tuple[Key, ...], *, now: float) -> int:
    """Writes the missing rows from the copy, each only if it is still missing; how many it wrote. Safe to repeat.

    A row whose time was up before `now` (epoch seconds) stays away: its retention ended, it was not lost. So does an
    event: it was announced when it was written, and its return would announce it again. And a log-in.
    """
    wanted, written = {key for key in missing if not announces(key) and not lets_in(key)}, 0
    for row in rows(dynamodb, copy):
        if key_of(row) in wanted and not expired(row, now):
            written += _put(dynamodb, table, row)
    return written


def announces(key: Key) -> bool:
    """Whether the row is an event, which its table's stream carries to everybody who listens."""
    return key[1].startswith("EVENT#")


def lets_in(key: Key) -> bool:
    """Whether the row is somebody's log-in: one that she ended, perhaps a thief's, must not live again."""
    return key[1].startswith("SESSION#")


def expired(row: Row, now: float) -> bool:
    return "expires" in row and float(row["expires"]["N"]) <= now


def _put(dynamodb: Any, table: str, row: Row) -> int:
    try:
        dynamodb.put_item(TableName=table, Item=row, ConditionExpression="attribute_not_exists(pk)")
    except dynamodb.exceptions.ConditionalCheckFailedException:
        return 0
    return 1


def deleted_since(s3: Any, bucket: str, since: datetime) -> list[tuple[str, str]]:
    """Key and version of each delete marker that hides an object since then."""
    found = []
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        markers = page.get("DeleteMarkers", [])
        found += [(m["Key"], m["VersionId"]) for m in markers if m["IsLatest"] and m["LastModified"] >= since]
    return found


def undelete(s3: Any, bucket: str, markers: list[tuple[str, str]]) -> int:
    for key, version in markers:
        s3.delete_object(Bucket=bucket, Key=key, VersionId=version)
    return len(markers)


def stage_tables(dynamodb: Any, stage: str) -> list[str]:
    pages = dynamodb.get_paginator("list_tables").paginate()
    names = [name for page in pages for name in page["TableNames"]]
    return sorted(name for name in names if name.startswith(f"Madoguchi-{stage}-") and "-restored-" not in name)


def _list(stage: str) -> None:
    dynamodb = client("dynamodb", stage)
    for table in stage_tables(dynamodb, stage):
        try:
            told = dynamodb.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
            span = told.get("PointInTimeRecoveryDescription", {})
            earliest, latest = (span.get(f"{end}RestorableDateTime", "?") for end in ("Earliest", "Latest"))
        except ClientError as error:
            earliest, latest = error.response["Error"]["Code"], ""
        print(f"{table}  {earliest} … {latest}")


def _table(asked: argparse.Namespace) -> None:
    dynamodb = client("dynamodb", asked.stage)
    copy = restore_beside(dynamodb, asked.name, at=asked.at, backup=asked.backup)
    print(f"restored beside it as {copy}")
    found = compare(contents(dynamodb, copy), contents(dynamodb, asked.name))
    print(f"{asked.name}: {found}")
    if asked.yes:
        print(f"put back {put_back(dynamodb, copy, asked.name, found.missing, now=time.time())} rows")
        dynamodb.delete_table(TableName=copy)
    else:
        print("nothing was changed; --yes puts the missing rows back. Delete the copy when you are done.")


def _objects(asked: argparse.Namespace) -> None:
    s3 = client("s3", asked.stage)
    hidden = deleted_since(s3, asked.name, asked.since)
    print(f"{asked.name}: {len(hidden)} objects deleted since {asked.since.isoformat()}")
    if asked.yes:
        print(f"brought back {undelete(s3, asked.name, hidden)}")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError("give the offset too: 2026-11-23T09:00:00+09:00")
    return moment.astimezone(UTC)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m ops.restore", description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    listing, table, objects = (commands.add_parser(name) for name in ("tables", "table", "objects"))
    for command in (listing, table, objects):
        command.add_argument("--stage", default="local")
    for command in (table, objects):
        command.add_argument("name")
        command.add_argument("--yes", action="store_true", help="change something; without it only look")
    source = table.add_mutually_exclusive_group(required=True)
    source.add_argument("--at", type=_moment, help="a moment of the last 35 days")
    source.add_argument("--backup", default="", help="the ARN of a backup")
    objects.add_argument("--since", type=_moment, required=True)
    asked = parser.parse_args()
    if asked.command == "tables":
        return _list(asked.stage)
    return _table(asked) if asked.command == "table" else _objects(asked)


if __name__ == "__main__":
    main()
