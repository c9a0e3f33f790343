"""The value by which the portal's doors know that a request came through CloudFront, and its rotation."""

import string

import aws_cdk as cdk
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_iam as iam
from aws_cdk import aws_secretsmanager as secretsmanager
from constructs import Construct

from infra import uses
from infra.constructs.function import Function
from infra.uses import Use
from infra.zone import ServicesZone

HEADER = "X-Madoguchi-Origin"
ROTATED_EVERY_DAYS = 30


class Origin(Construct):
    """Made before the doors, which read it, and the distribution, which sends it."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.key = ServicesZone.of(self).key
        self.secret = secretsmanager.CfnSecret(
            self,
            "Secret",
            description="What CloudFront sends to the portal's doors; rotated, never read by a person",
            kms_key_id=self.key.key_arn,
            generate_secret_string=secretsmanager.CfnSecret.GenerateSecretStringProperty(
                password_length=64, exclude_characters=string.punctuation
            ),
        )

    @property
    def arn(self) -> str:
        return self.secret.attr_id

    @property
    def headers(self) -> dict[str, str]:
        """Resolved by CloudFormation when it makes or changes the distribution: no template holds the value."""
        return {HEADER: f"{{{{resolve:secretsmanager:{self.arn}:SecretString}}}}"}

    def read_by_doors(self) -> Use:
        return uses.reads_secret(self, "ORIGIN_SECRET")


class OriginRotation(Construct):
    """Made after the distribution. The local stage's emulator knows no schedule; there the steps are asked for."""

    def __init__(
        self, scope: Construct, id: str, *, origin: Origin, distribution: cloudfront.Distribution, url: str, host: str
    ) -> None:
        super().__init__(scope, id)
        function = Function(
            self,
            "Rotate",
            entry="identity/rotate_origin",
            layers=("base", "pki"),
            uses=[
                uses.rotates_secret(origin, "ORIGIN_SECRET"),
                uses.updates_distribution(distribution, "DISTRIBUTION"),
                uses.setting("PORTAL_URL", url),
                uses.setting("PORTAL_HOST", host),
            ],
            timeout_seconds=900,  # a change of a distribution takes minutes to reach all its places
        )
        if not ServicesZone.of(self).stage.local:
            self._schedule(origin, function)

    def _schedule(self, origin: Origin, function: Function) -> None:
        function.function.add_permission(
            "Rotated",
            principal=iam.ServicePrincipal("secretsmanager.amazonaws.com"),
            source_account=cdk.Aws.ACCOUNT_ID,
        )
        schedule = secretsmanager.CfnRotationSchedule(
            self,
            "Schedule",
            secret_id=origin.arn,
            rotation_lambda_arn=function.function.function_arn,
            rotation_rules=secretsmanager.CfnRotationSchedule.RotationRulesProperty(
                automatically_after_days=ROTATED_EVERY_DAYS
            ),
        )
        schedule.node.add_dependency(function.function)
