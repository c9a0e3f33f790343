"""What the ledger runs on, and what the portal's door asks it through."""

import os
from functools import cache

from madoguchi import aws
from madoguchi.identity.sessions_table import Living
from madoguchi.identity.sessions_table import living as living_sessions
from madoguchi.kernel import clock
from madoguchi.ledger.service import Ledger
from madoguchi.ledger.store import LedgerTable
from madoguchi.origin import Origin
from madoguchi.signed import SignedHttp


@cache
def service() -> Ledger:
    return Ledger(LedgerTable(aws.client("dynamodb"), os.environ["LEDGER_TABLE"]))


@cache
def park_poison() -> bool:
    return os.environ["PARK_POISON"] == "1"


@cache
def core() -> SignedHttp:
    return SignedHttp(os.environ["CORE_API"], region=os.environ["AWS_REGION"])


@cache
def living() -> Living:
    return living_sessions(aws.client("dynamodb"), os.environ["IDENTITY_TABLE"])


def origin() -> Origin:
    """One for each function that asks, which remembers it."""
    return Origin(aws.client("secretsmanager"), os.environ["ORIGIN_SECRET"], clock.wall)
