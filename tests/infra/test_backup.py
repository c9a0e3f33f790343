"""Every table is in its zone's backup plan, and who makes backups can neither read, restore nor delete."""

import json

FORBIDDEN = ("dynamodb:GetItem", "dynamodb:Scan", "dynamodb:Query", "Restore", "Delete", "dynamodb:Export", "*")


def test_every_table_of_every_zone_is_backed_up(prod):
    selected = json.dumps(
        [s.properties["BackupSelection"]["Resources"] for s in prod.of("AWS::Backup::BackupSelection")]
    )
    tables = prod.of("AWS::DynamoDB::GlobalTable")

    assert tables
    assert [str(table) for table in tables if table.id not in selected] == []


def test_backups_are_kept_five_weeks_and_a_year(prod):
    plans = prod.of("AWS::Backup::BackupPlan")

    assert plans
    for plan in plans:
        rules = plan.properties["BackupPlan"]["BackupPlanRule"]
        assert {rule["RuleName"]: rule["Lifecycle"]["DeleteAfterDays"] for rule in rules} == {
            "daily": 35,
            "monthly": 365,
        }


def test_in_production_nobody_deletes_a_backup_in_its_first_week(prod):
    vaults = prod.of("AWS::Backup::BackupVault")

    assert vaults
    assert all(vault.properties["LockConfiguration"] == {"MinRetentionDays": 7} for vault in vaults)
    assert all("EncryptionKeyArn" in vault.properties for vault in vaults)


def test_who_makes_backups_reads_restores_and_deletes_nothing(prod):
    roles = [p for p in prod.of("AWS::IAM::Policy") if p.id.startswith("BackupRole")]
    actions = [
        action
        for policy in roles
        for statement in policy.properties["PolicyDocument"]["Statement"]
        for action in ([statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"])
    ]

    assert len(roles) == len(prod.of("AWS::Backup::BackupPlan"))
    assert [action for action in actions if any(word in action for word in FORBIDDEN)] == []
