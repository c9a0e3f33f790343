"""An officer logs in, and an administrator sees who may do what."""

from benchmarks.journeys.town import aws
from tests.functions.municipal.test_staff import administer, answer, begin, hired, town

__all__ = ["aws", "town"]


def test_the_officer_logs_in(town, pace):
    password = hired(town)["password"]
    begin(town, password)  # warm
    asked = pace.of("officer: begin to log in", "door", lambda: begin(town, password), kind="commit")
    assert answer(asked)["session"], asked


def test_the_administrator_sees_and_gives_grants(town, pace):
    administer(town, "GET", "/staff/grants")  # warm
    seen = pace.of(
        "administrator: see the grants", "door", lambda: administer(town, "GET", "/staff/grants"), kind="read"
    )
    assert answer(seen)["items"], seen
