"""What the sealed register runs on."""

import os
from functools import cache

from madoguchi import aws
from madoguchi.numbering.jlis_http import JlisHttp
from madoguchi.numbering.seal_kms import KmsDigests, KmsSeal
from madoguchi.numbering.service import Numbering
from madoguchi.numbering.store import RegisterTable


@cache
def service() -> Numbering:
    kms = aws.client("kms")
    return Numbering(
        register=RegisterTable(aws.client("dynamodb"), os.environ["REGISTER_TABLE"]),
        seal=KmsSeal(kms, os.environ["SEALING_KEY"]),
        digests=KmsDigests(kms, os.environ["INDEX_KEY"]),
        serials=JlisHttp(os.environ["JLIS_URL"]),
    )
