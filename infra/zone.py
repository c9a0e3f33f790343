"""A zone is two stacks: what must be kept (data) and what may be replaced (services); they share a key and a bus."""

import os
from functools import cached_property
from pathlib import Path
from typing import cast

import aws_cdk as cdk
import jsii
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3
from constructs import Construct, IConstruct

from infra.alarms import Alarms
from infra.layers import UvLayer
from infra.stage import REGION, Stage

ROOT = Path(__file__).parent.parent
RETENTION = {"local": logs.RetentionDays.ONE_WEEK, "dev": logs.RetentionDays.ONE_MONTH}


class Zone(cdk.Stack):
    """The base of both stacks of a zone."""

    def __init__(self, scope: Construct, id: str, *, stage: Stage, zone: str, region: str = REGION) -> None:
        local = {"synthesizer": cdk.CliCredentialsStackSynthesizer()} if stage.local else {}
        super().__init__(
            scope,
            id,
            env=cdk.Environment(account=stage.account, region=region),
            termination_protection=stage.production,
            tags={"zone": zone, "stage": stage.name},
            **local,
        )
        self.stage, self.zone = stage, zone
        self._layers: dict[str, lambda_.LayerVersion] = {}

    @property
    @jsii.member(jsii_name="availabilityZones")
    def availability_zones(self) -> list[str]:
        """Named here, or a VPC makes synth ask the account."""
        return [f"{REGION}a", f"{REGION}c"]

    @staticmethod
    def of(scope: IConstruct) -> "Zone":
        stack = cdk.Stack.of(scope)
        while not isinstance(stack, Zone):
            stack = cdk.Stack.of(stack.nested_stack_parent)
        return stack

    @property
    def runtime(self) -> lambda_.Runtime:
        """The stage's Python; SnapStart is for 3.12 and newer."""
        name = f"python{self.stage.python}"
        return lambda_.Runtime(name, lambda_.RuntimeFamily.PYTHON, supports_snap_start=not self.stage.local)

    def layer(self, name: str) -> lambda_.LayerVersion:
        """A layer made inside this stack: an exported layer could never change while it is in use."""
        if name not in self._layers:
            self._layers[name] = self._make_layer(name)
        return self._layers[name]

    def _make_layer(self, name: str) -> lambda_.LayerVersion:
        if name != "madoguchi":
            return UvLayer(self, f"Layer-{name}", folder=ROOT / "layers" / name, stage=self.stage)
        return lambda_.LayerVersion(
            self,
            "Layer-madoguchi",
            code=lambda_.Code.from_asset(str(ROOT / "layers/madoguchi"), exclude=["**/__pycache__", "**/*.pyc"]),
            compatible_runtimes=[self.runtime],
        )


class DataZone(Zone):
    """Tables, buckets, pools and keys: retained, protected, and changed with care."""

    def __init__(self, scope: Construct, *, stage: Stage, zone: str) -> None:
        super().__init__(scope, f"Madoguchi-{stage.name}-{zone}-data", stage=stage, zone=zone)
        self.key = kms.Key(
            self,
            "Key",
            description=f"Everything at rest in the {zone} zone",
            enable_key_rotation=True,
            removal_policy=stage.removal,
        )
        self.key.add_to_resource_policy(self._logs_may_encrypt())

    @cached_property
    def access_logs(self) -> s3.Bucket:
        """Who asked the zone's buckets for what, for a year. S3 delivers only into a bucket under its own key."""
        return s3.Bucket(
            self,
            "AccessLogs",
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            encryption=s3.BucketEncryption.S3_MANAGED,
            enforce_ssl=True,
            lifecycle_rules=[s3.LifecycleRule(expiration=cdk.Duration.days(365))],
            removal_policy=self.stage.removal,
        )

    def _logs_may_encrypt(self) -> iam.PolicyStatement:
        """CloudWatch Logs encrypts the zone's groups; the emulator denies any encryption-context condition."""
        arn = self.format_arn(
            service="logs", resource="log-group", resource_name="*", arn_format=cdk.ArnFormat.COLON_RESOURCE_NAME
        )
        return iam.PolicyStatement(
            sid="LogGroups",
            principals=[iam.ServicePrincipal(f"logs.{REGION}.amazonaws.com")],
            actions=["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
            resources=["*"],
            conditions={} if self.stage.local else {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": arn}},
        )


class ServicesZone(Zone):
    """Functions, doors, queues and processes. `bus` is the zone's own; neighbours above may listen to it."""

    def __init__(self, scope: Construct, *, stage: Stage, zone: str, data: DataZone) -> None:
        super().__init__(scope, f"Madoguchi-{stage.name}-{zone}", stage=stage, zone=zone)
        self.data, self.key = data, data.key
        self.bus = events.EventBus(self, "Bus", event_bus_name=f"madoguchi-{stage.name}-{zone}")
        self.alarms = Alarms(self, "Alarms")
        export(self, "Pages", self.alarms.page.topic_arn)
        export(self, "Tickets", self.alarms.ticket.topic_arn)

    @staticmethod
    def of(scope: IConstruct) -> "ServicesZone":
        return cast("ServicesZone", Zone.of(scope))

    def log_group(self, scope: Construct, name: str) -> logs.LogGroup:
        """A log group of its own, with retention and the zone's key."""
        return logs.LogGroup(
            scope,
            "Logs",
            log_group_name=name,
            retention=RETENTION.get(self.stage.name, logs.RetentionDays.ONE_YEAR),
            encryption_key=self.key,
            removal_policy=cdk.RemovalPolicy.DESTROY,
        )


def export(scope: Construct, name: str, value: str) -> None:
    """An id that one place turns into addresses (the stack's own URLs lead to AWS on every stage)."""
    cdk.CfnOutput(scope, f"Out{name}", value=value)


def repository(path: str) -> str:
    """A path of the repository, wherever synth runs."""
    return os.fspath(ROOT / path)
