"""What linkage runs on: each name asks for exactly the tables, keys and neighbours that its functions may touch.

What makes codes needs `cryptography`, and is imported only where it is wired.
"""

import os
from functools import cache
from typing import TYPE_CHECKING, Any

import boto3

from madoguchi import streams
from madoguchi.ledger.service import Ledger
from madoguchi.ledger.store import LedgerTable
from madoguchi.linkage.inquiry_process import InquiryProcess
from madoguchi.linkage.partitions_table import PartitionsTable
from madoguchi.linkage.rules_files import published
from madoguchi.linkage.rules_table import RulesTable
from madoguchi.linkage.sealed_http import SealedHttp
from madoguchi.linkage.service.asking import Asking
from madoguchi.linkage.service.copying import Copying
from madoguchi.linkage.service.gatekeeping import Gatekeeping
from madoguchi.linkage.service.looking import Looking
from madoguchi.linkage.service.viewing import Viewing
from madoguchi.linkage.store import AnswersTable, InquiriesTable
from madoguchi.signed import SignedHttp
from madoguchi.telemetry import measure

if TYPE_CHECKING:
    from madoguchi.linkage.keys_kms import KmsKeys
    from madoguchi.linkage.service.answering import Answering
    from madoguchi.linkage.service.pairings import Pairings


@cache
def gatekeeping() -> Gatekeeping:
    return Gatekeeping(inquiries(), rules().current)


@cache
def asking() -> Asking:
    return Asking(_answers(), _partitions(), rules().current)


@cache
def answering() -> "Answering":
    from madoguchi.linkage.service.answering import Answering

    return Answering(_answers(), _partitions(), _keys().book, rules().current, measure)


@cache
def pairings() -> "Pairings":
    from madoguchi.linkage.service.pairings import Pairings

    sealed = SignedHttp(os.environ["SEALED_API"], region=os.environ["AWS_REGION"])
    return Pairings(_partitions(), SealedHttp(sealed), _keys().book)


@cache
def copying() -> Copying:
    return Copying(_partitions(), rules().current)


@cache
def looking() -> Looking:
    return Looking(pairings(), _ledger(), _partitions(), inquiries(), rules().current)


@cache
def viewing() -> Viewing:
    return Viewing(pairings(), _ledger())


@cache
def rules() -> RulesTable:
    return RulesTable(_dynamodb(), os.environ["INQUIRIES_TABLE"], published())


@cache
def inquiries() -> InquiriesTable:
    return InquiriesTable(_dynamodb(), os.environ["INQUIRIES_TABLE"])


@cache
def process() -> InquiryProcess:
    return InquiryProcess(boto3.client("stepfunctions"), os.environ["INQUIRY"])


@cache
def publish() -> streams.Publish:
    return streams.to_bus(boto3.client("events"), os.environ["BUS"])


@cache
def park_poison() -> bool:
    return os.environ["PARK_POISON"] == "1"


@cache
def _answers() -> AnswersTable:
    return AnswersTable(_dynamodb(), os.environ["INQUIRIES_TABLE"], os.environ["PARTITIONS_TABLE"])


@cache
def _ledger() -> Ledger:
    return Ledger(LedgerTable(_dynamodb(), os.environ["LEDGER_TABLE"]))


@cache
def _partitions() -> PartitionsTable:
    return PartitionsTable(_dynamodb(), os.environ["PARTITIONS_TABLE"])


@cache
def _keys() -> "KmsKeys":
    from madoguchi.linkage.keys_kms import KmsKeys

    kms = boto3.client("kms")
    return KmsKeys(_dynamodb(), os.environ["PARTITIONS_TABLE"], kms, os.environ["CODE_KEY"])


@cache
def _dynamodb() -> Any:
    return boto3.client("dynamodb")
