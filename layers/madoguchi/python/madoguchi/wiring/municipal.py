"""What the municipal gateway runs on; each name brings along just the variables its function was given."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from botocore import UNSIGNED
from botocore.config import Config

from madoguchi import aws
from madoguchi.kernel import clock, correlation, ids
from madoguchi.municipal.model.occasion import Occasion

if TYPE_CHECKING:
    from madoguchi.municipal.console_bucket import ConsoleBucket
    from madoguchi.municipal.core_http import CoreHttp
    from madoguchi.municipal.officers_table import OfficersTable
    from madoguchi.municipal.service.administering import Administration
    from madoguchi.municipal.service.collecting import Collection
    from madoguchi.municipal.service.deciding import Deciding
    from madoguchi.municipal.service.examining import Examination
    from madoguchi.municipal.service.intake import Deliveries
    from madoguchi.municipal.service.machines import Machines
    from madoguchi.municipal.service.officers import Officers
    from madoguchi.municipal.service.reading import Links, Reading
    from madoguchi.municipal.service.reporting import Reporting
    from madoguchi.municipal.service.sessions import MachineTokens, Sessions
    from madoguchi.municipal.service.withdrawing import Withdrawing
    from madoguchi.municipal.store import CasesTable
    from madoguchi.queues import GiveUp
    from madoguchi.streams import Publish


def occasion() -> Occasion:
    """This call's time, chain and ids."""
    return Occasion(now=clock.now(), wall=clock.wall(), correlation_id=correlation.current(), new_id=ids.new_id)


@cache
def cases() -> CasesTable:
    from madoguchi.municipal.store import CasesTable

    return CasesTable(aws.client("dynamodb"), os.environ["MUNICIPAL_TABLE"])


@cache
def core() -> CoreHttp:
    from madoguchi.municipal.core_http import CoreHttp
    from madoguchi.signed import SignedHttp

    return CoreHttp(SignedHttp(os.environ["CORE_API"], region=os.environ["AWS_REGION"]))


@cache
def deliveries() -> Deliveries:
    from madoguchi.municipal.service.intake import Deliveries

    return Deliveries(cases())


@cache
def withdrawing() -> Withdrawing:
    from madoguchi.municipal.service.withdrawing import Withdrawing

    return Withdrawing(cases())


@cache
def examination() -> Examination:
    from madoguchi.municipal.register_http import RegisterHttp
    from madoguchi.municipal.service.examining import Examination

    return Examination(store=cases(), register=RegisterHttp(os.environ["REGISTER_URL"]), linkage=core())


@cache
def collection() -> Collection:
    from madoguchi.municipal.service.collecting import Collection

    return Collection(store=cases(), linkage=core())


@cache
def reading() -> Reading:
    from madoguchi.municipal.service.reading import Reading

    return Reading(cases())


@cache
def links() -> Links:
    from madoguchi.municipal.inbox_bucket import InboxBucket
    from madoguchi.presigning import link_client

    return InboxBucket(link_client(aws.client("s3")), os.environ["INBOX_BUCKET"])


@cache
def deciding() -> Deciding:
    from madoguchi.municipal.service.deciding import Deciding

    return Deciding(cases())


@cache
def machines() -> Machines:
    from madoguchi.municipal.service.machines import Machines

    return Machines(clients=cases(), core=core())


@cache
def reporting() -> Reporting:
    from madoguchi.municipal.service.reporting import Reporting

    return Reporting(store=cases(), core=core())


@cache
def sessions() -> Sessions:
    from madoguchi.municipal.service.sessions import Sessions
    from madoguchi.municipal.staff_pool_cognito import StaffPool

    pool = StaffPool(aws.client("cognito-idp"), _anybody(), os.environ["STAFF_POOL"], os.environ["STAFF_CLIENT"])
    return Sessions(pool=pool, tokens=_tokens(os.environ["TOKEN_URL"]), officers=officers_table(), town_name=town_name)


def _tokens(url: str) -> MachineTokens:
    from madoguchi.municipal.staff_pool_cognito import CognitoTokens, TokenEndpoint

    return TokenEndpoint(url) if url else CognitoTokens(_anybody())


def _anybody() -> Any:
    """For the pool's calls that take no IAM credentials: they are not signed."""
    return aws.client("cognito-idp", config=Config(signature_version=UNSIGNED))


@cache
def officers_table() -> OfficersTable:
    from madoguchi.municipal.officers_table import OfficersTable

    return OfficersTable(aws.client("dynamodb"), os.environ["MUNICIPAL_TABLE"])


@cache
def officers() -> Officers:
    from madoguchi.municipal.service.officers import Officers

    return Officers(officers_table())


@cache
def administration() -> Administration:
    from madoguchi.municipal.officers_cognito import OfficersPool
    from madoguchi.municipal.service.administering import Administration

    pool = OfficersPool(aws.client("cognito-idp"), os.environ["STAFF_POOL"])
    return Administration(store=officers_table(), pool=pool)


def town_name(code: str) -> str:
    """The town's name; its code when our table of towns does not know it."""
    from madoguchi.procedures.presets_files import municipalities

    return next((town.name for town in municipalities() if town.code == code), code)


@cache
def console() -> ConsoleBucket:
    from madoguchi.municipal.console_bucket import ConsoleBucket

    return ConsoleBucket(aws.client("s3"), os.environ["CONSOLE_BUCKET"])


@cache
def give_up() -> GiveUp:
    from madoguchi.queues import to_dead_letters

    return to_dead_letters(aws.client("sqs"), os.environ["DEAD_LETTERS"])


@cache
def bus() -> Publish:
    from madoguchi.streams import to_bus

    return to_bus(aws.client("events"), os.environ["BUS"])


@cache
def park_poison() -> bool:
    return os.environ["PARK_POISON"] == "1"
