"""The house's bucket: private, TLS only, the zone's key."""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.nag import excuse
from infra.zone import DataZone, Zone


class Bucket(Construct):
    """`web`: static files for CloudFront or a console (no CMK: the distribution reads them for everybody).
    `uploads_from`: origins whose pages may PUT by presigned link. `expire_days`: for what is only passing."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        web: bool = False,
        uploads_from: Sequence[str] = (),
        expire_days: int = 0,
    ) -> None:
        super().__init__(scope, id)
        zone = Zone.of(self)
        self.key = zone.key  # type: ignore[attr-defined]
        rules = [s3.LifecycleRule(expiration=cdk.Duration.days(expire_days))] if expire_days else None
        cors = s3.CorsRule(
            allowed_methods=[s3.HttpMethods.PUT], allowed_origins=list(uploads_from), allowed_headers=["*"], max_age=300
        )
        self.bucket = s3.Bucket(
            self,
            "Resource",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            encryption=s3.BucketEncryption.S3_MANAGED if web else s3.BucketEncryption.KMS,
            encryption_key=None if web else self.key,
            bucket_key_enabled=None if web else True,
            versioned=not (web or expire_days),
            lifecycle_rules=rules,
            cors=[cors] if uploads_from else None,
            removal_policy=cdk.RemovalPolicy.DESTROY if web else zone.stage.removal,
            **_access_log(zone, id, web),
        )
        if web:
            excuse(self, "AwsSolutions-S1", "Built pages, the same for everybody: who fetched them is not kept.")

    @property
    def name(self) -> str:
        return self.bucket.bucket_name

    @property
    def arn(self) -> str:
        return self.bucket.bucket_arn


def _access_log(zone: Zone, id: str, web: bool) -> dict[str, object]:
    """Every request for what people sent in is noted; the emulator keeps no access logs."""
    if web or zone.stage.local or not isinstance(zone, DataZone):
        return {}
    return {"server_access_logs_bucket": zone.access_logs, "server_access_logs_prefix": f"{id.lower()}/"}
