"""What proves that a request came through CloudFront: which values count, for how long, and who is never let in."""

from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from madoguchi.errors import Unavailable
from madoguchi.origin import CURRENT, PENDING, NotThroughTheEdge, Origin

START = datetime(2026, 11, 4, tzinfo=UTC)


class Absent(ClientError):
    def __init__(self):
        super().__init__({"Error": {"Code": "ResourceNotFoundException"}}, "GetSecretValue")


class Secrets:
    """Secrets Manager: a value per label, and a count of what it was asked."""

    class exceptions:  # noqa: N801  boto3's own name
        ResourceNotFoundException = Absent

    def __init__(self, **labels):
        self.labels, self.asked, self.silent = labels, 0, False

    def get_secret_value(self, *, SecretId, VersionStage):  # noqa: N803  boto3's own names
        assert SecretId == "the-secret"
        self.asked += 1
        if self.silent:
            raise EndpointConnectionError(endpoint_url="https://secretsmanager.invalid")
        if VersionStage not in self.labels:
            raise Absent
        return {"SecretString": self.labels[VersionStage]}


class Time:
    def __init__(self):
        self.now = START

    def __call__(self):
        return self.now

    def pass_by(self, **time):
        self.now += timedelta(**time)


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def secrets():
    return Secrets(**{CURRENT: "first"})


@pytest.fixture
def origin(secrets, time):
    return Origin(secrets, "the-secret", time)


def refused(origin, shown):
    with pytest.raises(NotThroughTheEdge):
        origin.demand(shown)
    return True


def test_the_current_value_opens(origin):
    origin.demand("first")


@pytest.mark.parametrize("shown", ["", "First", "first ", "firs", "second", "ファースト"])
def test_nothing_else_does(origin, shown):
    assert refused(origin, shown)


def test_it_is_asked_for_once_in_three_minutes(origin, secrets, time):
    origin.demand("first")
    asked = secrets.asked
    time.pass_by(minutes=2, seconds=59)
    origin.demand("first")

    assert secrets.asked == asked == 2


def test_while_it_is_rotated_both_open_and_a_warm_door_learns_of_it_at_once(origin, secrets, time):
    origin.demand("first")
    secrets.labels[PENDING] = "second"
    time.pass_by(seconds=10)

    origin.demand("second")
    origin.demand("first")


def test_afterwards_the_previous_value_is_refused(origin, secrets, time):
    secrets.labels[PENDING] = "second"
    origin.demand("first")
    secrets.labels = {CURRENT: "second", "AWSPREVIOUS": "first"}
    time.pass_by(minutes=3)

    origin.demand("second")
    assert refused(origin, "first")


def test_a_guesser_does_not_make_it_ask_at_every_guess(origin, secrets):
    for guess in range(50):
        assert refused(origin, f"guess {guess}")

    assert secrets.asked == 2


def test_a_silent_secrets_manager_is_no_verdict(origin, secrets):
    secrets.silent = True

    with pytest.raises(Unavailable):
        origin.demand("first")


def test_what_it_said_within_the_hour_still_counts_while_it_is_silent(origin, secrets, time):
    origin.demand("first")
    secrets.silent = True
    time.pass_by(minutes=59)
    origin.demand("first")
    with pytest.raises(Unavailable):
        origin.demand("second")
    time.pass_by(minutes=4)

    with pytest.raises(Unavailable):
        origin.demand("first")


def test_a_secret_without_a_value_opens_to_nobody(secrets, origin):
    secrets.labels = {CURRENT: ""}

    assert refused(origin, "")


def test_a_secret_that_is_gone_is_no_verdict(secrets, origin):
    del secrets.labels[CURRENT]

    with pytest.raises(Unavailable):
        origin.demand("first")
