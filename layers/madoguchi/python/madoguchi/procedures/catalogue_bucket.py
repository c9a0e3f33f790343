"""Published procedures as objects of a bucket, one small read each.

index.json                                         which town publishes what
snapshots/<municipality>.json                      the town's newest snapshot
snapshots/<municipality>/<procedure>/<version>.json  every version ever published, for whoever is pinned to it
"""

import time
from typing import Any, TypeVar

from botocore.exceptions import ClientError
from pydantic import BaseModel

from madoguchi.errors import Conflict, NotFound
from madoguchi.procedures.model.procedure import Procedure, Snapshot
from madoguchi.procedures.model.towns import Offers

FRESH_SECONDS = 30
ABSENT = {"NoSuchKey", "404", "AccessDenied"}  # a role that may not list is told AccessDenied of an absent object
LOST = {"PreconditionFailed", "ConditionalRequestConflict", "412", "409"}
INDEX = "index.json"
M = TypeVar("M", bound=BaseModel)


def snapshot_key(municipality: str) -> str:
    return f"snapshots/{municipality}.json"


def version_key(municipality: str, procedure_id: str, version: int) -> str:
    return f"snapshots/{municipality}/{procedure_id}/{version}.json"


class _Objects:
    def __init__(self, client: Any, bucket: str) -> None:
        self._client, self._bucket = client, bucket

    def _read(self, key: str) -> tuple[bytes, str] | None:
        """The object and its ETag; None when there is none."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=key)
        except ClientError as error:
            if error.response["Error"]["Code"] in ABSENT:
                return None
            raise
        return found["Body"].read(), found["ETag"]


class CatalogueBucket(_Objects):
    """Reading. Snapshots and the index are kept for FRESH_SECONDS, pinned versions for the function's life."""

    def __init__(self, client: Any, bucket: str, *, fresh_seconds: float = FRESH_SECONDS) -> None:
        super().__init__(client, bucket)
        self._fresh_seconds = fresh_seconds
        self._kept: dict[str, tuple[float, BaseModel]] = {}

    def snapshot(self, municipality: str) -> Snapshot:
        return self._recent(snapshot_key(municipality), Snapshot)

    def offers(self) -> Offers:
        try:
            return self._recent(INDEX, Offers)
        except NotFound:
            return Offers()

    def procedure(self, municipality: str, procedure_id: str, version: int | None = None) -> Procedure:
        """The newest published version, or the one asked for, however old. NotFound without."""
        if version is not None:
            key = version_key(municipality, procedure_id, version)
            return self._recent(key, Procedure, seconds=float("inf"))
        found = self.snapshot(municipality).procedure(procedure_id)
        if found is None:
            raise NotFound("the town does not offer this procedure")
        return found

    def _recent(self, key: str, model: type[M], *, seconds: float | None = None) -> M:
        until, kept = self._kept.get(key, (0.0, None))
        if isinstance(kept, model) and time.monotonic() < until:
            return kept
        read = self._read(key)
        if read is None:
            raise NotFound("nothing is published under this name")
        found = model.model_validate_json(read[0])
        self._kept[key] = (time.monotonic() + (self._fresh_seconds if seconds is None else seconds), found)
        return found


class ShelfBucket(_Objects):
    """Writing: conditional on what was read, so that no older snapshot ever covers a newer one."""

    def newest(self, municipality: str) -> tuple[int, str]:
        """The number of the published snapshot and its ETag; (0, "") before the first."""
        read = self._read(snapshot_key(municipality))
        return (Snapshot.model_validate_json(read[0]).number, read[1]) if read else (0, "")

    def keep_versions(self, snapshot: Snapshot) -> None:
        for procedure in snapshot.procedures:
            key = version_key(snapshot.municipality, procedure.procedure_id, procedure.version)
            self._write(key, procedure)

    def replace(self, snapshot: Snapshot, was: str) -> None:
        self._write(snapshot_key(snapshot.municipality), snapshot, was=was)

    def offers(self) -> tuple[Offers, str]:
        read = self._read(INDEX)
        return (Offers.model_validate_json(read[0]), read[1]) if read else (Offers(), "")

    def replace_offers(self, offers: Offers, was: str) -> None:
        self._write(INDEX, offers, was=was)

    def _write(self, key: str, value: BaseModel, *, was: str | None = None) -> None:
        """`was`: the ETag to replace, "" for none yet; None where every writer writes the same (a version)."""
        condition = {"IfMatch": was} if was else {} if was is None else {"IfNoneMatch": "*"}
        body = value.model_dump_json(exclude_none=True).encode()
        try:
            self._client.put_object(
                Bucket=self._bucket, Key=key, Body=body, ContentType="application/json", **condition
            )
        except ClientError as error:
            if error.response["Error"]["Code"] in LOST:
                raise Conflict(key) from error
            raise
