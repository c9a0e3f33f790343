"""What core systems send for their own town: sealed numbers, copies for provision, statutory agents."""

from typing import Any

from pydantic import Field

from madoguchi.kernel.value import Value

ADDRESSEE = r"^[0-9A-Za-z-]{1,15}$"
ITEM = r"^[a-z0-9.-]{1,80}$"


class SealedRequest(Value):
    """Individual Number and resident record code, encrypted by the sender to the sealed zone's key."""

    sealed: str = Field(min_length=1, max_length=2000, repr=False)


class CopyRequest(Value):
    """A copy for provision (副本) of one person's item."""

    layout: str = Field(max_length=80)
    as_of: str = Field(max_length=40)
    value: dict[str, Any] = Field(repr=False)


class RepresentationRequest(Value):
    """A statutory agent (法定代理人) as the register or a court made her; `from` is a date."""

    representative: str = Field(pattern=ADDRESSEE)
    represented: str = Field(pattern=ADDRESSEE)
    kind: str = Field(max_length=40)
    since: str = Field(alias="from", max_length=40)
