"""A commit of an officer and its repetition: the same key with the same wish has the first answer."""

from datetime import datetime, timedelta
from typing import Any

from madoguchi.errors import Unprocessable
from madoguchi.kernel.canonical import canonical, sha256_hex
from madoguchi.kernel.value import Value

KEPT = timedelta(days=30)


class KeyReused(Unprocessable):
    type = "idempotency-key-reused"


class Once(Value):
    """One Idempotency-Key of one officer, and what was wished under it."""

    municipality: str
    officer: str
    key: str
    digest: str

    @staticmethod
    def of(municipality: str, officer: str, key: str, act: str, wish: Value) -> "Once":
        digest = sha256_hex(canonical([act, wish.model_dump(mode="json", by_alias=True)]))
        return Once(municipality=municipality, officer=officer, key=key, digest=digest)


class Answered(Value):
    """A commit with its answer: kept in the very transaction that commits."""

    once: Once
    answer: str

    @staticmethod
    def by(once: Once, answer: Value) -> "Answered":
        return Answered(once=once, answer=answer.model_dump_json(by_alias=True))


def key_of(once: Once) -> tuple[str, str]:
    """Partition and sort key: an officer's keys are hers alone."""
    return f"ONCE#{once.municipality}#{once.officer}", f"KEY#{once.key}"


def row_of(answered: Answered, wall: datetime) -> dict[str, Any]:
    """The row that is written beside what was committed, for whoever repeats the request."""
    pk, sk = key_of(answered.once)
    expires = int((wall + KEPT).timestamp())
    return {"pk": pk, "sk": sk, "kind": "once", "answered": answered.model_dump_json(), "expires": expires}


def first_answer(once: Once, kept: Answered | None) -> str | None:
    """The first answer, None before there is one. KeyReused when the key was used for another wish."""
    if kept is None:
        return None
    if kept.once.digest != once.digest:
        raise KeyReused("another wish under the same key", field="/headers/Idempotency-Key")
    return kept.answer
