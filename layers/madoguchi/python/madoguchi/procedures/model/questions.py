"""A form: the rules its answers obey, and the fields that people see.

The rules are JSON Schema 2020-12 within our meta-schema (`meta_schema.json`); so is every condition under which a
field, a section or a document applies. Fields point into the answers by JSON pointer; inside a repeat they point
into one row.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any, Literal

from pydantic import Field as Limit

from madoguchi.kernel.value import Value
from madoguchi.procedures.model.text import Text

Widget = Literal[
    "text", "kana", "textarea", "date", "select", "radio", "checkbox", "money", "number", "tel", "municipality", "repeat"
]  # fmt: skip
Rules = dict[str, Any]


class Option(Value):
    """One choice; `value` is what the answers hold."""

    value: str | bool | int
    label: Text


class Field(Value):
    """One question. `std_code` names the item of the standard form, the key for import by machines.

    show_if  over the whole answers, or over the row inside a repeat; None: always.
    fields   the questions of a repeat's row, pointing into the row.
    """

    pointer: str = Limit(pattern=r"^(/[a-z0-9_]+)+$", max_length=200)
    widget: Widget
    label: Text
    std_code: str = Limit(pattern=r"^[A-Z0-9-]{3,40}$")
    help: Text | None = None
    options: tuple[Option, ...] = ()
    autocomplete: str | None = None
    show_if: Rules | None = None
    fields: tuple["Field", ...] = ()
    item_label: Text | None = None


class Section(Value):
    """Fields asked together, under one heading."""

    id: str = Limit(pattern=r"^[a-z0-9-]{1,40}$")
    title: Text
    intro: Text | None = None
    show_if: Rules | None = None
    fields: tuple[Field, ...]


class Agreement(Value):
    """What two answers must be to one another, which a schema cannot say; an absent answer agrees with everything.

    by  same-kana: the same name as banks write it; not-after: `left` is a date on or before `right`.
    """

    left: str
    right: str
    by: Literal["same-kana", "not-after"]
    reason: str = Limit(pattern=r"^[a-z-]{3,40}$")
    message: Text


class Form(Value):
    """`prefill` says which answer is filled from what: {"/claimant/name": "card.name"}."""

    rules: Rules
    sections: tuple[Section, ...]
    prefill: dict[str, str] = Limit(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()

    def fields(self) -> Iterator[tuple[str, Field]]:
        """Every field under its full pointer; a repeat's row stands as `/-`."""
        for section in self.sections:
            for field in section.fields:
                yield field.pointer, field
                for inside in field.fields:
                    yield f"{field.pointer}/-{inside.pointer}", inside

    @cached_property
    def known(self) -> dict[str, Field]:
        return dict(self.fields())

    def holds_fields(self, pointer: str) -> bool:
        """Whether `pointer` is no field itself, but has fields inside."""
        plain = _plain(pointer)
        return (
            not plain.endswith("/-")
            and plain not in self.known
            and any(known.startswith(f"{plain}/") for known in self.known)
        )

    def label(self, pointer: str, language: str) -> str:
        """What people call the answer at `pointer`: 「お子さん（2人目）：生年月日」.

        A pointer that no field has reads its nearest known parent, its section, or the whole form.
        """
        plain = _plain(pointer)
        if plain and self.holds_fields(pointer):
            return self._section_of(plain).title.of(language)
        while plain and plain not in self.known:
            plain = plain.rpartition("/")[0]
        if not plain:
            return WHOLE.of(language)
        return self._field_label(plain, pointer, language)

    def _field_label(self, plain: str, pointer: str, language: str) -> str:
        field, owner = self.known[plain], self.known.get(plain.partition("/-")[0])
        row = next((int(part) for part in pointer.split("/") if part.isdigit()), None)
        if row is None or owner is None or owner.item_label is None:
            return field.label.of(language)
        return numbered(owner.item_label, row, None if owner is field else field.label, language)

    def _section_of(self, plain: str) -> Section:
        return next(s for s in self.sections if any(f.pointer.startswith(f"{plain}/") for f in s.fields))


WHOLE = Text(ja="入力内容", easy="書いたこと", en="your answers")


def _plain(pointer: str) -> str:
    """A pointer with every row number as `-`."""
    return "/".join("-" if part.isdigit() else part for part in pointer.split("/"))


def numbered(item: Text, row: int, inside: Text | None, language: str) -> str:
    """A repeat's row by its own name and number, and the field inside it when there is one."""
    if language == "en":
        return f"{item.en} {row + 1}" + (f": {inside.en}" if inside else "")
    return f"{item.of(language)}（{row + 1}人目）" + (f"：{inside.of(language)}" if inside else "")
