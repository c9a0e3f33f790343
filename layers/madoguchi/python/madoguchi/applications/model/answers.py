"""Answers as JSON: what no form can hold is refused by name, and two sets of answers are compared by pointer."""

from collections.abc import Iterable, Iterator
from typing import Any

from madoguchi.applications.model.application import Answers
from madoguchi.applications.model.problems import AnswersTooLarge, MalformedAnswers
from madoguchi.kernel.canonical import canonical
from madoguchi.kernel.identifiers import holds_individual_number, mask_individual_numbers

MAX_BYTES = 100_000  # a row of the table holds 400 KB; the longest standard form fills a tenth of this
MAX_DEPTH = 12


def checked(answers: Answers) -> Answers:
    """`answers`, when some form could hold them. Errors: MalformedAnswers, AnswersTooLarge, naming the field."""
    for pointer, value in walk(answers):
        if pointer.count("/") > MAX_DEPTH or isinstance(value, float) or not _is_text(value):
            raise MalformedAnswers("answers hold text, whole numbers, lists and objects", field=_field(pointer))
    size = len(canonical(answers))
    if size > MAX_BYTES:
        largest = max(answers, key=lambda name: len(canonical(answers[name])))
        raise AnswersTooLarge(f"{size} bytes", field=_field(child("", largest)), limit=MAX_BYTES)
    return answers


def walk(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every node with its JSON pointer, the whole first, no deeper than one level beyond MAX_DEPTH."""
    waiting = [(pointer, value)]
    while waiting:
        pointer, value = waiting.pop()
        yield pointer, value
        if isinstance(value, dict | list) and pointer.count("/") <= MAX_DEPTH:
            waiting += [(child(pointer, name), inner) for name, inner in _children(value)][::-1]


def _children(value: Any) -> Iterable[tuple[str, Any]]:
    if isinstance(value, dict):
        return value.items()
    return ((str(at), item) for at, item in enumerate(value)) if isinstance(value, list) else ()


def child(pointer: str, name: str) -> str:
    return f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"


def changed(old: Answers, new: Answers) -> list[str]:
    """The pointers of the leaves in which two sets of answers differ, sorted."""
    before, after = _leaves(old), _leaves(new)
    differing = (pointer for pointer in before.keys() | after.keys() if _differs(pointer, before, after))
    return sorted(differing)


def _leaves(answers: Answers) -> dict[str, Any]:
    return {pointer: value for pointer, value in walk(answers) if not (isinstance(value, dict | list) and value)}


def _differs(pointer: str, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """An empty list or object that was filled (or emptied) is told by what it holds, not by itself."""
    here, there = before.get(pointer, _differs), after.get(pointer, _differs)
    if type(here) is type(there) and here == there:
        return False
    lone = here if there is _differs else there if here is _differs else None
    other = after if there is _differs else before
    return lone not in ({}, []) or not any(found.startswith(f"{pointer}/") for found in other)


def covered(pointer: str, allowed: Iterable[str]) -> bool:
    """Whether `pointer` is one of `allowed`, or lies within one."""
    return any(pointer == root or pointer.startswith(f"{root}/") for root in allowed)


def without_individual_numbers(answers: Answers) -> tuple[Answers, list[str]]:
    """The answers with what may be an Individual Number starred, and the pointers where that was.

    No form asks for one, and outside the sealed zone none may be stored.
    """
    found = [pointer for pointer, value in walk(answers) if isinstance(value, str) and holds_individual_number(value)]
    return (_masked(answers) if found else answers), found


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _masked(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner) for inner in value]
    return mask_individual_numbers(value) if isinstance(value, str) else value


def _field(pointer: str) -> str:
    return f"/answers{pointer}"


def _is_text(value: Any) -> bool:
    """JSON can name half a surrogate pair; UTF-8 cannot hold it."""
    texts = [value] if isinstance(value, str) else value if isinstance(value, dict) else ()
    return all(map(_is_writable, texts))


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
