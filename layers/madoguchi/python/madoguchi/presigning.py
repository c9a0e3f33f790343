"""The one way to sign S3 links: the signature that binds length, type and end, for the bucket's own regional address."""

from typing import Any

import boto3
from botocore.config import Config


def link_client(s3: Any) -> Any:
    """An S3 client for presigned links, beside `s3`, the function's own.

    Only s3v4 binds what a link may do. On AWS the link names the bucket's regional host: a redirect from the global
    one would break a browser's upload and leave a closed network. An emulator answers under one name for all buckets.
    """
    on_aws = s3.meta.endpoint_url.endswith(".amazonaws.com")
    config = Config(signature_version="s3v4", s3={"addressing_style": "virtual" if on_aws else "path"})
    return boto3.client("s3", config=config)
