"""A malware scanner that reads what arrives in a quarantine bucket and tags it, as GuardDuty does.

It knows one threat: the harmless EICAR test file. The product reads the tag and nothing else.
"""

import threading
from dataclasses import dataclass, field
from typing import Any

from sandbox.world.faults import Faults

TAG = "GuardDutyMalwareScanStatus"
EICAR = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
EVERY_SECONDS = 1.0


def verdict(content: bytes) -> str:
    return "THREATS_FOUND" if EICAR in content else "NO_THREATS_FOUND"


@dataclass
class Scanner:
    s3: Any
    faults: Faults
    bucket: str = ""
    _seen: set[tuple[str, str, str]] = field(default_factory=set)

    def scan_once(self) -> int:
        """Tag every object that has no verdict yet; how many were tagged."""
        if not self.bucket or self.faults.now()["scan"] != "ok":
            return 0
        tagged = 0
        for page in self.s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket):
            for entry in page.get("Contents", []):
                tagged += self._scan(entry["Key"], entry["ETag"])
        return tagged

    def _scan(self, key: str, etag: str) -> int:
        seen = (self.bucket, key, etag)
        if seen in self._seen:
            return 0
        self._seen.add(seen)
        tags = self.s3.get_object_tagging(Bucket=self.bucket, Key=key)["TagSet"]
        if any(tag["Key"] == TAG for tag in tags):
            return 0
        content = self.s3.get_object(Bucket=self.bucket, Key=key)["Body"].read()
        tags = [*tags, {"Key": TAG, "Value": verdict(content)}]
        self.s3.put_object_tagging(Bucket=self.bucket, Key=key, Tagging={"TagSet": tags})
        return 1

    def run(self, stop: threading.Event) -> None:
        while not stop.wait(EVERY_SECONDS):
            try:
                self.scan_once()
            except Exception as failed:  # the cloud may not be up yet; try again
                print(f"scan: {type(failed).__name__}", flush=True)
                self._seen.clear()
