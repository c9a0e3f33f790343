"""What applications run on; each name brings along just the variables its function was given.

Each name imports its own slice when it is asked for: a step does not pay for its siblings (`make bench`).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from madoguchi import aws
from madoguchi.applications.model.occasion import Occasion
from madoguchi.kernel import clock, correlation, ids

if TYPE_CHECKING:
    from madoguchi.applications.cards_pki import Trust
    from madoguchi.applications.exchange_http import MunicipalExchange
    from madoguchi.applications.facts_table import FactsTable
    from madoguchi.applications.processes_stepfunctions import IntakeProcesses
    from madoguchi.applications.service.cases import Cases
    from madoguchi.applications.service.drafts import Drafts
    from madoguchi.applications.service.intake import (
        CheckSignature,
        Deliver,
        RecordDelivery,
        ScanAttachments,
        SealPackage,
    )
    from madoguchi.applications.service.starts import Redrives, Starts
    from madoguchi.applications.service.submissions import Submissions
    from madoguchi.applications.service.withdrawals import Withdrawals
    from madoguchi.applications.store import ApplicationsTable
    from madoguchi.identity.model.certificate import CheckedCertificate
    from madoguchi.identity.model.revocation import RevocationAnswer
    from madoguchi.identity.model.trust import Policies
    from madoguchi.identity.sessions_table import Living
    from madoguchi.identity.store import AccountsTable
    from madoguchi.origin import Origin
    from madoguchi.procedures.catalogue_bucket import CatalogueBucket
    from madoguchi.queues import GiveUp
    from madoguchi.streams import Publish


def occasion() -> Occasion:
    """This call's time, chain and ids."""
    return Occasion(now=clock.now(), wall=clock.wall(), correlation_id=correlation.current(), new_id=ids.new_id)


@cache
def drafts() -> Drafts:
    from madoguchi.applications.quarantine_bucket import UploadLinks
    from madoguchi.applications.service.drafts import Drafts
    from madoguchi.procedures.presets_files import municipalities

    return Drafts(
        store=_applications(),
        catalogue=_catalogue(),
        towns={town.code: town.name for town in municipalities()},
        accounts=_accounts(),
        files=UploadLinks(_links(), os.environ["QUARANTINE_BUCKET"]),
    )


@cache
def submissions() -> Submissions:
    from madoguchi.applications.cards_pki import SigningCards
    from madoguchi.applications.quarantine_bucket import Uploaded
    from madoguchi.applications.service.submissions import Submissions

    return Submissions(
        store=_applications(),
        catalogue=_catalogue(),
        accounts=_accounts(),
        cards=SigningCards(_trust(), _policies()),
        uploads=Uploaded(_s3(), os.environ["QUARANTINE_BUCKET"]),
    )


@cache
def living() -> Living:
    from madoguchi.identity.sessions_table import living as living_sessions

    return living_sessions(_dynamodb(), os.environ["IDENTITY_TABLE"])


@cache
def confirmed() -> Living:
    from madoguchi.identity.sessions_table import confirmed as confirmed_sessions

    return confirmed_sessions(_dynamodb(), os.environ["IDENTITY_TABLE"])


@cache
def check_signature() -> CheckSignature:
    from madoguchi.applications.cards_pki import CmsSignatures
    from madoguchi.applications.service.intake import CheckSignature

    return CheckSignature(_facts(), CmsSignatures(_trust(), _policies()), _revocation())


@cache
def scan_attachments() -> ScanAttachments:
    from madoguchi.applications.quarantine_bucket import QuarantineBucket
    from madoguchi.applications.service.intake import ScanAttachments

    bucket = QuarantineBucket(_s3(), os.environ["QUARANTINE_BUCKET"], os.environ["PACKAGES_BUCKET"])
    return ScanAttachments(_facts(), bucket)


@cache
def seal_package() -> SealPackage:
    from madoguchi.applications.packages_bucket import PackagesBucket
    from madoguchi.applications.service.intake import SealPackage

    return SealPackage(_facts(), PackagesBucket(_s3(), os.environ["PACKAGES_BUCKET"]))


@cache
def deliver() -> Deliver:
    from madoguchi.applications.inbox_bucket import InboxBucket
    from madoguchi.applications.service.intake import Deliver

    inbox = InboxBucket(_s3(), os.environ["PACKAGES_BUCKET"], os.environ["INBOX_BUCKET"])
    return Deliver(_facts(), _applications(), inbox, _exchange())


@cache
def record_delivery() -> RecordDelivery:
    from madoguchi.applications.service.intake import RecordDelivery
    from madoguchi.telemetry import measure

    return RecordDelivery(_facts(), _applications(), measure)


@cache
def cases() -> Cases:
    from madoguchi.applications.service.cases import Cases

    return Cases(_applications(), _exchange())


@cache
def withdrawals() -> Withdrawals:
    from madoguchi.applications.service.withdrawals import Withdrawals

    return Withdrawals(_exchange())


@cache
def give_up() -> GiveUp:
    from madoguchi.queues import to_dead_letters

    return to_dead_letters(aws.client("sqs"), os.environ["DEAD_LETTERS"])


@cache
def starts() -> Starts:
    from madoguchi.applications.service.starts import Starts

    return Starts(_processes())


@cache
def redrives() -> Redrives:
    from madoguchi.applications.service.starts import Redrives

    return Redrives(_processes(), _facts())


@cache
def publish() -> Publish:
    from madoguchi.streams import to_bus

    return to_bus(aws.client("events"), os.environ["BUS"])


@cache
def park_poison() -> bool:
    return os.environ["PARK_POISON"] == "1"


@cache
def _applications() -> ApplicationsTable:
    from madoguchi.applications.store import ApplicationsTable

    return ApplicationsTable(_dynamodb(), os.environ["APPLICATIONS_TABLE"], clock.wall)


@cache
def _facts() -> FactsTable:
    from madoguchi.applications.facts_table import FactsTable

    return FactsTable(_dynamodb(), os.environ["APPLICATIONS_TABLE"])


@cache
def _accounts() -> AccountsTable:
    from madoguchi.identity.store import AccountsTable

    return AccountsTable(_dynamodb(), os.environ["IDENTITY_TABLE"])


@cache
def _catalogue() -> CatalogueBucket:
    from madoguchi.procedures.catalogue_bucket import CatalogueBucket

    return CatalogueBucket(_s3(), os.environ["CATALOGUE_BUCKET"])


def _trust() -> Trust:
    from madoguchi.identity.store import TrustTable

    table = TrustTable(_dynamodb(), os.environ["IDENTITY_TABLE"])
    return lambda: table.anchors("signing")


def _policies() -> Policies:
    from madoguchi.identity.model.trust import POLICY_SETS

    return POLICY_SETS[os.environ["CARD_POLICIES"]]


def _revocation() -> Callable[[CheckedCertificate], RevocationAnswer]:
    url = os.environ["OCSP_URL"]

    def ask(certificate: CheckedCertificate) -> RevocationAnswer:
        from madoguchi.identity.revocation_ocsp import OcspRevocation  # brings the PKI libraries

        return OcspRevocation(url, clock.now).check(certificate)

    return ask


@cache
def _exchange() -> MunicipalExchange:
    from madoguchi.applications.exchange_http import MunicipalExchange
    from madoguchi.signed import SignedHttp

    return MunicipalExchange(SignedHttp(os.environ["MUNICIPAL_EXCHANGE_API"], region=os.environ["AWS_REGION"]))


@cache
def _processes() -> IntakeProcesses:
    from madoguchi.applications.processes_stepfunctions import IntakeProcesses

    return IntakeProcesses(aws.client("stepfunctions"), os.environ["INTAKE"])


@cache
def _dynamodb() -> Any:
    return aws.client("dynamodb")


@cache
def _s3() -> Any:
    return aws.client("s3")


@cache
def _links() -> Any:
    from madoguchi.presigning import link_client

    return link_client(_s3())


def origin() -> Origin:
    """One for each function that asks, which remembers it."""
    from madoguchi.origin import Origin

    return Origin(aws.client("secretsmanager"), os.environ["ORIGIN_SECRET"], clock.wall)
