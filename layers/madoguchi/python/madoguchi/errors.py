"""Everything that can go wrong, as one tree; `http` turns it into problem+json, processes catch it by class name.

MadoguchiError
├── Invalid              400  the request cannot be read: names the field
│   ├── TooLarge         413  a file or body beyond its limit
│   └── Unprocessable    422  readable, but against a rule: names the field and the remedy
├── Unauthenticated      401  nobody, or not who they say
├── NotAllowed           403  known, but without a grant
├── NotFound             404  absent, or another's: the two must look alike
├── Conflict             409  somebody else was first
├── PreconditionFailed   412  an older version was edited
└── Unavailable          503  a neighbour or the outside world does not answer; try again

A refusal by a rule is a value, never one of these.
"""

from typing import ClassVar


class MadoguchiError(Exception):
    """`detail` is for engineers and holds no personal data; people read the catalogue text of `type`.

    field   JSON pointer of what is wrong, when one field is.
    params  values for the catalogue text; never personal data.
    """

    type: ClassVar[str] = "internal"
    status: ClassVar[int] = 500

    def __init__(self, detail: str = "", *, field: str | None = None, **params: str | int) -> None:
        super().__init__(detail or self.type)
        self.detail = detail
        self.field = field
        self.params = params


class Invalid(MadoguchiError):
    type = "invalid-request"
    status = 400


class TooLarge(Invalid):
    type = "too-large"
    status = 413


class Unprocessable(Invalid):
    type = "unprocessable"
    status = 422

    def __init__(
        self,
        detail: str = "",
        *,
        field: str | None = None,
        errors: tuple[tuple[str, str], ...] = (),
        **params: str | int,
    ) -> None:
        """`errors`: (JSON pointer, reason code) pairs, when several fields are wrong."""
        super().__init__(detail, field=field, **params)
        self.errors = errors


class Unauthenticated(MadoguchiError):
    type = "unauthenticated"
    status = 401


class NotAllowed(MadoguchiError):
    type = "not-allowed"
    status = 403


class NotFound(MadoguchiError):
    type = "not-found"
    status = 404


class Conflict(MadoguchiError):
    type = "conflict"
    status = 409


class PreconditionFailed(MadoguchiError):
    type = "precondition-failed"
    status = 412


class Unavailable(MadoguchiError):
    """Worth another try; `retry_after` is in seconds."""

    type = "unavailable"
    status = 503

    def __init__(
        self, detail: str = "", *, field: str | None = None, retry_after: int = 5, **params: str | int
    ) -> None:
        super().__init__(detail, field=field, **params)
        self.retry_after = retry_after
