"""JSON as its standard says (RFC 8259), and nothing that two readers could read as two things."""

import json
from typing import Any


def read(text: str) -> Any:
    """The value of `text`. JSONDecodeError, also for what Python alone would take or break at.

    That is: a name given twice, NaN and Infinity, a number of thousands of digits, half a surrogate pair.
    """
    try:
        value = json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
        if "\\ud" in text.lower():
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError:
        raise
    except ValueError as error:  # our own two, int() of too many digits, a character that cannot be written
        raise json.JSONDecodeError(str(error), "", 0) from None
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _refuse(_constant: str) -> float:
    raise ValueError("no number of JSON")
