"""Each function leaves its line: JSON, with the chain it belongs to, where it ran, how it went, how long it took."""

import importlib
from contextlib import suppress
from types import SimpleNamespace

import pytest

from madoguchi import telemetry, triggers
from tests.support.events import api_event, rule_event, sqs_event, stream_event
from tests.support.house import FUNCTIONS, entries
from tests.support.lines import logged

CHAIN = "chain-of-this-test-0001"
KEYS = {"message", "correlation_id", "stage", "capability", "function", "duration_ms", "level", "timestamp"}


def context(entry):
    """As Lambda names the function that the house's construct deploys."""
    name = "madoguchi-prod-" + entry.replace("/", "-").replace("_", "-")
    return SimpleNamespace(
        function_name=name,
        aws_request_id="r",
        invoked_function_arn=f"arn:aws:lambda:ap-northeast-1:1:function:{name}",
        memory_limit_in_mb=512,
        get_remaining_time_in_millis=lambda: 25_000,
    )


def request(_kind):
    return api_event("GET", "/no/such/route", headers={"X-Correlation-Id": CHAIN})


def message(_kind):
    return sqs_event(rule_event("NothingWeKnow", {}, source="madoguchi.tests", correlation_id=CHAIN))


def row(kind):
    return stream_event({"pk": "p", "sk": "s", "kind": kind, "correlation_id": CHAIN})


def step(_kind):
    return {"correlation_id": CHAIN}


def trigger(_kind):
    return {"request": {"clientMetadata": {"correlation_id": CHAIN}}}


def rotation(_kind):
    return {"Step": "noSuchStep", "ClientRequestToken": CHAIN, "SecretId": "secret"}


def envelope(entry):
    """What such a function is sent, told by what its file makes its handler of."""
    text = (FUNCTIONS / f"{entry}.py").read_text(encoding="utf-8")
    ways = (
        ("http.answer(", request, ""),
        ("consumer(", message, ""),
        ("announcer(", row, "event"),
        ("streams.reader(", row, "record"),
        ("steps.step(", step, ""),
        ("triggers.trigger(", trigger, ""),
        ('event["ClientRequestToken"]', rotation, ""),
        ("telemetry.line(", request, ""),
    )
    return next((make(kind) for word, make, kind in ways if word in text), None)


@pytest.mark.parametrize("entry", entries())
def test_each_function_leaves_a_line_with_its_chain_whether_it_succeeds_or_not(entry, aws, monkeypatch):
    monkeypatch.setenv("CARD_POLICIES", "jpki-test")
    sent = envelope(entry)
    assert sent is not None, f"{entry} is made of nothing that leaves a line"
    module = importlib.import_module(entry.replace("/", "."))

    with logged() as lines, suppress(Exception):
        module.handler(sent, context(entry))

    last = lines[-1]
    capability, file = entry.split("/")
    assert set(last) >= KEYS, sorted(KEYS - set(last))
    assert (last["capability"], last["function"], last["stage"]) == (capability, file.replace("_", "-"), "prod")
    assert {line.get("correlation_id") for line in lines} == {CHAIN}
    assert "error" in last or "_aws" in last or last["message"] == "trigger"


def test_what_a_stranger_tells_the_pool_is_no_chain_and_stands_in_no_line():
    """The pool's own address is public: who calls it may send any words as the chain."""
    handler = triggers.trigger(lambda _event: {})

    with logged() as lines:
        handler({"request": {"clientMetadata": {"correlation_id": "山田 花子"}}}, None)

    (line,) = lines
    assert telemetry.CHAIN.fullmatch(line["correlation_id"])
    assert "山田" not in str(line)


def test_a_line_of_a_failure_names_the_error_and_none_of_its_words(aws):
    with logged() as lines, pytest.raises(ValueError), telemetry.line("step", None, CHAIN):
        raise ValueError("山田 花子")

    (line,) = lines
    assert (line["level"], line["error"]) == ("ERROR", "ValueError")
    assert "山田" not in str(line)


def test_after_a_line_its_chain_is_gone():
    with logged() as lines:
        with telemetry.line("step", None, CHAIN):
            pass
        telemetry.logger.info("outside")

    assert lines[0]["correlation_id"] == CHAIN
    assert "correlation_id" not in lines[1]


def test_a_metric_is_a_member_of_the_line_and_named_once():
    with (
        logged() as lines,
        telemetry.line("answered", context("notices/public_api"), CHAIN, **{"class": "read"}) as line,
    ):
        telemetry.count_answer(line, 503)

    (said,) = lines
    told = {each["Name"]: directive for directive in said["_aws"]["CloudWatchMetrics"] for each in directive["Metrics"]}
    assert set(told) == {"Requests", "ServerErrors", "Latency"}
    assert said["Requests"] == said["ServerErrors"] == 1
    assert said["Latency"] == said["duration_ms"]
    for name, directive in told.items():
        assert directive["Namespace"] == "Madoguchi"
        (dimensions,) = directive["Dimensions"]
        assert dimensions == telemetry.CATALOGUE["metrics"][name]["dimensions"]
        assert all(isinstance(said[dimension], str) for dimension in dimensions)


def test_a_name_that_is_not_in_the_catalogue_is_a_mistake():
    with logged(), pytest.raises(KeyError), telemetry.line("step", None, CHAIN) as line:
        line.measure("Requestss", 1)


def test_no_dimension_is_an_id():
    """An id as a dimension is a metric for each person: unreadable, dear, and a trace of her."""
    words = {"stage", "capability", "function", "class"}

    assert {name for metric in telemetry.CATALOGUE["metrics"].values() for name in metric["dimensions"]} <= words
