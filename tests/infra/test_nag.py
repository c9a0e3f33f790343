"""The nag rules: no finding without an excuse, no excuse without a finding, and a report that is true."""

import os

import aws_cdk as cdk
import pytest
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_sqs as sqs

from infra import nag
from infra.nist import EXCEPTIONS
from tests.support.house import ROOT
from tests.support.nag import nist, page, told

REPORT = ROOT / "docs" / "nag-report.md"


def test_production_breaks_no_rule_without_an_excuse_and_excuses_nothing_that_is_right(prod):
    """An excuse stands beside its construct (infra/nag.py); one that excuses nothing any more is a finding too."""
    assert [f"{each['rule']} at {each['path']}" for each in told(prod)["findings"]] == []


def test_named_production_breaks_none_either_and_needs_no_excuse_for_what_it_was_given(named):
    assert [f"{each['rule']} at {each['path']}" for each in told(named)["findings"]] == []
    assert [each for each in told(named)["excused"] if each["rule"] in ("AwsSolutions-CFR2", "AwsSolutions-CFR4")] == []


def test_production_breaks_no_rule_of_nist_but_those_on_the_list(prod):
    assert sorted(set(nist(prod)) - set(EXCEPTIONS)) == []


def test_the_list_of_exceptions_has_none_that_nothing_needs(prod):
    assert sorted(set(EXCEPTIONS) - set(nist(prod))) == []


def test_the_report_is_true(prod):
    """`make nag` writes it anew; the difference is then read in the change."""
    now = page(prod)
    if os.environ.get("MADOGUCHI_GOLDEN") == "write":
        REPORT.write_text(now, encoding="utf-8")

    assert REPORT.read_text(encoding="utf-8").splitlines() == now.splitlines()


@pytest.fixture(name="app")
def _app(tmp_path):
    app = cdk.App(outdir=str(tmp_path), analytics_reporting=False)
    nag.add_gate(app, stops=True)
    return app


def queue(app, **settings):
    """A queue that breaks one rule of each gating pack: nothing stands behind it."""
    return sqs.Queue(cdk.Stack(app, "Stack"), "Queue", enforce_ssl=True, **settings)


def test_a_finding_stops_synth(app):
    queue(app)

    with pytest.raises(RuntimeError, match="ValidationFailed"):
        app.synth()


def test_an_excuse_lets_its_rule_pass_at_its_construct(app):
    alone = queue(app)
    for rule in ("AwsSolutions-SQS3", "Serverless-SQSRedrivePolicy"):
        nag.excuse(alone, rule, "it is the end of the line")

    assert app.synth()


def test_an_excuse_of_one_construct_is_none_for_its_neighbour(app):
    alone = queue(app)
    for rule in ("AwsSolutions-SQS3", "Serverless-SQSRedrivePolicy"):
        nag.excuse(alone, rule, "it is the end of the line")
    sqs.Queue(cdk.Stack.of(alone), "QueueBeside", enforce_ssl=True)

    with pytest.raises(RuntimeError, match="ValidationFailed"):
        app.synth()


def test_an_excuse_for_nothing_stops_synth(app):
    bucket = s3.Bucket(cdk.Stack(app, "Stack"), "Bucket", enforce_ssl=True)
    nag.excuse(bucket, "AwsSolutions-S1", "pages")
    nag.excuse(bucket, "AwsSolutions-S10", "it asks for TLS already")

    with pytest.raises(RuntimeError, match="ValidationFailed"):
        app.synth()


@pytest.mark.parametrize(
    ("what", "covered"), [("", False), (r"Resource::\*", True), (r"Resource::arn:\S*/\*", False), (r"\S+", True)]
)
def test_an_excuse_of_a_finding_that_names_something_says_which(what, covered):
    found = nag.Finding("AwsSolutions-IAM5", "Stack/Role/DefaultPolicy", "Resource::*")

    assert nag.Excuse("Stack/Role", "AwsSolutions-IAM5", "because", what).covers(found) is covered
