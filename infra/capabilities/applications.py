"""Applications: the citizen's door, intake from arrival to the town's inbox, and what comes back from the town."""

import aws_cdk as cdk
from aws_cdk import aws_events as events
from aws_cdk import aws_guardduty as guardduty
from aws_cdk import aws_iam as iam
from constructs import Construct

from infra import uses
from infra.capabilities.identity import IdentityData, card_settings
from infra.capabilities.procedures import ProceduresPublishedData
from infra.constructs import (
    CITIZEN,
    Announcer,
    Api,
    Bucket,
    Door,
    Function,
    Index,
    Queue,
    Route,
    Table,
    Workflow,
    dead_letters,
    tries_through_outage,
)
from infra.nag import excuse
from infra.stacks.municipal import MunicipalZone
from infra.uses import Use
from infra.zone import ServicesZone, Zone

PKI = ("base", "pki")
TABLE, QUARANTINE, PACKAGES = "APPLICATIONS_TABLE", "QUARANTINE_BUCKET", "PACKAGES_BUCKET"
QUARANTINE_DAYS = 30  # longer than any scan; a draft older than this attaches again
PARK_SECONDS, LOCAL_PARK_SECONDS = 120, 5  # between two looks at a scan that is under way
CASES = ("CaseExamined", "CaseReturned", "CaseDecided")
ROUTES = (
    ("POST", "/api/applications"),
    ("GET", "/api/applications"),
    ("GET", "/api/applications/{application_id}"),
    ("PUT", "/api/applications/{application_id}/answers"),
    ("POST", "/api/applications/{application_id}/attachments"),
    ("DELETE", "/api/applications/{application_id}/attachments/{attachment_id}"),
    ("POST", "/api/applications/{application_id}/signing"),
    ("POST", "/api/applications/{application_id}/submit"),
    ("POST", "/api/applications/{application_id}/withdrawal"),
)


class ApplicationsData(Construct):
    """`quarantine` takes what citizens upload; `packages` holds what was found clean, and what was sealed."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.table = Table(self, "Table", stream=True, indexes=[Index("by_account", "account_id", "opened_at")])
        self.quarantine = Bucket(self, "Quarantine", uploads_from=[self._portal_origin()], expire_days=QUARANTINE_DAYS)
        self.packages = Bucket(self, "Packages")
        if not Zone.of(self).stage.local:  # there the outside world's stand-in scans
            MalwareScan(self, "Scan", bucket=self.quarantine)

    def _portal_origin(self) -> str:
        """Where the portal's pages come from; the distribution's own name until the operator gives it one."""
        stage = Zone.of(self).stage
        unnamed = f"http://*.cloudfront.localhost:{stage.port}" if stage.local else "https://*.cloudfront.net"
        return stage.settings.portal_origin or unnamed


class MalwareScan(Construct):
    """GuardDuty looks at every new object of `bucket` and writes its verdict as a tag. It needs no detector."""

    def __init__(self, scope: Construct, id: str, *, bucket: Bucket) -> None:
        super().__init__(scope, id)
        role = iam.Role(
            self, "Role", assumed_by=iam.ServicePrincipal("malware-protection-plan.guardduty.amazonaws.com")
        )
        stack = cdk.Stack.of(self)
        rule = stack.format_arn(
            service="events", resource="rule", resource_name="DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*"
        )
        managed = {"StringEquals": {"events:ManagedBy": "malware-protection-plan.guardduty.amazonaws.com"}}
        via = {"StringEquals": {"kms:ViaService": f"s3.{stack.region}.amazonaws.com"}}
        objects, probe = f"{bucket.arn}/*", f"{bucket.arn}/malware-protection-resource-validation-object"
        listen = ["events:PutRule", "events:DeleteRule", "events:PutTargets", "events:RemoveTargets"]
        read = ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectTagging", "s3:GetObjectVersionTagging"]
        tag = ["s3:PutObjectTagging", "s3:PutObjectVersionTagging"]
        watch = ["s3:ListBucket", "s3:GetBucketNotification", "s3:PutBucketNotification"]
        for actions, resource, conditions in (
            (listen, rule, managed),
            (["events:DescribeRule", "events:ListTargetsByRule"], rule, {}),
            (watch, bucket.arn, {}),
            ([*read, *tag], objects, {}),
            (["s3:PutObject"], probe, {}),
            (["kms:Decrypt", "kms:GenerateDataKey"], bucket.key.key_arn, via),
        ):
            role.add_to_policy(iam.PolicyStatement(actions=actions, resources=[resource], conditions=conditions))
        for what in (
            r"Resource::\S*Quarantine\S*/\*",
            r"Resource::\S*rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3\*",
        ):
            excuse(
                role,
                "AwsSolutions-IAM5",
                "GuardDuty's own role as its documentation writes it: any new object of this bucket, and its own rule.",
                what=what,
            )
        plan = guardduty.CfnMalwareProtectionPlan(
            self,
            "Plan",
            role=role.role_arn,
            protected_resource=guardduty.CfnMalwareProtectionPlan.CFNProtectedResourceProperty(
                s3_bucket=guardduty.CfnMalwareProtectionPlan.S3BucketProperty(bucket_name=bucket.name)
            ),
            actions=guardduty.CfnMalwareProtectionPlan.CFNActionsProperty(
                tagging=guardduty.CfnMalwareProtectionPlan.CFNTaggingProperty(status="ENABLED")
            ),
        )
        plan.node.add_dependency(role)


class Applications(Construct):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        data: ApplicationsData,
        identity: IdentityData,
        procedures: ProceduresPublishedData,
        api: Api,
        municipal: MunicipalZone,
    ) -> None:
        super().__init__(scope, id)
        self._data, self._identity, self._municipal = data, identity, municipal
        self._get, self._put = uses.gets(data.table, TABLE), uses.puts(data.table, TABLE)
        self._door(api, procedures)
        self.intake = self._intake()
        self._triggers()

    def _door(self, api: Api, procedures: ProceduresPublishedData) -> None:
        table, quarantine = self._data.table, self._data.quarantine
        door = Function(
            self,
            "PublicApi",
            entry="applications/public_api",
            layers=PKI,
            door=True,
            uses=[
                self._get,
                self._put,
                uses.deletes(table, TABLE),
                uses.queries(table, TABLE, index="by_account"),
                uses.gets(self._identity.table, "IDENTITY_TABLE", of=self._identity.ACCOUNTS),
                uses.queries(self._identity.table, "IDENTITY_TABLE", of=self._identity.TRUST),
                self._card_setting("CARD_POLICIES"),
                uses.reads_objects(procedures.bucket, "CATALOGUE_BUCKET"),
                uses.lists_objects(quarantine, QUARANTINE),
                uses.writes_objects(quarantine, QUARANTINE),
            ],
        )
        routes = [Route(method, path, CITIZEN) for method, path in ROUTES]
        Door(self, "Door", api=api, function=door, routes=routes)

    def _intake(self) -> Workflow:
        packages, inbox = self._data.packages, self._municipal.data.municipal.inbox
        quarantine, exchange = self._data.quarantine, self._municipal.exchange
        steps = {
            "CheckSignature": [
                uses.queries(self._identity.table, "IDENTITY_TABLE", of=self._identity.TRUST),
                self._card_setting("CARD_POLICIES"),
                self._card_setting("OCSP_URL"),
            ],
            "ScanAttachments": [
                uses.lists_objects(quarantine, QUARANTINE),
                uses.lists_objects(packages, PACKAGES),
                uses.reads_tags(quarantine, QUARANTINE),
                uses.reads_objects(quarantine, QUARANTINE),
                uses.writes_objects(packages, PACKAGES, prefix="attachments/*"),
            ],
            "SealPackage": [
                uses.reads_objects(packages, PACKAGES),
                uses.writes_objects(packages, PACKAGES, prefix="packages/*"),
            ],
            "Deliver": [
                uses.reads_objects(packages, PACKAGES, prefix="packages/*"),
                uses.writes_objects(inbox, "INBOX_BUCKET"),
                uses.calls(exchange, "MUNICIPAL_EXCHANGE_API", ["POST /deliveries"]),
            ],
            "RecordDelivery": [],
        }
        park = LOCAL_PARK_SECONDS if Zone.of(self).stage.local else PARK_SECONDS
        functions = [uses.invokes(self._step(name, used), name) for name, used in steps.items()]
        return Workflow(
            self, "Intake", definition="applications/intake", uses=[*functions, uses.lasts(park, "ParkSeconds")]
        )

    def _step(self, name: str, used: list[Use]) -> Function:
        file = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]
        return Function(
            self,
            name,
            entry=f"applications/{file}",
            layers=PKI if name in ("CheckSignature", "SealPackage") else ("base",),
            uses=[self._get, *([] if name == "Deliver" else [self._put]), *used],
            timeout_seconds=60,
            memory_mb=1024 if name == "SealPackage" else 0,
        )

    def _triggers(self) -> None:
        bus = ServicesZone.of(self).bus
        Announcer(self, "Announce", table=self._data.table, entry="applications/announce", bus=bus)
        begin = uses.starts(self.intake, "INTAKE")
        start = Function(self, "StartIntake", entry="applications/start_intake", uses=[begin])
        Queue(self, "Received", consumer=start, subscribes=(bus, "madoguchi.applications", ["ApplicationReceived"]))
        count = uses.updates(self._data.table, TABLE)
        Function(self, "RedriveIntake", entry="applications/redrive_intake", uses=[begin, count])
        dead = dead_letters(self, "CasesDead")  # a return or a decision is told, however late the town answers
        follow = Function(
            self,
            "FollowCase",
            entry="applications/follow_case",
            uses=[
                self._get,
                self._put,
                uses.deletes(self._data.table, TABLE),
                uses.calls(
                    self._municipal.exchange, "MUNICIPAL_EXCHANGE_API", ["GET /outcomes/{municipality}/{receipt}"]
                ),
                uses.sends(dead, "DEAD_LETTERS"),
            ],
        )
        Queue(
            self,
            "Cases",
            consumer=follow,
            subscribes=(self._municipal.bus, "madoguchi.municipal", CASES),
            tries=tries_through_outage(follow),
            dead=dead,
        )

        self._withdrawals(bus)

    def _withdrawals(self, bus: events.IEventBus) -> None:
        """The town must hear of it, however long it is down."""
        dead = dead_letters(self, "WithdrawnDead")
        tell = uses.calls(self._municipal.exchange, "MUNICIPAL_EXCHANGE_API", ["POST /withdrawals"])
        report = Function(
            self,
            "ReportWithdrawal",
            entry="applications/report_withdrawal",
            uses=[tell, uses.sends(dead, "DEAD_LETTERS")],
        )
        Queue(
            self,
            "Withdrawn",
            consumer=report,
            subscribes=(bus, "madoguchi.applications", ["ApplicationWithdrawn"]),
            tries=tries_through_outage(report),
            dead=dead,
        )

    def _card_setting(self, name: str) -> Use:
        return next(setting for setting in card_settings(self) if setting.name == name)
