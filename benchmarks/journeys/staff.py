"""An officer logs in."""

from benchmarks.journeys.town import aws
from tests.functions.municipal.test_staff import answer, begin, hired, town

__all__ = ["aws", "town"]


def test_the_officer_logs_in(town, pace):
    password = hired(town)["password"]
    begin(town, password)  # warm
    asked = pace.of("officer: begin to log in", "door", lambda: begin(town, password), kind="commit")
    assert answer(asked)["session"], asked
