"""Whatever breaks on the way, once: the end is the same, and nothing is lost, doubled or decided by a crash."""

import json
import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import boto3
import pytest

from tests.faults import page
from tests.faults.matrix import Bench, Difference, Target, Work, chosen
from tests.faults.targets.delivering import requested
from tests.statemachines import asl
from tests.support.faults import Call, Kind
from tests.support.house import ROOT
from tests.support.injected import injector
from tests.support.synth import Synth, functions

WHOLE = os.environ.get("MADOGUCHI_MATRIX") == "whole"
TARGETS: list[Target] = [
    target
    for file in sorted(Path(__file__).parent.joinpath("targets").glob("*.py"))
    for target in getattr(import_module(f"tests.faults.targets.{file.stem}"), "TARGETS", [])
]

# What stands outside of the matrix, and why. A commit that is not here and has no target fails a test.
OUTSIDE = {
    "identity/verify_challenge": "Cognito calls it within a login, which the citizen begins again; tests/unit/identity",
    "identity-citizen POST /api/session/confirmation/answer": "a nonce is used once; who was not heard asks again",
    "identity-citizen POST /api/session/confirmation": "asks for a card's answer; another question is another one",
    "municipal-session POST /staff/session/answer": "a code is used once; who was not heard begins again",
    "identity-login POST /api/login": "begins a login; another beginning is another login, the first one ends unused",
    "identity-login POST /api/login/answer": "a nonce is used once; who was not heard begins again",
    "applications-public POST /api/applications": "opens a draft; another is another draft, and only one is submitted",
    "applications-public POST /api/applications/{application_id}/attachments": "a place to upload; unused ones are left",
    "applications-public DELETE /api/applications/{application_id}/attachments/{attachment_id}": "gone stays gone",
    "applications-public POST /api/applications/{application_id}/signing": "prepares what is signed; commits nothing",
    "linkage-operator POST /operator/inquiries/{processing_number}/redrive": "each asks for one more attempt, and"
    " attempts answer once: an inquiry is answered",
    "linkage-operator PUT /operator/rules/{kind}": "a row by its id: the same again sets the same",
    "linkage-portal POST /portal/same-person": "a question",
    "municipal-machine POST /applications/{receipt}/package-link": "a link for a minute",
    "municipal-machine PUT /copies/{addressee_number}/{item_id}": "passed on: 'a copy is registered'",
    "municipal-machine PUT /representations": "passed on: 'an agent is registered'",
    "municipal-machine PUT /residents/{addressee_number}": "passed on: 'a resident is paired'",
    "municipal-session POST /staff/session": "a login",
    "municipal-session POST /token": "a token",
    "municipal-staff POST /cases/{receipt}/package-link": "a link for a minute",
    "numbering-sealed POST /persons": "asked while 'a resident is paired'",
    "numbering-sealed POST /persons/by-serial": "asked while 'an account is paired'",
    "procedures-public POST /api/procedures/{municipality}/{procedure_id}/estimate": "a calculation",
}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name.replace(" ", "-"))
def test_what_breaks_once_ends_as_if_nothing_had_broken(target, house, tmp_path):
    bench = Bench(target.prepare(house), house.later, house.rewind)
    points = bench.points()

    found = {point: page.outcome(target, point, bench.run) for point in chosen(target.name, points, whole=WHOLE)}

    page.note(target, found, whole=WHOLE)
    assert [f"{point}: {said.text}" for point, said in found.items() if not said.green] == []
    if not WHOLE:  # a whole run is what writes the page
        assert page.rows_of(target) == page.rows_made(target, points)


def test_every_state_that_calls_a_function_is_broken():
    for file in asl.files():
        process = f"{file.parent.name}/{file.name.removesuffix('.asl.json')}"
        targets = [target for target in TARGETS if target.process == process]
        assert targets, f"{process}: a target in tests/faults/targets"
        shown = {row.where for target in targets for row in page.rows_of(target)}
        assert page.states(process).keys() - shown == set(), process


def readers(synth: Synth) -> set[str]:
    """Every function that a queue or a stream starts, and every trigger of a user pool."""
    entry_of = {function.resource.id: entry for entry, function in functions(synth).items()}
    wired = [
        *(each.body["Properties"]["FunctionName"] for each in synth.of("AWS::Lambda::EventSourceMapping")),
        *(trigger for pool in synth.of("AWS::Cognito::UserPool") for trigger in _triggers(pool.properties)),
    ]
    aliases = {each.id: each.properties["FunctionName"] for each in synth.of("AWS::Lambda::Alias")}
    return {entry for wire in wired for entry in _entries(wire, aliases, entry_of)}


def _triggers(pool: dict[str, Any]) -> list[Any]:
    return [
        each.get("LambdaArn", each) if "LambdaArn" in each else each for each in pool.get("LambdaConfig", {}).values()
    ]


def _entries(wire: Any, aliases: dict[str, Any], entry_of: dict[str, str]) -> set[str]:
    text = json.dumps(wire)
    named = {name for name in aliases if f'"{name}"' in text}
    through = "".join(json.dumps(aliases[name]) for name in named) or text
    return {entry for id, entry in entry_of.items() if f'"{id}"' in through}


EFFECTLESS = {"identity/create_challenge", "identity/define_challenge", "identity/claims"}


def test_every_reader_of_a_queue_a_stream_or_a_pool_is_broken(prod):
    known = {target.consumer for target in TARGETS} | OUTSIDE.keys() | EFFECTLESS

    assert readers(prod) - known == set()
    assert len(readers(prod)) >= 10


def commits() -> set[str]:
    """Every route that may change something, by its door's document."""
    return {
        f"{file.stem} {method.upper()} {path}"
        for file in sorted((ROOT / "docs/openapi").glob("*.json"))
        for path, methods in json.loads(file.read_text())["paths"].items()
        for method in methods
        if method in {"post", "put", "patch", "delete"}
    }


def test_every_commit_is_broken_or_says_why_not():
    known = {target.door for target in TARGETS if target.door}

    assert commits() - known - OUTSIDE.keys() == set()
    assert known - commits() == set()


def test_what_stands_outside_is_still_there_and_in_no_target():
    entries = {f"{file.parent.name}/{file.stem}" for file in (ROOT / "functions").rglob("*.py")}

    assert OUTSIDE.keys() - commits() - entries == set()
    assert OUTSIDE.keys() & {target.door or target.consumer for target in TARGETS} == set()


# The matrix itself: does it see what it is there to see?


def test_a_clean_run_that_is_refused_breaks_nothing_and_fails():
    work = requested(lambda: {"statusCode": 422, "body": "{}"})

    with pytest.raises(Difference, match="refused: 422"):
        work.deliver()


def test_a_clean_run_that_is_given_up_on_fails(house):
    sqs = boto3.client("sqs")
    url = sqs.create_queue(QueueName="dead-letters")["QueueUrl"]

    with pytest.raises(Difference, match="without any fault"):
        Bench(Work(lambda: sqs.send_message(QueueUrl=url, MessageBody="x")["MessageId"]), house.later, house.rewind)


@pytest.fixture
def counted(house) -> Callable[..., Bench]:
    """A bench whose work counts up by `step`, called as a function of the product would be."""

    def make(step: Callable[[dict[str, int]], None]) -> Bench:
        kept: dict[str, int] = {}
        house.monkeypatch.setattr(injector, "entry", lambda: "sample/step")
        call = injector.around("sample:Count", lambda: step(kept), ConnectionError)

        def deliver() -> None:
            try:
                call()
            except ConnectionError as lost:
                from tests.faults.matrix import Again

                raise Again from lost

        return Bench(Work(deliver, beside=lambda: kept, reset=kept.clear), house.later, house.rewind)

    return make


def adds(kept: dict[str, int]) -> None:
    kept["times"] = kept.get("times", 0) + 1


def keeps(kept: dict[str, int]) -> None:
    kept["times"] = 1


def test_work_that_doubles_is_found(counted):
    bench = counted(adds)

    seen = [point.kind for point in bench.points() if page.outcome(Target("t", lambda: None), point, bench.run).green]

    assert seen == [Kind.THROTTLED, Kind.TIMED_OUT, Kind.DIED_BEFORE]


def test_work_that_may_be_repeated_is_green_throughout(counted):
    bench = counted(keeps)

    assert len(bench.points()) == len(Kind) + 1
    for point in bench.points():
        bench.run(point)


def test_work_that_never_ends_is_found(counted):
    bench = counted(keeps)
    bench.work.deliver = lambda: (_ for _ in ()).throw(RuntimeError("for ever"))

    with pytest.raises(RuntimeError, match="for ever"):
        bench.run(bench.points()[-1])


def test_a_call_that_is_not_made_any_more_is_found(counted):
    bench = counted(keeps)

    with pytest.raises(Difference, match="never made"):
        bench.run(bench.points()[0]._replace(call=Call("sample/step", "sample:Gone", 1)))
