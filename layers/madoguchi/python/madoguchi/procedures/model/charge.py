"""Which procedures an officer may write and publish: those of the affairs she was granted as their author (所管課)."""

from collections.abc import Sequence

from madoguchi.errors import NotAllowed

FAMILY = ".*"


class NotInCharge(NotAllowed):
    type = "not-in-charge"


def covers(granted: str, affair: str) -> bool:
    """An affair, or with ".*" at its end everything of its family: child-allowance.* covers child-allowance.claim."""
    if granted.endswith(FAMILY):
        return affair.startswith(granted.removesuffix("*"))
    return granted == affair


def demand_charge(authored: Sequence[str], affair: str) -> None:
    """NotInCharge, unless one of the grants covers the affair."""
    if not any(covers(granted, affair) for granted in authored):
        raise NotInCharge(f"{affair} is another's")


def demand_any(authored: Sequence[str]) -> None:
    """NotInCharge, when she is author of nothing."""
    if not authored:
        raise NotInCharge("author of no affair")
