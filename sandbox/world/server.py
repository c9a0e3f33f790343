"""The outside world on one port: revocation, J-LIS, the towns' registers, and switches to disturb them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sandbox.jpki.state import State
from sandbox.world import revocation
from sandbox.world.clock import legal_now
from sandbox.world.faults import Down, Faults
from sandbox.world.registers import Absent, Ambiguous, Registers
from sandbox.world.revocation import Revocation
from sandbox.world.scan import Scanner

MAX_BODY_BYTES = 100_000
Answer = tuple[int, str, bytes]
Question = dict[str, Any]


def _json(content: Any, status: int = 200) -> Answer:
    return status, "application/json", json.dumps(content, ensure_ascii=False).encode()


@dataclass
class World:
    """Every answer as a value; the HTTP handler below only carries it."""

    state: State
    people: Path
    clock_file: Path | None
    faults: Faults
    scanner: Scanner | None = None

    def answer(self, method: str, path: str, body: bytes) -> Answer:
        parts = [part for part in urlsplit(path).path.split("/") if part]
        try:
            return self._route(method, parts, path, body)
        except Down:
            return _json({"error": "down"}, HTTPStatus.SERVICE_UNAVAILABLE)
        except Ambiguous:
            return _json({"error": "ambiguous"}, HTTPStatus.CONFLICT)
        except Absent:
            return _json({"error": "absent"}, HTTPStatus.NOT_FOUND)
        except (KeyError, TypeError, ValueError):
            return _json({"error": "malformed"}, HTTPStatus.BAD_REQUEST)

    def _route(self, method: str, parts: list[str], path: str, body: bytes) -> Answer:
        target = parts[0] if parts else ""
        if target.startswith("_"):
            return self._control(target, body)
        self.faults.pass_or_fail(target)
        if target == "ocsp":
            asked = body if method == "POST" else revocation.from_path(urlsplit(path).path.removeprefix("/ocsp/"))
            return 200, "application/ocsp-response", Revocation(self.state).status_of(asked, self.now())
        if target == "crl":
            return 200, "application/pkix-crl", Revocation(self.state).list_of(parts[1], self.now())
        if parts == ["jlis", "serials"]:
            return _json({"resident_code": self.registers.resident_code(json.loads(body)["serial"])})
        if target == "register" and len(parts) == 3:
            return _json(self._register(parts[1], parts[2], json.loads(body)))
        raise Absent(path)

    def _register(self, municipality: str, question: str, asked: Question) -> Question:
        registers = self.registers
        number = asked.get("addressee_number", "")
        answers: dict[str, Callable[[], Question]] = {
            "by-serial": lambda: {"addressee_number": registers.by_serial(municipality, asked["serial"])},
            "by-resident-code": lambda: {
                "addressee_number": registers.by_resident_code(municipality, asked["resident_code"])
            },
            "by-four-attributes": lambda: {"addressee_number": registers.by_four_attributes(municipality, **asked)},
            "household": lambda: registers.household(municipality, number, self.now()),
            "residence": lambda: {"municipality": registers.residence(municipality, number, asked["on"])},
        }
        if question not in answers:
            raise Absent(question)
        return answers[question]()

    def _control(self, name: str, body: bytes) -> Answer:
        asked = json.loads(body) if body else {}
        if name == "_faults" and asked:
            self.faults.switch(asked["target"], asked["mode"])
        elif name == "_configure" and self.scanner:
            self.scanner.bucket = str(asked["quarantine_bucket"])
        elif name not in ("_faults", "_configure", "_health"):
            raise Absent(name)
        bucket = self.scanner.bucket if self.scanner else ""
        now = self.now().isoformat(timespec="seconds")
        return _json({"status": "ok", "now": now, "faults": self.faults.now(), "quarantine_bucket": bucket})

    @property
    def registers(self) -> Registers:
        return Registers(self.state, self.people)

    def now(self) -> Any:
        return legal_now(self.clock_file)


def serve(world: World, port: int) -> ThreadingHTTPServer:
    """A server on localhost, bound and ready; port 0 chooses a free one."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._carry(b"")

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            self._carry(self.rfile.read(min(length, MAX_BODY_BYTES)))

        def _carry(self, body: bytes) -> None:
            status, kind, content = world.answer(self.command, self.path, body)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Silent: paths of GET requests hold serials."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)
