"""What notices run on: one table, one topic, the accounts, the catalogue, and SES."""

import os
from functools import cache

from madoguchi import aws
from madoguchi.identity.sessions_table import Living
from madoguchi.identity.sessions_table import living as living_sessions
from madoguchi.identity.store import AccountsTable
from madoguchi.kernel import clock
from madoguchi.notices.carriers_sns import CarriersTopic
from madoguchi.notices.mail_ses import ONCE, SesMail
from madoguchi.notices.service import Composer, EmailSender, Inbox
from madoguchi.notices.store import DeliveriesTable, NoticesTable, ProceduresTable
from madoguchi.origin import Origin
from madoguchi.telemetry import measure


@cache
def composer() -> Composer:
    """The catalogue's model brings the form rules and their engine: the composer alone pays for it."""
    from madoguchi.notices.directory_catalogue import CatalogueDirectory
    from madoguchi.procedures.catalogue_bucket import CatalogueBucket
    from madoguchi.procedures.presets_files import municipalities

    client, table = aws.client("dynamodb"), os.environ["NOTICES_TABLE"]
    return Composer(
        notices=NoticesTable(client, table),
        procedures=ProceduresTable(client, table),
        accounts=AccountsTable(client, os.environ["IDENTITY_TABLE"]),
        directory=CatalogueDirectory(
            CatalogueBucket(aws.client("s3"), os.environ["CATALOGUE_BUCKET"]), municipalities()
        ),
        carriers=CarriersTopic(aws.client("sns"), os.environ["NOTICES_TOPIC"]),
    )


@cache
def email_sender() -> EmailSender:
    client, table = aws.client("dynamodb"), os.environ["NOTICES_TABLE"]
    return EmailSender(
        notices=NoticesTable(client, table),
        deliveries=DeliveriesTable(client, table),
        accounts=AccountsTable(client, os.environ["IDENTITY_TABLE"]),
        mail=SesMail(aws.client("ses", config=ONCE), os.environ["SENDER"]),
        measure=measure,
    )


@cache
def inbox() -> Inbox:
    return Inbox(NoticesTable(aws.client("dynamodb"), os.environ["NOTICES_TABLE"]))


@cache
def living() -> Living:
    return living_sessions(aws.client("dynamodb"), os.environ["IDENTITY_TABLE"])


def origin() -> Origin:
    """One for each function that asks, which remembers it."""
    return Origin(aws.client("secretsmanager"), os.environ["ORIGIN_SECRET"], clock.wall)
