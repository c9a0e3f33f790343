"""The town's inbox: the sealed package is copied bucket to bucket and passes no function."""

from dataclasses import dataclass
from typing import Any

from madoguchi.applications.model.intake import Package


@dataclass(frozen=True)
class InboxBucket:
    client: Any
    packages_bucket: str
    inbox_bucket: str

    def put(self, package: Package, key: str) -> None:
        """The same key and the same bytes again are harmless."""
        source = {"Bucket": self.packages_bucket, "Key": package.key}
        self.client.copy_object(Bucket=self.inbox_bucket, Key=key, CopySource=source)
