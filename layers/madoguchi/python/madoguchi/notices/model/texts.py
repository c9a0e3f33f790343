"""The words of a notice: texts.json holds them by kind and language, this module fills in the names.

A text may name the receipt number, the municipality and the procedure, and nothing else about anybody.
"""

import json
from functools import cache
from importlib import resources
from typing import Any

from madoguchi.notices.model.notice import Names, Occasion, Text

LANGUAGES = ("ja", "en")
FIELDS = frozenset({"receipt", "municipality", "procedure"})


@cache
def texts() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(resources.files(__package__).joinpath("texts.json").read_text("utf-8"))
    return loaded


def in_app(occasion: Occasion, names: Names, language: str) -> Text:
    """What stands in the portal. A language without texts is answered in Japanese."""
    words, values = _words(occasion, language), _values(occasion, names, language)
    return Text(title=words["title"].format_map(values), body=words["body"].format_map(values))


def email(occasion: Occasion, names: Names, language: str) -> Text:
    """What goes by e-mail: the same, and where to look; an open postcard, so no amounts and no reasons."""
    words, values = _words(occasion, language), _values(occasion, names, language)
    letter: str = texts()["email"][spoken(language)]
    return Text(
        title=words["subject"].format_map(values),
        body=letter.format_map({"body": words["body"].format_map(values)}),
    )


def spoken(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]


def _words(occasion: Occasion, language: str) -> dict[str, str]:
    words: dict[str, str] = texts()[occasion.kind][spoken(language)]
    return words


def _values(occasion: Occasion, names: Names, language: str) -> dict[str, str]:
    unknown, spoken_language = texts()["unknown"], spoken(language)
    return {
        "receipt": occasion.receipt,
        "municipality": names.municipality or unknown["municipality"][spoken_language],
        "procedure": names.procedure or unknown["procedure"][spoken_language],
    }
