"""The applications table and buckets on moto."""

import os

import boto3
import pytest

from madoguchi.applications.facts_table import FactsTable
from madoguchi.applications.store import ApplicationsTable
from tests.support.tables import make_table
from tests.unit.applications.samples import ARRIVAL

BUCKETS = ("QUARANTINE_BUCKET", "PACKAGES_BUCKET", "INBOX_BUCKET")


@pytest.fixture
def client(aws):
    return make_table(os.environ["APPLICATIONS_TABLE"], [("by_account", "account_id", "opened_at")])


@pytest.fixture
def store(client):
    return ApplicationsTable(client, os.environ["APPLICATIONS_TABLE"], lambda: ARRIVAL)


@pytest.fixture
def facts(client):
    return FactsTable(client, os.environ["APPLICATIONS_TABLE"])


@pytest.fixture
def s3(aws):
    client = boto3.client("s3")
    for name in BUCKETS:
        client.create_bucket(
            Bucket=os.environ[name], CreateBucketConfiguration={"LocationConstraint": "ap-northeast-1"}
        )
    return client
