"""What the citizen sees of the ledger: plain words, purpose and legal basis, never a value or an amount."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar

from madoguchi.kernel.value import Value
from madoguchi.ledger.model.purposes import words_of
from madoguchi.ledger.model.records import Exchange, Kept, LookUp, Named, Relation, Subject, Text, shown

T = TypeVar("T")


class About(Value):
    relation: Relation
    label: Text


class Place(Value):
    code: str
    name: Text


class ExchangeView(Value):
    record_id: str
    at_requested: datetime
    at_provided: datetime | None
    asker: Place
    provider: Place
    affair: Named
    items: tuple[Named, ...]
    legal_basis: Text
    purpose: Text
    person: About


class LookUpView(Value):
    record_id: str
    at: datetime
    institution: Place
    section: Text
    purpose: Text
    application: str | None
    completed: bool
    person: About


class RecordsView(Value):
    """Two lists, labelled apart, newest first."""

    exchanges: tuple[ExchangeView, ...]
    lookups: tuple[LookUpView, ...]


def view(found: Iterable[tuple[Subject, Iterable[Kept]]]) -> RecordsView:
    """The open records of each subject; what is suppressed leaves no count, gap or order behind."""
    exchanges: list[ExchangeView] = []
    lookups: list[LookUpView] = []
    for subject, records in found:
        open_records = [one.record for one in records if shown(one)]
        exchanges += [_exchange(r, subject) for r in open_records if isinstance(r, Exchange)]
        lookups += _lookups([r for r in open_records if isinstance(r, LookUp)], subject)
    return RecordsView(
        exchanges=_newest(exchanges, lambda one: one.at_requested), lookups=_newest(lookups, lambda one: one.at)
    )


def spoken(value: Any, language: str) -> Any:
    """A dumped view in one language: every {"ja", "en"} becomes its text."""
    if isinstance(value, dict):
        if value.keys() == {"ja", "en"}:
            return value[language]
        return {name: spoken(child, language) for name, child in value.items()}
    return [spoken(child, language) for child in value] if isinstance(value, list) else value


def _newest(views: list[T], at: Callable[[T], datetime]) -> tuple[T, ...]:
    return tuple(sorted(views, key=at, reverse=True))


def _exchange(record: Exchange, subject: Subject) -> ExchangeView:
    return ExchangeView(
        record_id=record.record_id,
        at_requested=record.requested_at,
        at_provided=record.provided_at,
        asker=_place(record.asker),
        provider=_place(record.provider),
        affair=record.affair,
        items=record.items,
        legal_basis=record.legal_basis,
        purpose=record.purpose,
        person=About(relation=subject.relation, label=subject.label),
    )


def _lookups(phases: list[LookUp], subject: Subject) -> list[LookUpView]:
    """One view per look: its two phases are merged; a look whose second phase is missing is shown as it stands."""
    looks: dict[str, list[LookUp]] = {}
    for phase in sorted(phases, key=lambda p: (p.phase != "before", p.at)):
        looks.setdefault(phase.entry_id, []).append(phase)
    return [_lookup(both, subject) for both in looks.values()]


def _lookup(phases: list[LookUp], subject: Subject) -> LookUpView:
    first = phases[0]
    return LookUpView(
        record_id=first.entry_id,
        at=first.at,
        institution=_place(first.institution),
        section=_both(first.section),
        purpose=words_of(first.purpose),
        application=first.receipt,
        completed=any(phase.phase == "after" for phase in phases),
        person=About(relation=subject.relation, label=subject.label),
    )


def _both(name: Text | str) -> Text:
    return name if isinstance(name, Text) else Text(ja=name, en=name)


def _place(named: Named) -> Place:
    return Place(code=named.id, name=named.name)
