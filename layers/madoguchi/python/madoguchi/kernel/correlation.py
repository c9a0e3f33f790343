"""The one id that joins a request's traces: set at a door or a consumer, read wherever a log or a call is made."""

from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("correlation_id", default="")


def begin(correlation_id: str) -> None:
    """From here on this invocation belongs to `correlation_id`."""
    _current.set(correlation_id)


def current() -> str:
    """The running correlation id, empty before `begin`."""
    return _current.get()
