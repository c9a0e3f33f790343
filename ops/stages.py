"""Which cloud an operator speaks to: the local stage's emulator, or AWS with the operator's own credentials."""

import os
from typing import Any

import boto3

REGION = "ap-northeast-1"


def client(service: str, stage: str) -> Any:
    """A boto3 client for `service` on `stage`; `local` is the stage that MADOGUCHI_PORT names (4566 without)."""
    if stage != "local":
        return boto3.client(service, region_name=REGION)
    return boto3.client(
        service,
        region_name=REGION,
        endpoint_url=f"http://localhost:{os.environ.get('MADOGUCHI_PORT', '4566')}",
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106  the emulator's own
    )
