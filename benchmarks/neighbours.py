"""Signed calls of a neighbour's API: heard while a step is counted, said again while its CPU is measured."""

import copy
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from madoguchi.signed import SignedHttp

Json = dict[str, Any]
Said = tuple[str, str, Json]


@contextmanager
def heard(told: Callable[[str], None], aside: Callable[[], AbstractContextManager[None]]) -> Iterator[list[Said]]:
    """`told` of every call. Whatever the neighbour does inside this process is its own affair: `aside`."""
    answers: list[Said] = []
    real = SignedHttp.__dict__["call"]

    def call(self: SignedHttp, method: str, path: str, body: Json | None = None) -> Json:
        told(f"{method} {path}")
        with aside():
            answer: Json = real.__get__(self, SignedHttp)(method, path, body)
        answers.append((method, path, answer))
        return answer

    with _replaced(call):
        yield answers


@contextmanager
def saying(answers: list[Said]) -> Iterator[None]:
    known = {(method, path): answer for method, path, answer in answers}

    def call(_self: SignedHttp, method: str, path: str, _body: Json | None = None) -> Json:
        return copy.deepcopy(known[method, path])

    with _replaced(call):
        yield


@contextmanager
def _replaced(call: Any) -> Iterator[None]:
    real = SignedHttp.__dict__["call"]
    SignedHttp.call = call  # type: ignore[method-assign]
    try:
        yield
    finally:
        SignedHttp.call = real  # type: ignore[method-assign]
