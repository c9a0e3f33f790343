"""Procedures: a town's publication, announced there and received here."""

import json
import os
from collections.abc import Callable

import boto3
from procedures import announce, receive

from madoguchi.procedures.catalogue_bucket import ShelfBucket
from madoguchi.procedures.service.publishing import Publishing
from madoguchi.wiring import procedures as wiring
from tests.faults.conftest import House
from tests.faults.matrix import Target, Work
from tests.faults.targets.delivering import bus, queued, requested, silent, streamed
from tests.functions.procedures.test_procedures import (
    AUTHOR,
    AUTHORED,
    CLAIM,
    SANJO,
    Exchange,
    employ,
    grant,
    rows,
    staff,
)
from tests.support.events import rule_event
from tests.support.tables import make_table
from tests.unit.procedures.test_publishing import OFFICE

OWN = {
    "procedure_id": "own.marathon",
    "office": OFFICE,
    "name": {"ja": "元旦マラソン大会の申込", "en": "New Year marathon"},
    "summary": {"ja": "大会に申し込みます。", "en": "Sign up."},
    "kind": "sign-up",
    "category": "town",
    "assurance": "none",
    "phase": "searchable",
}
ADOPTION = {"preset_id": CLAIM, "office": OFFICE}


def town(house: House) -> object:
    clock = house.folder / "clock.json"
    clock.write_text(json.dumps({"frozen": "2026-11-01T10:00:00+09:00"}))
    house.monkeypatch.setenv("CLOCK_FILE", str(clock))
    client = make_table(os.environ["PROCEDURES_TABLE"])
    grants = os.environ["MUNICIPAL_TABLE"]
    make_table(grants)
    employ(client, grants, SANJO, AUTHOR, *(grant(SANJO, AUTHOR, "author", affair) for affair in AUTHORED))
    bucket = os.environ["CATALOGUE_BUCKET"]
    boto3.client("s3").create_bucket(
        Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_REGION"]}
    )
    wiring.published()._kept.clear()
    exchange = Exchange()
    house.around(exchange, "snapshot", "municipal:snapshot", silent)
    house.monkeypatch.setattr(receive, "publishing", Publishing(exchange, ShelfBucket(boto3.client("s3"), bucket)))
    return client


def published(house: House) -> object:
    client = town(house)
    assert staff("POST", "/procedures/adoptions", ADOPTION)["statusCode"] == 201
    assert staff("POST", "/procedures/publications", {})["statusCode"] == 201
    return client


def receiving(house: House) -> Work:
    published(house)
    event = rule_event("ProcedurePublished", {"municipality": "152048", "snapshot": 1}, source="madoguchi.procedures")
    return queued(receive.handler, event)


def announcing(house: House) -> Work:
    client = published(house)
    bus(os.environ["BUS"])
    return streamed(announce.handler, [row for row in rows(client) if row.get("kind") == "event"])


def committing(path: str, body: object, *, adopted: bool = False) -> Callable[[House], Work]:
    def prepare(house: House) -> Work:
        town(house)
        if adopted:
            assert staff("POST", "/procedures/adoptions", ADOPTION)["statusCode"] == 201
        return requested(lambda: staff("POST", path, body))

    return prepare


TARGETS = [
    Target("a publication is received", receiving, consumer="procedures/receive"),
    Target("a publication is announced", announcing, consumer="procedures/announce"),
    Target(
        "a procedure is adopted",
        committing("/procedures/adoptions", ADOPTION),
        door="procedures-staff POST /procedures/adoptions",
    ),
    Target(
        "a town writes a procedure of its own",
        committing("/procedures/own", OWN),
        door="procedures-staff POST /procedures/own",
    ),
    Target(
        "a town publishes",
        committing("/procedures/publications", {}, adopted=True),
        door="procedures-staff POST /procedures/publications",
    ),
]
