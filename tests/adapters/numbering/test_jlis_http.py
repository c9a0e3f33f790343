"""J-LIS over real HTTP: known, unknown, ailing and silent."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from madoguchi.errors import Unavailable
from madoguchi.numbering.jlis_http import JlisHttp
from madoguchi.numbering.model import UnknownSerial

ANSWERS = {"KNOWN": (200, {"resident_code": "00000000001"}), "UNKNOWN": (404, {}), "AILING": (503, {})}


class Jlis(BaseHTTPRequestHandler):
    asked: list[str] = []

    def do_POST(self):
        serial = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["serial"]
        self.asked.append(self.path)
        status, body = ANSWERS[serial]
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_args):
        pass


@pytest.fixture
def jlis():
    server = HTTPServer(("127.0.0.1", 0), Jlis)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield JlisHttp(f"http://127.0.0.1:{server.server_port}/jlis", timeout_seconds=2)
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_known_serial_has_a_resident_record_code(jlis):
    assert jlis.resident_code("KNOWN") == "00000000001"
    assert Jlis.asked[-1] == "/jlis/serials"


def test_an_unknown_serial_is_nobody(jlis):
    with pytest.raises(UnknownSerial):
        jlis.resident_code("UNKNOWN")


def test_an_ailing_service_is_unavailable_not_unknown(jlis):
    with pytest.raises(Unavailable):
        jlis.resident_code("AILING")


def test_a_silent_service_is_unavailable():
    with pytest.raises(Unavailable):
        JlisHttp("http://127.0.0.1:9/jlis", timeout_seconds=0.2).resident_code("KNOWN")
