"""One injector of faults, for whatever the product calls: AWS by botocore's own events, neighbours, its functions.

    injector.record()                     from now on every call is noted, as `Call`s
    injector.arm(Fault(call, Kind.LOST))  that one call breaks, once; everything else goes through
    injector.struck                       whether it has

A call is "the n-th <service>:<operation> of function <entry>": what a function calls stands under its own name,
whichever thread it runs in. `tests/conftest.py` hooks the injector into botocore before the first client is made.
"""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from types import SimpleNamespace
from typing import Any, NamedTuple

from botocore import handlers
from botocore.exceptions import ReadTimeoutError

THROTTLED = "Lambda.TooManyRequestsException"
TIMED_OUT = "Sandbox.Timedout"
STATE_TIMED_OUT = "States.Timeout"
CRASHED = "Runtime.ExitError"
TRANSIENT = (THROTTLED, TIMED_OUT, STATE_TIMED_OUT, CRASHED)


class Kind(StrEnum):
    THROTTLED = "throttled"  # refused, nothing happened
    TIMED_OUT = "timed out"  # it never arrived
    LOST = "answer lost"  # it worked, and nobody heard
    REPEATED = "sent twice"  # it worked, the answer was lost, and the client sent it again by itself
    DIED_BEFORE = "died before"  # the function's process ended right before it
    DIED_AFTER = "died after"  # it worked, and the process ended right after it
    OVERTAKEN = "overtaken"  # right before it, the same work came a second time and was done by another


class Died(BaseException):
    """The process of a function ended here: nothing of its own catches this, and nobody hears from it."""


class Broken(Exception):
    """A call of a function broke: `name` is the error as Step Functions would see it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Call(NamedTuple):
    entry: str
    name: str
    nth: int

    def __str__(self) -> str:
        return f"{self.name} #{self.nth}" if self.nth > 1 else self.name


class Fault(NamedTuple):
    call: Call
    kind: Kind


@dataclass
class Injector:
    """`entry` says which function runs in this thread; `meanwhile` is what overtakes."""

    entry: Callable[[], str]
    meanwhile: Callable[[], Any] = lambda: None
    calls: list[Call] = field(default_factory=list)
    once: set[Call] = field(default_factory=set)  # calls whose client never sends again by itself
    fault: Fault | None = None
    struck: bool = False
    _counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    _named: dict[str, tuple[list[str], list[str]]] = field(default_factory=dict)
    _here: threading.local = field(default_factory=threading.local)
    _watching: bool = False

    def record(self) -> None:
        """Forget the past and note every call from now on."""
        self.calls, self.once, self._counts = [], set(), Counter()
        self.fault, self.struck, self._watching = None, False, True

    def arm(self, fault: Fault) -> None:
        self.record()
        self.fault = fault

    def rest(self) -> None:
        """Let everything through, and note nothing."""
        self._watching, self.fault = False, None

    # what a call of any kind passes through

    def around(
        self,
        name: str | Callable[..., str],
        function: Callable[..., Any],
        broken: Callable[[], BaseException],
    ) -> Callable[..., Any]:
        """`function` as a call by that name; `broken` makes what its caller sees when it does not answer."""

        @wraps(function)
        def called(*args: Any, **kwargs: Any) -> Any:
            due = self._enter(name if isinstance(name, str) else name(*args, **kwargs))
            if due in (Kind.THROTTLED, Kind.TIMED_OUT):
                raise broken()
            if due is Kind.REPEATED:
                function(*args, **kwargs)
            answer = function(*args, **kwargs)
            if due is Kind.DIED_AFTER:
                raise Died
            if due is Kind.LOST:
                raise broken()
            return answer

        return called

    def _enter(self, name: str, *, once: bool = False) -> Kind | None:
        """Counts the call and gives what is to go wrong with it; dies, or lets itself be overtaken, at once."""
        entry = self.entry()
        if not self._watching or not entry:
            return None
        self._counts[entry, name] += 1
        call = Call(entry, name, self._counts[entry, name])
        self.calls.append(call)
        if once:
            self.once.add(call)
        if self.struck or self.fault is None or self.fault.call != call:
            return None
        self.struck = True
        return self._at_once(self.fault.kind)

    def _at_once(self, kind: Kind) -> Kind | None:
        if kind is Kind.DIED_BEFORE:
            raise Died
        if kind is not Kind.OVERTAKEN:
            return kind
        self._watching = False
        try:
            self.meanwhile()
        finally:
            self._watching = True
        return None

    # botocore's events

    def before_call(self, model: Any, context: dict[str, Any], **_: Any) -> Any:
        service = model.service_model
        retries = getattr(context.get("client_config"), "retries", None) or {}
        once = retries.get("total_max_attempts") == 1
        self._here.due = None
        due = self._enter(f"{service.signing_name}:{model.name}", once=once)
        self._here.due = due
        if due is Kind.THROTTLED:
            self._here.due = None
            return _throttled(service.signing_name, model.name)
        if due is Kind.TIMED_OUT:
            self._here.due = None
            raise ReadTimeoutError(endpoint_url=service.endpoint_prefix)
        return None

    def needs_retry(self, attempts: int, **_: Any) -> int | None:
        return 0 if self._due() is Kind.REPEATED and attempts == 1 else None

    def after_call(self, model: Any, **_: Any) -> None:
        due, self._here.due = self._due(), None
        if due is Kind.LOST:
            raise ReadTimeoutError(endpoint_url=model.service_model.endpoint_prefix)
        if due is Kind.DIED_AFTER:
            raise Died

    def _due(self) -> Kind | None:
        found: Kind | None = getattr(self._here, "due", None)
        return found

    def hook(self) -> None:
        """Into every client made from now on."""
        handlers.BUILTIN_HANDLERS.extend(
            [
                ("before-call", self.before_call),
                ("needs-retry", self.needs_retry),
                ("after-call", self.after_call),
            ]
        )

    # a function called by a process: broken by the name of the error that Step Functions would see

    def before(self, function: str, *errors: str) -> None:
        """The next calls of `function` fail with `errors`, one each, without having run."""
        self._named.setdefault(function, ([], []))[0].extend(errors)

    def after(self, function: str, *errors: str) -> None:
        """The next calls of `function` do their work and then fail with `errors`, one each."""
        self._named.setdefault(function, ([], []))[1].extend(errors)

    def strike(self, function: str, *, worked: bool) -> None:
        waiting = self._named.get(function, ([], []))[worked]
        if waiting:
            raise Broken(waiting.pop(0))

    def forget(self) -> None:
        """What was asked for by name and never happened."""
        self._named.clear()


def _throttled(service: str, operation: str) -> tuple[Any, dict[str, Any]]:
    """How each service refuses for a while: DynamoDB cancels a transaction, EventBridge fails the entry."""
    if (service, operation) == ("events", "PutEvents"):
        entry = {"ErrorCode": "ThrottlingException", "ErrorMessage": "slow down"}
        return SimpleNamespace(status_code=200), {"FailedEntryCount": 1, "Entries": [entry]}
    status, code = (503, "SlowDown") if service == "s3" else (400, "ThrottlingException")
    told: dict[str, Any] = {"ResponseMetadata": {"HTTPStatusCode": status}}
    if operation == "TransactWriteItems":
        code, told["CancellationReasons"] = "TransactionCanceledException", [{"Code": "ThrottlingError"}]
    return SimpleNamespace(status_code=status), {**told, "Error": {"Code": code, "Message": "slow down"}}
