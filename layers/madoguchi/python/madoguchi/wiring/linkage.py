"""What linkage runs on: each name asks for exactly the tables, keys and neighbours that its functions may touch.

Each name imports its own slice when it is asked for: a step does not pay for its siblings (`make bench`).
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Any

from madoguchi import aws

if TYPE_CHECKING:
    from madoguchi import streams
    from madoguchi.ledger.service import Ledger
    from madoguchi.linkage.inquiry_process import InquiryProcess
    from madoguchi.linkage.keys_kms import KmsKeys
    from madoguchi.linkage.partitions_table import PartitionsTable
    from madoguchi.linkage.rules_table import RulesTable
    from madoguchi.linkage.service.answering import Answering
    from madoguchi.linkage.service.asking import Asking
    from madoguchi.linkage.service.copying import Copying
    from madoguchi.linkage.service.gatekeeping import Gatekeeping
    from madoguchi.linkage.service.looking import Looking
    from madoguchi.linkage.service.pairings import Pairings
    from madoguchi.linkage.service.viewing import Viewing
    from madoguchi.linkage.store import AnswersTable, InquiriesTable


@cache
def gatekeeping() -> Gatekeeping:
    from madoguchi.linkage.service.gatekeeping import Gatekeeping

    return Gatekeeping(inquiries(), rules().current)


@cache
def asking() -> Asking:
    from madoguchi.linkage.service.asking import Asking

    return Asking(_answers(), _partitions(), rules().current)


@cache
def answering() -> Answering:
    from madoguchi.linkage.service.answering import Answering
    from madoguchi.telemetry import measure

    return Answering(_answers(), _partitions(), _keys().book, rules().current, measure)


@cache
def pairings() -> Pairings:
    from madoguchi.linkage.sealed_http import SealedHttp
    from madoguchi.linkage.service.pairings import Pairings
    from madoguchi.signed import SignedHttp

    sealed = SignedHttp(os.environ["SEALED_API"], region=os.environ["AWS_REGION"])
    return Pairings(_partitions(), SealedHttp(sealed), _keys().book)


@cache
def copying() -> Copying:
    from madoguchi.linkage.service.copying import Copying

    return Copying(_partitions(), rules().current)


@cache
def looking() -> Looking:
    from madoguchi.linkage.service.looking import Looking

    return Looking(pairings(), _ledger(), _partitions(), inquiries(), rules().current)


@cache
def viewing() -> Viewing:
    from madoguchi.linkage.service.viewing import Viewing

    return Viewing(pairings(), _ledger())


@cache
def rules() -> RulesTable:
    from madoguchi.linkage.rules_files import published
    from madoguchi.linkage.rules_table import RulesTable

    return RulesTable(_dynamodb(), os.environ["INQUIRIES_TABLE"], published())


@cache
def inquiries() -> InquiriesTable:
    from madoguchi.linkage.store import InquiriesTable

    return InquiriesTable(_dynamodb(), os.environ["INQUIRIES_TABLE"])


@cache
def process() -> InquiryProcess:
    from madoguchi.linkage.inquiry_process import InquiryProcess

    return InquiryProcess(aws.client("stepfunctions"), os.environ["INQUIRY"])


@cache
def publish() -> streams.Publish:
    from madoguchi import streams

    return streams.to_bus(aws.client("events"), os.environ["BUS"])


@cache
def park_poison() -> bool:
    return os.environ["PARK_POISON"] == "1"


@cache
def _answers() -> AnswersTable:
    from madoguchi.linkage.store import AnswersTable

    return AnswersTable(_dynamodb(), os.environ["INQUIRIES_TABLE"], os.environ["PARTITIONS_TABLE"])


@cache
def _ledger() -> Ledger:
    from madoguchi.ledger.service import Ledger
    from madoguchi.ledger.store import LedgerTable

    return Ledger(LedgerTable(_dynamodb(), os.environ["LEDGER_TABLE"]))


@cache
def _partitions() -> PartitionsTable:
    from madoguchi.linkage.partitions_table import PartitionsTable

    return PartitionsTable(_dynamodb(), os.environ["PARTITIONS_TABLE"])


@cache
def _keys() -> KmsKeys:
    from madoguchi.linkage.keys_kms import KmsKeys

    kms = aws.client("kms")
    return KmsKeys(_dynamodb(), os.environ["PARTITIONS_TABLE"], kms, os.environ["CODE_KEY"])


@cache
def _dynamodb() -> Any:
    return aws.client("dynamodb")
