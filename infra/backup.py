"""Backups of a zone's tables, beside their point-in-time recovery: daily for five weeks, monthly for a year.

Point-in-time recovery answers a slip of the last 35 days; a vault answers the loss of the tables themselves, and what
was noticed late. Buckets keep versions of their own. How to bring things back: ops/restore.py and docs/operate.md.
"""

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_backup as backup
from aws_cdk import aws_events as events
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.constructs.table import Table
from infra.stage import Stage
from infra.zone import DataZone

DAILY_KEPT, MONTHLY_KEPT = cdk.Duration.days(35), cdk.Duration.days(365)
NEVER_SOONER = cdk.Duration.days(7)
TOKYO = cdk.TimeZone.ASIA_TOKYO


def back_up(zone: DataZone) -> None:
    """Every table of the zone, whatever stands there. The local stage's backups are made by its drill."""
    if zone.stage.local:
        return
    tables = [each for each in zone.node.find_all() if isinstance(each, Table)]
    Backup(zone, "Backup", stage=zone.stage, key=zone.key, tables=tables)


class Backup(Construct):
    """A vault under the zone's key, and a plan for every one of its tables. In production nobody deletes early."""

    def __init__(self, scope: Construct, id: str, *, stage: Stage, key: kms.IKey, tables: Sequence[Table]) -> None:
        super().__init__(scope, id)
        lock = backup.LockConfiguration(min_retention=NEVER_SOONER) if stage.production else None
        vault = backup.BackupVault(
            self, "Vault", encryption_key=key, lock_configuration=lock, removal_policy=stage.removal
        )
        self._elsewhere = stage.settings.recovery_vault_arn
        plan = backup.BackupPlan(self, "Plan", backup_vault=vault)
        plan.add_rule(self._rule("daily", DAILY_KEPT, events.Schedule.cron(hour="3", minute="0")))
        plan.add_rule(self._rule("monthly", MONTHLY_KEPT, events.Schedule.cron(day="1", hour="4", minute="0")))
        plan.add_selection(
            "Tables",
            disable_default_backup_policy=True,  # it may restore and delete everything
            role=self._role(vault, key, tables),
            resources=[backup.BackupResource.from_dynamo_db_table(table.table) for table in tables],
        )

    def _rule(self, name: str, kept: cdk.Duration, schedule: events.Schedule) -> backup.BackupPlanRule:
        copies = []
        if self._elsewhere:
            vault = backup.BackupVault.from_backup_vault_arn(self, f"Elsewhere-{name}", self._elsewhere)
            copies = [backup.BackupPlanCopyActionProps(destination_backup_vault=vault, delete_after=kept)]
        return backup.BackupPlanRule(
            rule_name=name,
            delete_after=kept,
            schedule_expression=schedule,
            schedule_expression_timezone=TOKYO,
            copy_actions=copies,
        )

    def _role(self, vault: backup.BackupVault, key: kms.IKey, tables: Sequence[Table]) -> iam.Role:
        """It starts backups of these tables into this vault; it can restore, read and delete nothing."""
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("backup.amazonaws.com"))
        vaults = [vault.backup_vault_arn, *filter(None, [self._elsewhere])]
        for actions, resources in (
            (["dynamodb:StartAwsBackupJob", "dynamodb:ListTagsOfResource"], [table.arn for table in tables]),
            (["backup:DescribeBackupVault", "backup:CopyIntoBackupVault"], vaults),
            (["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"], [key.key_arn]),
        ):
            role.add_to_policy(iam.PolicyStatement(actions=actions, resources=resources))
        made_for_aws = {"Bool": {"kms:GrantIsForAWSResource": "true"}}
        role.add_to_policy(
            iam.PolicyStatement(actions=["kms:CreateGrant"], resources=[key.key_arn], conditions=made_for_aws)
        )
        return role
