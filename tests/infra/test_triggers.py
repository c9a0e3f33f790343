"""Queues and streams: bounded tries, one bad record never loses or blocks the others."""

import pytest


def mappings(synth, kind):
    found = []
    for mapping in synth.of("AWS::Lambda::EventSourceMapping"):
        source = synth.text(mapping.stack, mapping.properties["EventSourceArn"])
        if ("StreamArn" in source) == (kind == "stream"):
            found.append(mapping)
    return found


@pytest.mark.parametrize("kind", ["queue", "stream"])
def test_failures_are_reported_one_by_one(kind, prod):
    whole = [
        str(mapping)
        for mapping in mappings(prod, kind)
        if "ReportBatchItemFailures" not in mapping.properties.get("FunctionResponseTypes", [])
    ]

    assert mappings(prod, kind)
    assert whole == []


@pytest.mark.parametrize(
    ("setting", "least", "most"), [("MaximumRetryAttempts", 1, 10_000), ("MaximumRecordAgeInSeconds", 60, 86_400)]
)
def test_a_streams_retries_end(setting, least, most, prod):
    endless = [
        f"{mapping}: {mapping.properties.get(setting)}"
        for mapping in mappings(prod, "stream")
        if not least <= mapping.properties.get(setting, -1) <= most
    ]

    assert endless == []


def test_a_stream_divides_a_failing_batch(prod):
    whole = [str(each) for each in mappings(prod, "stream") if not each.properties.get("BisectBatchOnFunctionError")]

    assert whole == []


def test_what_a_stream_gives_up_on_is_kept(prod):
    lost = [
        str(mapping)
        for mapping in mappings(prod, "stream")
        if not mapping.properties.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")
    ]

    assert lost == []


def test_a_stream_reader_wakes_for_its_own_rows_alone(prod):
    unfiltered = [str(each) for each in mappings(prod, "stream") if not each.properties.get("FilterCriteria")]

    assert unfiltered == []


def test_no_stream_has_more_than_two_readers(prod):
    sources = [prod.text(each.stack, each.properties["EventSourceArn"]) for each in mappings(prod, "stream")]

    assert [source for source in set(sources) if sources.count(source) > 2] == []


def reader_of(prod, mapping):
    """The function behind a mapping, which names its alias `live`."""
    named = prod.text(mapping.stack, mapping.properties["FunctionName"]).split(">")[0].strip("<").removesuffix("/Live")
    return next(each for each in prod.of("AWS::Lambda::Function") if each.place == named)


def queue_of(prod, mapping):
    named = prod.text(mapping.stack, mapping.properties["EventSourceArn"]).removesuffix(".Arn")
    return next(each for each in prod.of("AWS::SQS::Queue") if f"<{each.place}>" == named)


def test_a_queue_waits_longer_than_its_reader_works(prod):
    """Six times the function's timeout, as AWS advises; a shorter wait hands one message to two readers."""
    hasty = [
        str(mapping)
        for mapping in mappings(prod, "queue")
        if queue_of(prod, mapping).properties.get("VisibilityTimeout", 30)
        < 6 * reader_of(prod, mapping).properties["Timeout"]
    ]

    assert hasty == []


def patient(prod):
    """Queues whose reader gives up by itself on what no waiting mends: they wait out a neighbour's outage."""
    for mapping in mappings(prod, "queue"):
        variables = reader_of(prod, mapping).properties["Environment"]["Variables"]
        if "DEAD_LETTERS" in variables:
            yield queue_of(prod, mapping), prod.text(mapping.stack, variables["DEAD_LETTERS"])


def test_a_message_is_tried_a_few_times_before_it_is_given_up(prod):
    waits = {queue.path for queue, _ in patient(prod)}
    tries = {
        str(queue): queue.properties["RedrivePolicy"]["maxReceiveCount"]
        for queue in prod.of("AWS::SQS::Queue")
        if "RedrivePolicy" in queue.properties and queue.path not in waits
    }

    assert {queue: count for queue, count in tries.items() if not 3 <= count <= 10} == {}


def test_a_patient_queue_outlasts_an_outage_of_two_days_and_gives_up_before_it_forgets(prod):
    hours = {
        str(queue): queue.properties["RedrivePolicy"]["maxReceiveCount"] * queue.properties["VisibilityTimeout"] / 3600
        for queue, _ in patient(prod)
    }

    assert len(hours) >= 3
    assert {queue: waits for queue, waits in hours.items() if not 48 <= waits < 4 * 24} == {}
    assert [str(queue) for queue, _ in patient(prod) if "MessageRetentionPeriod" in queue.properties] == []


def test_a_patient_queues_reader_gives_up_into_that_queues_dead_letters(prod):
    elsewhere = [
        f"{queue}: {url}"
        for queue, url in patient(prod)
        if prod.text(queue.stack, queue.properties["RedrivePolicy"]["deadLetterTargetArn"]) != f"{url}.Arn"
    ]

    assert elsewhere == []


def test_nobody_calls_a_function_and_walks_away(prod):
    """Behind a call that nobody waits for there would have to be a dead-letter queue of the function's own."""
    waiting = {
        "apigateway.amazonaws.com",
        "cognito-idp.amazonaws.com",
        "secretsmanager.amazonaws.com",  # a rotation is asked for again until it is done
    }
    callers = [
        f"{permission}: {permission.properties['Principal']}"
        for permission in prod.of("AWS::Lambda::Permission")
        if permission.properties["Principal"] not in waiting
    ]

    assert prod.of("AWS::Lambda::Permission")
    assert callers == []
