"""The published rules of linkage, each with its dates: who exists, what is asked of whom, who may, who has assessed.

A rule is data (since 2024 the permission table is a ministerial order, not the Act). A row is in force from `since`
to `until`, both included. The wording of names, purposes and identifiers is ours and opaque, not an official code.
"""

from datetime import date
from typing import Literal, TypeVar

from pydantic import Field, ValidationError

from madoguchi.errors import Unprocessable
from madoguchi.kernel.value import Value
from madoguchi.ledger.model.records import Named, Text

ProviderRule = Literal["tax-january-1", "registered-at"]


class UnknownRule(Unprocessable):
    """An affair, an item or an institution that no rule knows."""

    type = "unknown-rule"


class UnreadableRules(Unprocessable):
    type = "unreadable-rules"


class Dated(Value):
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Organisation(Dated):
    """An institution of the network; municipalities are not the whole of it, so it has a kind."""

    code: str
    kind: str
    name: Text

    def named(self) -> Named:
        return Named(id=self.code, name=self.name)


class Item(Value):
    """A kind of Specific Personal Information (特定個人情報) that is exchanged, and how its provider is found."""

    id: str
    name: Text
    provider_rule: ProviderRule
    tax_year_starts_in_month: int | None = None


class Permission(Dated):
    """A row of the permission table: asker, affair, provider, item. `owner` is "national" or a municipality."""

    id: str
    owner: str
    asker_kind: str
    affair: str
    provider_kind: str
    item: str
    legal_basis: Text
    purpose: Text


class Assessment(Dated):
    """A published assessment (特定個人情報保護評価, PIA) of an institution, and the affairs and items it covers."""

    id: str
    institution: str
    covers: tuple[str, ...]


Row = Organisation | Item | Permission | Assessment


class Rules(Value):
    """Everything in force or to come, at one version."""

    version: str
    organisations: tuple[Organisation, ...] = ()
    items: tuple[Item, ...] = ()
    affairs: tuple[Named, ...] = ()
    permissions: tuple[Permission, ...] = ()
    assessments: tuple[Assessment, ...] = Field(default=())

    def organisation(self, code: str, on: date) -> Organisation | None:
        return next((one for one in self.organisations if one.code == code and one.holds_on(on)), None)

    def item(self, id: str) -> Item:
        return _found(self.items, id, "/item")

    def affair(self, id: str) -> Named:
        return _found(self.affairs, id, "/affair")


Known = TypeVar("Known", Item, Named)


def _found(rows: tuple[Known, ...], id: str, field: str) -> Known:
    for row in rows:
        if row.id == id:
            return row
    raise UnknownRule("no published rule names this", field=field)


def changed(rules: Rules, kind: str, row: dict[str, object]) -> Rules:
    """`rules` with one more row of `kind` ("permissions"); a row of the same id (or code) gives way to it.

    Errors  UnreadableRules, when the row or the kind does not read.
    """
    if kind not in ("organisations", "items", "affairs", "permissions", "assessments"):
        raise UnreadableRules("there is no such kind of rule", field="/kind")
    name = "code" if kind == "organisations" else "id"
    dumped = rules.model_dump()
    others = [one for one in dumped[kind] if one[name] != row.get(name)]
    try:
        return Rules.model_validate({**dumped, kind: [*others, row]})
    except ValidationError:
        raise UnreadableRules("the rule does not read", field="/row") from None
