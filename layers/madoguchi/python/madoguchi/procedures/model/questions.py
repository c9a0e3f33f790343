"""A form: the rules its answers obey, and the questions that people see.

The rules are JSON Schema 2020-12 within our meta-schema (`meta_schema.json`); so is every condition under which a
question, a section or a document applies. Questions point into the answers by JSON pointer; inside a list they
point into one item.
"""

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from madoguchi.kernel.value import Value
from madoguchi.procedures.model.text import Text

Widget = Literal[
    "text", "kana", "date", "radio", "select", "yes-no", "money", "phone", "email", "address", "municipality",
    "number", "textarea", "list", "file",
]  # fmt: skip
Rules = dict[str, Any]


class Option(Value):
    """One choice; `value` is what the answers hold."""

    value: str
    label: Text


class Question(Value):
    """One question. `std_code` names the item of the standard form, the key for import by machines.

    visible_when  over the whole answers, or over the item inside a list; None: always.
    items         the questions of a list's item, pointing into the item.
    slot          the attachment slot of a file question; such a question has no answer of its own.
    """

    pointer: str = Field(pattern=r"^(/[a-z0-9_]+)+$", max_length=200)
    widget: Widget
    label: Text
    std_code: str = Field(pattern=r"^[A-Z0-9-]{3,40}$")
    help: Text | None = None
    options: tuple[Option, ...] = ()
    autocomplete: str | None = None
    unit: Text | None = None
    visible_when: Rules | None = None
    items: tuple["Question", ...] = ()
    item_label: Text | None = None
    slot: str | None = None


class Section(Value):
    """Questions asked together, under one heading."""

    section_id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    title: Text
    help: Text | None = None
    visible_when: Rules | None = None
    questions: tuple[Question, ...]


class Agreement(Value):
    """What two answers must be to one another, which a schema cannot say; an absent answer agrees with everything.

    by  same-kana: the same name as banks write it; not-after: `left` is a date on or before `right`.
    """

    left: str
    right: str
    by: Literal["same-kana", "not-after"]
    reason: str = Field(pattern=r"^[a-z-]{3,40}$")
    message: Text


class Form(Value):
    """`prefill` says which answer is filled from what: {"/claimant/name": "card.name"}."""

    rules: Rules
    sections: tuple[Section, ...]
    prefill: dict[str, str] = Field(default_factory=dict)
    agreements: tuple[Agreement, ...] = ()

    def questions(self) -> Iterator[tuple[str, Question]]:
        """Every question under its full pointer; a list's item stands as `/-`."""
        for section in self.sections:
            for question in section.questions:
                yield question.pointer, question
                for item in question.items:
                    yield f"{question.pointer}/-{item.pointer}", item

    def label(self, pointer: str, language: str) -> str:
        """What people call the answer at `pointer`: 「お子さん（2人目）：生年月日」. Unknown pointers read their nearest
        known parent, else the whole form."""
        parts = pointer.split("/")[1:]
        number = next((int(part) for part in parts if part.isdigit()), None)
        plain = "/" + "/".join("-" if part.isdigit() else part for part in parts)
        known = dict(self.questions())
        while plain and plain not in known:
            plain = plain.rpartition("/")[0]
        if not plain:
            return WHOLE.of(language)
        found = known[plain].label.of(language)
        owner = known.get(plain.partition("/-")[0])
        if number is None or owner is None or owner.item_label is None:
            return found
        return numbered(owner.item_label, number, None if owner is known[plain] else found, language)


WHOLE = Text(ja="入力内容", easy="書いたこと", en="your answers")


def numbered(item: Text, index: int, inside: str | None, language: str) -> str:
    """The item's own name, and the question inside it when there is one."""
    name = f"{item.of(language)} {index + 1}" if language == "en" else f"{item.of(language)}（{index + 1}人目）"
    return name if inside is None else (f"{name}: {inside}" if language == "en" else f"{name}：{inside}")
