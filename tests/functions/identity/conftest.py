"""Identity's doors with everything around them: the world's stand-ins and a core on loopback, a pool in process."""

import importlib
import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from moto import mock_aws

from madoguchi.identity.store import load_trust
from madoguchi.kernel.canonical import b64, unb64
from madoguchi.wiring import identity as wiring
from sandbox.jpki.card import SoftwareCard
from sandbox.jpki.state import State
from sandbox.people.setup import HERE, set_up
from sandbox.world.faults import Faults
from sandbox.world.registers import Absent, Registers
from sandbox.world.server import World, serve
from tests.support.events import LambdaContext, api_event, citizen_claims
from tests.support.identity import TABLE, Pool, make_table

LEGAL_TIME = {"frozen": "2026-11-04T23:59:30+09:00"}


@pytest.fixture(scope="session")
def world(tmp_path_factory):
    folder = tmp_path_factory.mktemp("world")
    clock = folder / "clock.json"
    clock.write_text(json.dumps(LEGAL_TIME))
    state = State(folder / "jpki")
    set_up(state)
    outside = World(state, HERE, clock, Faults(slow_seconds=0.1))
    with Serving(serve(outside, 0)) as port:
        yield outside, f"http://127.0.0.1:{port}/ocsp"


class Core:
    """The core as identity sees it: it pairs accounts, and knows whether two serials are one person."""

    def __init__(self, registers):
        self.registers, self.pairs, self.down = registers, {}, False

    def answer(self, path, asked):
        if self.down:
            return 503, {}
        if path.endswith("/portal/pairings"):
            self.pairs[asked["account_id"]] = asked["serial"]
            return 200, {}
        codes = set()
        for serial in asked["serials"]:
            try:
                codes.add(self.registers.resident_code(serial))
            except Absent:
                codes.add(serial)
        return 200, {"same": len(codes) == 1}


@pytest.fixture(scope="session")
def core_api(world):
    neighbour = Core(Registers(world[0].state, HERE))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, body = neighbour.answer(self.path, asked)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_):
            pass

    with Serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        yield neighbour, f"http://127.0.0.1:{port}/v1"


@pytest.fixture(scope="session")
def doors(world, core_api):
    """(login door, citizen door), wired to the addresses above whatever another test wired before."""
    settings = {"OCSP_URL": world[1], "CORE_API": core_api[1], "CARD_POLICIES": "jpki-test"}
    before = {name: os.environ[name] for name in settings}
    wired = (wiring.login, wiring.browser, wiring.me, wiring.sessions, wiring.confirmation)
    for each in wired:
        each.cache_clear()
    os.environ.update(settings)
    try:
        yield tuple(_fresh(f"identity.{file}") for file in ("login_api", "citizen_api"))
    finally:
        os.environ.update(before)
        for each in wired:
            each.cache_clear()


def _fresh(name):
    sys.modules.pop(name, None)
    return importlib.import_module(name)


@pytest.fixture
def core(core_api):
    core_api[0].down = False
    return core_api[0]


class Serving:
    def __init__(self, server):
        self.server, self.thread = server, threading.Thread(target=server.serve_forever)

    def __enter__(self):
        self.thread.start()
        return self.server.server_address[1]

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def portal(world, core, doors, monkeypatch):
    """Both doors on a fresh table, with a fresh pool, at the legal time of the scenario."""
    outside = world[0]
    monkeypatch.setenv("CLOCK_FILE", str(outside.clock_file))
    outside.faults.switch("all", "ok")
    with mock_aws():
        client = make_table()
        for kind in ("signing", "authentication"):
            load_trust(client, TABLE, kind, (outside.state.directory / f"{kind}_root.pem").read_bytes())
        opened = Portal(outside, *doors)
        with opened.pool.answering(
            doors[0].login.users._client, doors[0].browser.users._client, doors[1].sessions.users._client
        ):
            yield opened


class Portal:
    def __init__(self, world, login_door, citizen_door):
        self.world, self.pool = world, Pool()
        self.login_door, self.citizen_door = login_door, citizen_door
        self.cookie, self.claims, self.agent = "", {}, ""

    def card(self, card_id):
        return SoftwareCard.load(self.world.state.cards / f"{card_id}.json")

    def call(self, method, path, body=None, *, door=None, **more):
        headers = {"Cookie": f"__Host-refresh={self.cookie}", "User-Agent": self.agent, **more.pop("headers", {})}
        claims = self.claims or None
        event = api_event(method, path, body, claims=claims, headers=headers, **more)
        reply = (door or self._door(path)).handler(event, LambdaContext())
        return reply["statusCode"], json.loads(reply.get("body") or "null"), reply

    def _door(self, path):
        hers = ("/api/me", "/api/sessions", "/api/session/confirmation")
        return self.citizen_door if path.startswith(hers) else self.login_door

    def begin(self, card):
        return self.call("POST", "/api/login", {"certificate": b64(card.certificate("authentication"))})

    def log_in(self, card_id, pin):
        card = self.card(card_id)
        _, asked, _ = self.begin(card)
        signature = b64(card.unlock(pin).sign(unb64(asked["nonce"])))
        status, body, reply = self.call("POST", "/api/login/answer", {"login": asked["login"], "signature": signature})
        if status == 200:
            (header,) = reply["multiValueHeaders"]["Set-Cookie"]
            self.cookie = header.split(";")[0].split("=", 1)[1]
            family = self.cookie.split(".")[1]
            self.claims = {**citizen_claims(body["account_id"]), "origin_jti": family}
        return status, body, reply
