"""What every door answers to what no honest caller sends."""

import json
from typing import Annotated, Any

from aws_lambda_powertools.event_handler.openapi.params import Body

from madoguchi import http
from tests.support.events import LambdaContext, api_event


def door():
    app = http.door("a door of the tests")

    @app.post("/api/things")
    def thing(body: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
        return {"names": sorted(body)}

    return app


def ask(body):
    event = api_event("POST", "/api/things", {})
    return http.answer(door(), {**event, "body": body}, LambdaContext())


def test_a_body_is_read():
    assert json.loads(ask('{"b": 1, "a": 2}')["body"]) == {"names": ["a", "b"]}


def test_a_body_nested_beyond_reason_is_the_callers_fault_and_no_alarm():
    answer = ask('{"a":' + "[" * 100_000 + "]" * 100_000 + "}")

    assert answer["statusCode"] == 400
    assert json.loads(answer["body"])["type"].endswith("/invalid-request")


def test_a_body_that_is_no_json_is_the_callers_fault():
    assert ask("{")["statusCode"] in (400, 422)


def test_an_id_longer_than_any_of_ours_is_nobodys():
    """A table breaks at a key of two thousand bytes: that is no alarm, there is no such thing."""
    app = http.door("a door of the tests")

    @app.get("/api/things/<thing_id>")
    def thing(thing_id: str) -> dict[str, Any]:
        return {"length": len(thing_id)}

    def asked(length):
        event = api_event("GET", f"/api/things/{'a' * length}")
        return http.answer(app, {**event, "pathParameters": {"thing_id": "a" * length}}, LambdaContext())

    assert asked(200)["statusCode"] == 200
    assert (asked(201)["statusCode"], json.loads(asked(201)["body"])["type"]) == (404, http.PROBLEMS + "not-found")


def test_a_number_of_ten_thousand_digits_is_the_callers_fault_and_no_alarm():
    assert ask('{"n": ' + "9" * 10_000 + "}")["statusCode"] in (400, 422)
