"""AWS's answers, canned: what moto said once is said again at no cost, to our handlers and to bare clients alike."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from botocore.awsrequest import AWSResponse
from moto.core.botocore_stubber import BotocoreStubber


@dataclass(frozen=True)
class Canned:
    """One answer of AWS to one operation."""

    operation: str
    status: int
    headers: dict[str, str]
    body: bytes

    def answer(self, url: str) -> AWSResponse:
        return AWSResponse(url, self.status, self.headers, Raw(self.body))  # type: ignore[arg-type]


class Raw(BytesIO):
    def stream(self, **_more: Any) -> Any:
        yield self.read()


class Transport:
    """First in line before anything is sent. It listens to moto, or says what it heard, operation by operation."""

    def __init__(self) -> None:
        self.heard: list[Canned] = []
        self._saying: list[Canned] | None = None
        self._next = 0

    def install(self) -> None:
        """In the place where moto answers, which every client asks before it sends anything."""
        transport, self._real = self, BotocoreStubber.__call__

        def asked(stubber: BotocoreStubber, event_name: str, request: Any, **more: Any) -> AWSResponse | None:
            return transport(stubber, event_name, request, **more)

        BotocoreStubber.__call__ = asked  # type: ignore[method-assign]

    def listen(self) -> None:
        self.heard, self._saying = [], None

    def say(self, canned: Sequence[Canned]) -> None:
        self._saying, self._next = list(canned), 0

    @contextmanager
    def deaf(self) -> Iterator[None]:
        """What is asked meanwhile is not heard."""
        heard, self.heard = self.heard, []
        try:
            yield
        finally:
            self.heard = heard

    def rewind(self) -> None:
        self._next = 0

    def __call__(self, moto: BotocoreStubber, event_name: str, request: Any, **more: Any) -> AWSResponse | None:
        if self._saying is not None:
            return self._said(event_name).answer(request.url)
        answered = self._real(moto, event_name, request, **more)
        if answered is None:
            return None
        body = answered.content
        canned = Canned(event_name, answered.status_code, dict(answered.headers.items()), body)
        self.heard.append(canned)
        return canned.answer(request.url)

    def _said(self, operation: str) -> Canned:
        """The next answer to this operation: a warm function skips what a cold one asked."""
        assert self._saying is not None
        for place in range(self._next, len(self._saying)):
            if self._saying[place].operation == operation:
                self._next = place + 1
                return self._saying[place]
        raise LookupError(f"nothing more was heard about {operation}")


TRANSPORT = Transport()
