"""What no reader can do ends where a person looks, and what lies behind it in the queue is done."""

import pytest

from tests.faults import page, poison
from tests.faults.matrix import Bench, Difference
from tests.faults.test_matrix import TARGETS, WHOLE

STREAMED = {"applications/announce", "linkage/announce", "ledger/feed", "municipal/announce", "procedures/announce"}
READERS = [target for target in TARGETS if target.consumer and target.consumer not in STREAMED]
NOT_GIVEN_UP = {
    ("intake is started", "about nothing"): poison.ITS_PROCESS,
    ("an inquiry is started", "about nothing"): poison.ITS_PROCESS,
    ("the town hears of a withdrawal", "about nothing"): poison.KEPT_FOR_LATER,
}


@pytest.fixture
def bench(house):
    return lambda target: Bench(target.prepare(house), house.later, house.rewind)


@pytest.mark.parametrize("target", READERS, ids=lambda target: target.name.replace(" ", "-"))
def test_poison_ends_in_the_dead_letters_and_blocks_nobody(target, bench):
    made = bench(target)

    found = {kind: poison.left(made, kind) for kind in poison.KINDS}

    page.note_poison(target, found, whole=WHOLE)
    for kind, place in found.items():
        assert place == NOT_GIVEN_UP.get((target.name, kind), place)
        assert (target.name, kind) in NOT_GIVEN_UP or place in (poison.BY_READER, poison.BY_QUEUE)
    if not WHOLE:
        assert page.poison_of(target) == list(found.values())


def test_a_reader_that_passes_over_poison_is_found(bench):
    target = next(each for each in READERS if each.name == "a notice is composed")
    made = bench(target)

    def passes_over(_body: str) -> list[str]:
        made.work.deliver()
        return []

    made.work.beside_poison = passes_over

    assert poison.left(made, "unreadable") not in (poison.BY_READER, poison.BY_QUEUE)


def test_a_reader_that_stops_at_poison_is_found(bench):
    target = next(each for each in READERS if each.name == "a notice is composed")
    made = bench(target)
    made.work.beside_poison = lambda _body: ["message-0"]

    with pytest.raises(Difference, match="lacks"):
        poison.left(made, "unreadable")


@pytest.mark.parametrize("name", ["intake", "an inquiry is answered"])
def test_an_execution_about_nothing_fails(name, house, monkeypatch):
    target = next(each for each in TARGETS if each.name == name)
    prepared = []
    monkeypatch.setattr(
        f"tests.faults.targets.{target.process.split('/')[0]}.executed",
        lambda process, name, given, **_: prepared.append((process, given)),
    )
    target.prepare(house)
    ((process, given),) = prepared

    run = process.run("ZZZZZZZZZZZZZZZZ-1", {key: "z" * 26 if isinstance(v, str) else v for key, v in given.items()})

    assert not run.succeeded
    assert run.status == "FAILED"
