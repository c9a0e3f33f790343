"""The house's table: pk and sk, on demand, the zone's key, point-in-time recovery, items that expire."""

from collections.abc import Sequence
from dataclasses import dataclass

from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from infra.zone import Zone

TEXT = dynamodb.AttributeType.STRING


@dataclass(frozen=True)
class Index:
    """A global index over two text attributes; rows that lack them are not in it."""

    name: str
    partition: str
    sort: str


class Table(Construct):
    """TableV2 on every stage: CloudFormation can never turn a Table into a global one (docs/decisions/0010-tables.md)."""

    def __init__(self, scope: Construct, id: str, *, stream: bool = False, indexes: Sequence[Index] = ()) -> None:
        super().__init__(scope, id)
        zone = Zone.of(self)
        self.indexes = [index.name for index in indexes]
        self.key = zone.key  # type: ignore[attr-defined]
        attribute = dynamodb.Attribute
        self.table = dynamodb.TableV2(
            self,
            "Resource",
            partition_key=attribute(name="pk", type=TEXT),
            sort_key=attribute(name="sk", type=TEXT),
            billing=dynamodb.Billing.on_demand(),
            encryption=dynamodb.TableEncryptionV2.customer_managed_key(self.key),
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            time_to_live_attribute="expires",
            dynamo_stream=dynamodb.StreamViewType.NEW_IMAGE if stream else None,
            deletion_protection=zone.stage.production,
            removal_policy=zone.stage.removal,
            global_secondary_indexes=[
                dynamodb.GlobalSecondaryIndexPropsV2(
                    index_name=index.name,
                    partition_key=attribute(name=index.partition, type=TEXT),
                    sort_key=attribute(name=index.sort, type=TEXT),
                )
                for index in indexes
            ],
        )

    @property
    def name(self) -> str:
        return self.table.table_name

    @property
    def arn(self) -> str:
        return self.table.table_arn
