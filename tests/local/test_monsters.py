"""Requests that nobody sends by mistake: too large, too deep, too long, not text, not JSON, and nothing breaks."""

import json
import socket

import pytest
import requests

from sandbox.demo.clients import Endpoints
from tests.support.doors import DOCUMENTS, Doors, loopback

MB = 1_000_000
DEEP = 50_000
BODIES = {
    "an array in arrays": b"[" * DEEP + b"]" * DEEP,
    "an object in objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "never closed": b"[" * DEEP,
    "a number of ten thousand digits": b'{"n":' + b"9" * 10_000 + b"}",
    "a number beyond numbers": b'{"n": 1e400}',
    "not a number": b'{"n": NaN, "m": -Infinity}',
    "the same name twice": b'{"x": 1, "x": {"x": 2}}',
    "bytes that are no text": b'{"x": "\xff\xfe\x80"}',
    "another encoding": '{"x": "窓口"}'.encode("utf-16"),
    "a mark before the text": b"\xef\xbb\xbf" + b'{"x": 1}',
    "half a character": b'{"x": "\\ud800"}',
    "a null character": b'{"x": "\\u0000", "\\u0000": 1}',
    "bare null characters": b"\x00" * 100,
    "something behind it": b'{"x": 1} {"y": 2}',
    "no object": b'"text"',
    "nothing as a value": b"null",
    "a list": b"[1, 2, 3]",
    "ten thousand names": json.dumps({f"n{n}": n for n in range(10_000)}).encode(),
    "just too large": b'{"x": "' + b"a" * 400_000 + b'"}',
}
LARGE = {"10 MB less one": 10 * MB - 1, "10 MB": 10 * MB, "10 MB and one": 10 * MB + 1}
CONTENT_TYPES = [
    "text/plain",
    "application/xml",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
]
HEADERS = {
    "a long header": {"X-Long": "a" * 7_000},
    "many headers": {f"X-{n}": "a" for n in range(90)},
    "a long cookie": {"Cookie": "__Host-refresh=" + "a." * 3_000},
    "a correlation id of ours to be": {"X-Correlation-Id": "' OR 1=1 --" + "\t" * 50},
    "a version that is a superscript": {"If-Match": "\u00b2"},
    "a version of five thousand digits": {"If-Match": "9" * 5_000},
    "any version": {"If-Match": "*"},
    "an idempotency key without end": {"Idempotency-Key": "k" * 5_000},
    "a language of nowhere": {"Accept-Language": "xx-" * 500},
}
IDS = {
    "a null character": "%00",
    "up and out": "..%2f..%2f..%2fetc%2fpasswd",
    "up": "%2e%2e",
    "bytes that are no text": "%ff%fe",
    "a very long one": "a" * 2_100,
    "a key of ours": "CASE%23X",
    "a sign of the store": "%23",
    "spaces": "%20%20",
    "wide digits": "１２３",
    "a quote": "'%22%3Cscript%3E",
}
REFUSED = {400, 401, 403, 404, 409, 412, 413, 414, 415, 422, 431}
UNREAD = {400, 413, 414, 431}  # the gateway refuses what it cannot even read, and says less


@pytest.fixture(scope="module")
def doors(stage, endpoints):
    return Doors(stage, endpoints)


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.stem)
def routes(request, doors):
    return list(doors.routes(request.param))


def wrong(answer):
    """Why this is no refusal that a caller can use; empty when it is one."""
    if answer.status_code not in REFUSED:
        return f"{answer.status_code}: {answer.text[:200]}"
    try:
        told = answer.json()
    except requests.JSONDecodeError:
        return "" if answer.status_code in UNREAD else f"{answer.status_code} without a problem: {answer.text[:200]}"
    return "" if {"type", "title", "error"} & set(told) else f"{answer.status_code}: {answer.text[:200]}"


def filled(route, value="nobodys"):
    return route.path.format(**dict.fromkeys(route.parameters, value))


def with_headers(doors, route, **more):
    key = doors.key_of(route)
    needed = {name: "1" if name == "If-Match" else "monstrous-key" for name in route.headers}
    return {**key, "headers": {**key["headers"], "Content-Type": "application/json", **needed, **more}}


def takes_json(route):
    return "requestBody" in route.operation


def test_a_monstrous_request_is_refused_and_the_door_lives_on(doors, routes):
    taken = {
        f"{route.name}, {name}": found
        for route in filter(takes_json, routes)
        for name, body in BODIES.items()
        if (found := wrong(doors.call(route, filled(route), with_headers(doors, route), data=body)))
    }

    assert taken == {}
    assert alive(doors, routes)


def alive(doors, routes):
    """Every door of these routes still answers an ordinary call, whatever it says."""
    route = routes[0]
    return doors.call(route, filled(route), with_headers(doors, route), json={}).status_code < 500


def test_a_body_of_another_kind_is_refused(doors, routes):
    taken = {
        f"{route.name}, {kind}": found
        for route in filter(takes_json, routes)
        for kind in CONTENT_TYPES
        if (
            found := wrong(
                doors.call(route, filled(route), with_headers(doors, route, **{"Content-Type": kind}), data=b"x=1")
            )
        )
    }

    assert taken == {}


@pytest.mark.parametrize("size", LARGE.values(), ids=LARGE)
def test_ten_megabytes_are_refused(doors, routes, size):
    """One route of each door: files go to the bucket, never through a function."""
    route = next(filter(takes_json, routes), None)
    if route is None:
        pytest.skip("no route of this door takes a body")
    answer = doors.call(route, filled(route), with_headers(doors, route), data=b'{"x": "' + b"a" * (size - 9) + b'"}')

    assert answer.status_code == 413
    assert alive(doors, routes)


def test_an_id_that_is_none_is_refused(doors, routes):
    taken = {
        f"{route.name}, {name}": found
        for route in routes
        if route.parameters
        for name, value in IDS.items()
        if (found := unusable(route, doors.call(route, filled(route, value), with_headers(doors, route), json={})))
    }

    assert taken == {}
    assert alive(doors, routes)


def unusable(route, answer):
    """A zone may be told that nobody's account has no records: its role is let in, and there is nothing to hide."""
    return "" if route.kind == "signed" and answer.status_code == 200 else wrong(answer)


def test_a_strange_header_breaks_nothing(doors, routes):
    broken = [
        f"{route.name}, {name}: {answer.status_code}"
        for route in routes
        for name, headers in HEADERS.items()
        if (
            answer := doors.call(route, filled(route), with_headers(doors, route, **encoded(headers)), json={})
        ).status_code
        >= 500
    ]

    assert broken == []


def encoded(headers):
    """As bytes of a wire: a client's library would refuse what an attacker's does not."""
    return {name: value.encode("latin-1") if not value.isascii() else value for name, value in headers.items()}


def test_a_query_without_end_breaks_nothing(doors, routes):
    asked = [route for route in routes if route.method == "GET"]
    queries = [
        "a=" + "a" * 4_000,
        "&".join(f"n{n}={n}" for n in range(300)),
        "month=%00&month=%ff",
        "q=%ED%A0%80",
        "=&=&=",
    ]
    broken = [
        f"{route.name}, {query[:20]}: {answer.status_code}"
        for route in asked
        for query in queries
        if (answer := doors.call(route, f"{filled(route)}?{query}", with_headers(doors, route))).status_code >= 500
    ]

    assert broken == []


@pytest.mark.parametrize(
    "head",
    [
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\nContent-Length: 4",
        "Content-Length: 4\r\nContent-Length: 40",
        "Content-Length: -1",
        "Transfer-Encoding: \x0bchunked",
    ],
    ids=["two codings", "two lengths", "less than nothing", "a hidden coding"],
)
def test_two_lengths_smuggle_no_second_request(doors, endpoints: Endpoints, head):
    """What stands behind the first request is never answered as a request of its own.

    A length beside a coding is not among them: the coding wins (RFC 9112 section 6.3), and what follows the last chunk
    is the next request of the same caller. How CloudFront and API Gateway read it is theirs.
    """
    where, _host = loopback(endpoints.data["portal_api"])
    port = int(where.split(":")[2].split("/")[0])
    hidden = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
    path = where.split(str(port), 1)[1] + "/api/login"
    asked = f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/json\r\n{head}\r\n\r\n0\r\n\r\n{hidden}"
    with socket.create_connection(("localhost", port), timeout=5) as wire:
        wire.sendall(asked.encode("latin-1"))
        wire.shutdown(socket.SHUT_WR)
        answer = b""
        while more := received(wire):
            answer += more

    assert answer[9:12] not in (b"500", b"502", b"503")  # 501 refuses a coding
    assert b"smuggled" not in answer
    assert requests.get(f"{where}/api/municipalities", timeout=30).status_code < 500


def received(wire):
    """What comes next; nothing when the other side waits for more of a body that never comes."""
    try:
        return wire.recv(65_536)
    except TimeoutError:
        return b""


def test_a_form_of_another_page_logs_nobody_in(doors):
    """A page of another site can send a form and plain text without being asked first; neither is read here."""
    entrances = [route for route in doors.every_route() if route.kind == "open" and takes_json(route)]
    statuses = {
        f"{route.name}, {kind}": doors.call(
            route, filled(route), {"headers": {"Content-Type": kind}}, data='{"login": "x", "signature": "x"}'
        ).status_code
        for route in entrances
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")
    }

    assert statuses
    assert {call: status for call, status in statuses.items() if status not in (403, 415)} == {}
