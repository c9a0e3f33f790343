"""Readers of queues: a neighbour that is down is waited for, poison is given up, and one message never takes another."""

import pytest

from madoguchi.errors import Conflict, NotFound, Unavailable
from madoguchi.queues import TRIES, consumer
from tests.support.events import LambdaContext, failed, sqs_event


class Hurried(LambdaContext):
    """A reader whose every message takes `takes` milliseconds of its thirty seconds."""

    def __init__(self, takes):
        self.takes, self.left = takes, 30_000

    def get_remaining_time_in_millis(self):
        return self.left


@pytest.mark.parametrize(("takes", "done"), [(10, 4), (5_000, 2), (20_000, 1)])
def test_what_a_reader_has_no_time_for_goes_back_and_what_it_did_stays_done(takes, done):
    """Killed in the middle, it would have told nobody what it did, and the queue would bring all of it again."""
    context, seen = Hurried(takes), []

    def work(message):
        seen.append(message["n"])
        context.left -= takes

    batch = sqs_event(*({"n": number} for number in range(4)))
    answer = consumer(work)(batch, context)

    assert seen == list(range(done))
    assert failed(answer) == [record["messageId"] for record in batch["Records"][done:]]


class DeadLetters(list):
    def __call__(self, body):
        self.append(body)


def read(*bodies, fails=None, receives=1, dead=None):
    """What came back to the queue, and what the reader worked on."""
    seen = []

    def work(message):
        seen.append(message)
        if fails:
            raise fails

    event = sqs_event(*bodies)
    for record in event["Records"]:
        record["attributes"]["ApproximateReceiveCount"] = str(receives)
    return failed(consumer(work, give_up=dead)(event, LambdaContext())), seen


@pytest.mark.parametrize("body", ["not JSON", "[]", "7", "null", '{"detail-type": "X"}', '{"Type": "Notification"}'])
def test_what_nobody_can_read_is_given_up_at_once_and_blocks_nobody(body):
    dead = DeadLetters()

    back, seen = read(body, {"data": {}}, dead=dead)

    assert (back, dead, seen) == ([], [body], [{"data": {}}])


def test_without_dead_letters_of_its_own_a_reader_leaves_poison_to_its_queue():
    assert read("not JSON", {"data": {}}) == (["message-0"], [{"data": {}}])


@pytest.mark.parametrize("passing", [Unavailable("down"), Conflict("another was first")])
def test_a_neighbour_that_is_down_is_waited_for_however_often(passing):
    dead = DeadLetters()

    assert read({"data": {}}, fails=passing, receives=900, dead=dead)[0] == ["message-0"]
    assert dead == []


@pytest.mark.parametrize("lasting", [NotFound("no such case"), KeyError("receipt")])
def test_what_no_waiting_mends_is_tried_a_few_times(lasting):
    dead = DeadLetters()

    assert read("{}", fails=lasting, receives=TRIES - 1, dead=dead)[0] == ["message-0"]
    assert dead == []

    assert read("{}", fails=lasting, receives=TRIES, dead=dead)[0] == []
    assert dead == ["{}"]


def test_what_cannot_be_put_aside_stays_in_its_queue():
    def full(_body):
        raise Unavailable("the dead-letter queue does not answer")

    assert read("not JSON", dead=full)[0] == ["message-0"]
