"""What the catalogue runs on: a table where towns write, a bucket where everybody reads."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from madoguchi import aws
from madoguchi.kernel import clock

if TYPE_CHECKING:
    from madoguchi.municipal.service.officers import Officers
    from madoguchi.origin import Origin
    from madoguchi.procedures.catalogue_bucket import CatalogueBucket
    from madoguchi.procedures.service.authoring import Authoring
    from madoguchi.procedures.service.catalogue import Catalogue
    from madoguchi.procedures.service.publishing import Publishing
    from madoguchi.queues import GiveUp
    from madoguchi.streams import Publish


@cache
def authoring() -> Authoring:
    from madoguchi.procedures.presets_files import meta_schema, presets
    from madoguchi.procedures.service.authoring import Authoring
    from madoguchi.procedures.store import ProceduresTable

    table = ProceduresTable(aws.client("dynamodb"), os.environ["PROCEDURES_TABLE"])
    return Authoring(table, presets(), meta_schema())


@cache
def officers() -> Officers:
    """The town's officers with their grants: who writes a procedure is asked as who opens a case is."""
    from madoguchi.municipal.officers_table import OfficersTable
    from madoguchi.municipal.service.officers import Officers

    return Officers(OfficersTable(aws.client("dynamodb"), os.environ["MUNICIPAL_TABLE"]))


@cache
def published() -> CatalogueBucket:
    """Procedures as published; for neighbours who pin a version too."""
    from madoguchi.procedures.catalogue_bucket import CatalogueBucket

    return CatalogueBucket(aws.client("s3"), os.environ["CATALOGUE_BUCKET"])


@cache
def catalogue() -> Catalogue:
    from madoguchi.procedures.presets_files import municipalities, presets
    from madoguchi.procedures.service.catalogue import Catalogue

    return Catalogue(published(), tuple(presets().values()), municipalities())


@cache
def publishing() -> Publishing:
    from madoguchi.procedures.catalogue_bucket import ShelfBucket
    from madoguchi.procedures.service.publishing import Publishing
    from madoguchi.procedures.snapshots_http import SnapshotsHttp
    from madoguchi.signed import SignedHttp

    http = SignedHttp(os.environ["MUNICIPAL_EXCHANGE_API"], region=os.environ["AWS_REGION"])
    return Publishing(SnapshotsHttp(http), ShelfBucket(aws.client("s3"), os.environ["CATALOGUE_BUCKET"]))


@cache
def give_up() -> GiveUp:
    from madoguchi.queues import to_dead_letters

    return to_dead_letters(aws.client("sqs"), os.environ["DEAD_LETTERS"])


@cache
def publish() -> Publish:
    from madoguchi.streams import to_bus

    return to_bus(aws.client("events"), os.environ["BUS"])


@cache
def park_poison() -> bool:
    return os.environ["PARK_POISON"] == "1"


def origin() -> Origin:
    """One for each function that asks, which remembers it."""
    from madoguchi.origin import Origin

    return Origin(aws.client("secretsmanager"), os.environ["ORIGIN_SECRET"], clock.wall)
