"""Notices (お知らせ): from the portal's events to an inbox and, by one topic with filters, to a queue per channel."""

from aws_cdk import aws_ses as ses
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sns_subscriptions as subscriptions
from constructs import Construct

from infra import uses
from infra.capabilities.identity import IdentityData
from infra.capabilities.procedures import ProceduresPublishedData
from infra.constructs import CITIZEN, Api, Door, Function, Queue, Route, Table, dead_letters
from infra.zone import ServicesZone

TOLD = (
    "ApplicationReceived",
    "ApplicationDelivered",
    "ApplicationExamined",
    "ApplicationReturned",
    "ApplicationDecided",
    "ApplicationWithdrawn",
)


class NoticesData(Construct):
    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self.table = Table(self, "Table")


class Notices(Construct):
    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        data: NoticesData,
        identity: IdentityData,
        procedures: ProceduresPublishedData,
        api: Api,
    ) -> None:
        super().__init__(scope, id)
        self._data, self._identity, self._procedures = data, identity, procedures
        self.topic = sns.Topic(self, "Topic", enforce_ssl=True)
        self._compose()
        self._email()
        self._door(api)

    def _compose(self) -> None:
        table = self._data.table
        compose = Function(
            self,
            "Compose",
            entry="notices/compose",
            uses=[
                uses.gets(table, "NOTICES_TABLE"),
                uses.puts(table, "NOTICES_TABLE"),
                uses.gets(self._identity.table, "IDENTITY_TABLE", of=self._identity.ACCOUNTS),
                uses.reads_objects(self._procedures.bucket, "CATALOGUE_BUCKET"),
                uses.publishes(self.topic, "NOTICES_TOPIC"),
            ],
        )
        bus = ServicesZone.of(self).bus
        Queue(self, "Occasions", consumer=compose, subscribes=(bus, "madoguchi.applications", TOLD))

    def _email(self) -> None:
        table = self._data.table
        send = Function(
            self,
            "SendEmail",
            entry="notices/send_email",
            timeout_seconds=30,  # delivery.LEASE_SECONDS outlasts it
            uses=[
                uses.gets(table, "NOTICES_TABLE"),
                uses.puts(table, "NOTICES_TABLE"),
                uses.gets(self._identity.table, "IDENTITY_TABLE", of=self._identity.ACCOUNTS),
                self._sends_email(),
            ],
        )
        emails = Queue(self, "Emails", consumer=send)
        only = sns.SubscriptionFilter.string_filter
        self.topic.add_subscription(
            subscriptions.SqsSubscription(
                emails.queue,
                raw_message_delivery=True,
                filter_policy={"channel": only(allowlist=["email"]), "lane": only(allowlist=["personal"])},
                dead_letter_queue=dead_letters(self, "Undelivered"),
            )
        )

    def _sends_email(self) -> uses.Use:
        """From the domain that the operator owns and proves by its DKIM records (the setting `mail_domain`)."""
        domain = ServicesZone.of(self).stage.settings.mail_domain
        identity = ses.EmailIdentity(self, "Sender", identity=ses.Identity.domain(domain))
        return uses.sends_email("SENDER", identity_arn=identity.email_identity_arn, sender=f"oshirase@{domain}")

    def _door(self, api: Api) -> None:
        table = self._data.table
        door = Function(
            self,
            "PublicApi",
            entry="notices/public_api",
            door=True,
            uses=[
                uses.queries(table, "NOTICES_TABLE"),
                uses.updates(table, "NOTICES_TABLE"),
                uses.gets(self._identity.table, "IDENTITY_TABLE", of=self._identity.ACCOUNTS),
            ],
        )
        routes = [
            Route("GET", "/api/notices", CITIZEN),
            Route("POST", "/api/notices/{notice_id}/read", CITIZEN),
        ]
        Door(self, "Door", api=api, function=door, routes=routes)
