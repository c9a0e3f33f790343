"""The restore drill: lose a citizen's application, her notices and its files on the local stage, and bring them back.

    make drill        on the stage that `make up` runs; .local/drill.json keeps what was measured

Nothing is simulated: rows and objects are really deleted, the portal really answers "not found", and what comes back
is compared row by row, by digest, with what was there. The emulator's point in time is always now, so that here the
copies come from backups made just before; on AWS `ops.restore` takes a moment instead.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ops import restore
from ops.stages import client
from sandbox.demo.clients import Citizen, Endpoints, Json, Refused
from sandbox.localcloud.settings import Settings, settings

STAGE = "local"
TOWN = "152021"
NOT_FOUND = 404


class DrillFailed(Exception):
    """Something lost was not brought back."""


@dataclass
class Drill:
    """`tell` prints a line of progress; `who` is the card of the citizen who loses; `seconds` keeps how long each step took."""

    endpoints: Endpoints
    tell: Callable[[str], None]
    who: str = "izumi"
    seconds: dict[str, float] = field(default_factory=dict)

    def run(self) -> Json:
        """What was lost and brought back, and how long each step took. DrillFailed if anything is missing after it."""
        self.dynamodb, self.s3 = client("dynamodb", STAGE), client("s3", STAGE)
        citizen = self.endpoints.citizen(self.who).login()
        application_id = self._an_application(citizen)
        seen = self._sees(citizen, application_id)
        tables = restore.stage_tables(self.dynamodb, STAGE)
        with self._step("take stock", f"of {len(tables)} tables"):
            before = {table: restore.contents(self.dynamodb, table) for table in tables}
        with self._step("back up", "every table"):
            backups = {table: self._backup(table) for table in tables}
        with self._step("lose", "an application, every notice, the files of every package"):
            lost = self._lose(before, application_id)
        if self._sees(citizen, application_id) is not None:
            raise DrillFailed("the portal still shows what was lost: the drill lost nothing")
        self.tell("the portal answers: not found")
        with self._step("restore", "beside, compare, put back"):
            back = {table: self._restore(table, backups[table]) for table in lost["tables"]}
        with self._step("undelete", "the files"):
            objects = sum(self._undelete(bucket) for bucket in lost["buckets"])
        self._check(before, tables, lost, objects)
        if self._sees(citizen, application_id) != seen:
            raise DrillFailed("the portal does not show what it showed before")
        self.tell("the portal shows her application as before")
        return {
            "tables": len(tables),
            "rows": sum(map(len, before.values())),
            "rows_lost": lost["rows"],
            "rows_put_back": sum(back.values()),
            "objects_lost": lost["objects"],
            "objects_brought_back": objects,
            "seconds": {name: round(taken, 1) for name, taken in self.seconds.items()},
        }

    @contextmanager
    def _step(self, name: str, what: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.seconds[name] = time.monotonic() - began
        self.tell(f"{name}: {what} ({self.seconds[name]:.1f} s)")

    def _an_application(self, citizen: Citizen) -> str:
        """One of hers that is open, or a new draft."""
        mine = citizen.http.call("GET", "/api/applications")["items"]
        if mine:
            return str(mine[0]["application_id"])
        found = citizen.http.call("GET", f"/api/procedures?municipality={TOWN}")["items"]
        procedure = next(item for item in found if item["online"])
        wanted = {"municipality": TOWN, "procedure_id": procedure["procedure_id"]}
        return str(citizen.http.call("POST", "/api/applications", wanted)["application_id"])

    @staticmethod
    def _sees(citizen: Citizen, application_id: str) -> Json | None:
        """Her application as the portal shows it; None when there is no such thing."""
        try:
            return citizen.application(application_id)
        except Refused as refused:
            if refused.status != NOT_FOUND:
                raise
            return None

    def _backup(self, table: str) -> str:
        made = self.dynamodb.create_backup(TableName=table, BackupName=f"drill-{int(time.time())}")
        return str(made["BackupDetails"]["BackupArn"])

    def _lose(self, before: dict[str, dict[restore.Key, str]], application_id: str) -> Json:
        """Deletes every row that names the application, a whole table of notices, and every sealed package."""
        self.lost_at = datetime.now(UTC)
        tables: dict[str, list[restore.Key]] = {}
        for table, found in before.items():
            whole = "-data-Notices" in table
            hit = [key for key in found if whole or any(application_id in part for part in key)]
            if hit:
                tables[table] = hit
        for table, keys in tables.items():
            for pk, sk in keys:
                self.dynamodb.delete_item(TableName=table, Key={"pk": {"S": pk}, "sk": {"S": sk}})
        buckets = self._empty_packages()
        rows = sum(not restore.announces(key) for keys in tables.values() for key in keys)
        return {"tables": tables, "rows": rows, "buckets": buckets, "objects": sum(map(len, buckets.values()))}

    def _empty_packages(self) -> dict[str, list[str]]:
        """The versioned buckets of the stage, each object deleted as an operator's slip would."""
        emptied: dict[str, list[str]] = {}
        for bucket in (found["Name"] for found in self.s3.list_buckets()["Buckets"]):
            if bucket.startswith("madoguchi-local-portal-data") and self._versioned(bucket):
                pages = self.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket)
                emptied[bucket] = [found["Key"] for page in pages for found in page.get("Contents", [])]
                for key in emptied[bucket]:
                    self.s3.delete_object(Bucket=bucket, Key=key)
        return emptied

    def _versioned(self, bucket: str) -> bool:
        return bool(self.s3.get_bucket_versioning(Bucket=bucket).get("Status") == "Enabled")

    def _restore(self, table: str, backup: str) -> int:
        copy = restore.restore_beside(self.dynamodb, table, backup=backup)
        found = restore.compare(restore.contents(self.dynamodb, copy), restore.contents(self.dynamodb, table))
        self.tell(f"  {table}: {found}")
        written = restore.put_back(self.dynamodb, copy, table, found.missing, now=time.time())
        self.dynamodb.delete_table(TableName=copy)
        return written

    def _undelete(self, bucket: str) -> int:
        since = self.lost_at.replace(microsecond=0)
        return restore.undelete(self.s3, bucket, restore.deleted_since(self.s3, bucket, since))

    def _check(self, before: dict[str, dict[restore.Key, str]], tables: list[str], lost: Json, objects: int) -> None:
        """Everything that was there is there again, digest by digest; what lived on meanwhile may be newer."""
        for table in tables:
            found = restore.compare(before[table], restore.contents(self.dynamodb, table))
            mine = {key for key in lost["tables"].get(table, ()) if not restore.announces(key)}
            gone = [key for key in found.missing if key in mine]
            other = [key for key in found.differing if key in mine]
            if gone or other:
                raise DrillFailed(f"{table}: {len(gone)} rows are still missing, {len(other)} came back different")
        if objects != lost["objects"]:
            raise DrillFailed(f"{lost['objects']} objects were lost, {objects} brought back")


def main(stage: Settings | None = None) -> int:
    stage = stage or settings()
    try:
        told = Drill(Endpoints.read(stage.home), tell=print).run()
    except DrillFailed as failed:
        print(f"The drill failed: {failed}", file=sys.stderr)
        return 1
    (stage.home / "drill.json").write_text(json.dumps(told, indent=1))
    whole = sum(told["seconds"].values())
    print(
        f"The drill ended well: {told['rows_put_back']} of {told['rows_lost']} rows and "
        f"{told['objects_brought_back']} of {told['objects_lost']} objects brought back, {whole:.0f} s in all."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
