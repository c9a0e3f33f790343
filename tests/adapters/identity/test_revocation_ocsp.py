import threading
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from madoguchi.identity.revocation_ocsp import OcspRevocation
from sandbox.jpki.authority import Revoked
from tests.support.cards import AT, checked, ocsp_answer


@contextmanager
def responder(answer):
    """An HTTP responder on loopback; `answer` gets the question and gives (status, body)."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            status, body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/ocsp"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def midori():
    return checked("signing")


def asked(answer, certificate, timeout=2.0):
    with responder(answer) as url:
        return OcspRevocation(url, lambda: AT, timeout).check(certificate)


def test_a_good_certificate_is_good_as_of_the_responders_moment(midori):
    answer = asked(lambda question: (200, ocsp_answer(question)), midori)

    assert (answer.status, answer.as_of) == ("good", AT)


def test_a_revoked_one_is_revoked(midori):
    moved = Revoked(AT - timedelta(days=13), "affiliationChanged")

    assert asked(lambda question: (200, ocsp_answer(question, moved)), midori).status == "revoked"


@pytest.mark.parametrize(
    "answer",
    [lambda _: (503, b""), lambda _: (200, b""), lambda _: (200, b"<html>")],
    ids=["down", "empty", "another service"],
)
def test_a_responder_that_fails_tells_nothing(midori, answer):
    assert asked(answer, midori).status == "unknown"


def test_an_answer_replayed_from_another_moment_tells_nothing(midori):
    kept = []

    def replay(question):
        kept.append(kept[0] if kept else ocsp_answer(question))
        return 200, kept[0]

    with responder(replay) as url:
        revocation = OcspRevocation(url, lambda: AT)
        assert revocation.check(midori).status == "good"
        assert revocation.check(midori).status == "unknown"


def test_a_slow_responder_is_not_waited_for(midori):
    stop = threading.Event()

    def slow(_question):
        stop.wait(2)
        return 200, b""

    answer = None
    with responder(slow) as url:
        answer = OcspRevocation(url, lambda: AT, timeout_seconds=0.2).check(midori)
        stop.set()
    assert answer.status == "unknown"


def test_nobody_there_is_unknown(midori):
    assert OcspRevocation("http://127.0.0.1:9/ocsp", lambda: AT).check(midori).status == "unknown"
