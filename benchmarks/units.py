"""DynamoDB's own arithmetic: how large an item is, and how many units reading and writing it takes."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any

KIB = 1024
READ_BYTES, WRITE_BYTES = 4 * KIB, KIB
Item = Mapping[str, Any]


def size(item: Item) -> int:
    """An item's bytes in the wire form: names and values, three bytes and one a member for maps and lists."""
    return sum(len(name.encode()) + _value(value) for name, value in item.items())


def _value(value: Mapping[str, Any]) -> int:
    ((kind, inner),) = value.items()
    if kind in ("NULL", "BOOL"):
        return 1
    if kind == "N":
        return len(str(inner).strip("-").replace(".", "")) // 2 + 2
    if kind == "M":
        return 3 + len(inner) + size(inner)
    if kind == "L":
        return 3 + len(inner) + sum(map(_value, inner))
    if kind in ("SS", "NS", "BS"):
        return sum(len(each) for each in inner)
    return len(inner if isinstance(inner, bytes) else inner.encode())


def read_units(sizes: Iterable[int], *, consistent: bool, together: bool = False, transaction: bool = False) -> float:
    """`together`: a query adds its items up before it rounds. An absent item costs as a small one."""
    found = [sum(sizes)] if together else list(sizes)
    rounded = sum(max(1, ceil(bytes_ / READ_BYTES)) for bytes_ in found or [0])
    return rounded * (2 if transaction else 1 if consistent else 0.5)


def write_units(before: Item | None, after: Item | None, *, transaction: bool = False) -> int:
    """The larger of the two images; a transaction writes twice."""
    largest = max((size(image) for image in (before, after) if image), default=0)
    return max(1, ceil(largest / WRITE_BYTES)) * (2 if transaction else 1)


def index_writes(before: Item | None, after: Item | None, keys: Sequence[str]) -> list[tuple[str, int]]:
    """(partition, units) of each write that an index over `keys` takes: gone from its old place, come to its new."""
    was, is_ = _place(before, keys), _place(after, keys)
    written = []
    if before and was and was != is_:
        written.append((was[0], write_units(before, None)))
    if after and is_ and before != after:
        written.append((is_[0], write_units(before if was == is_ else None, after)))
    return written


def _place(item: Item | None, keys: Sequence[str]) -> tuple[str, ...] | None:
    if not item or any(key not in item for key in keys):
        return None
    return tuple(str(next(iter(item[key].values()))) for key in keys)
