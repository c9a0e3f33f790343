"""Words for people, in the three languages every public text of the catalogue has."""

from typing import Literal

from pydantic import Field

from madoguchi.kernel.value import Value

Language = Literal["ja", "easy", "en"]  # easy: plain Japanese (やさしい日本語)


class Text(Value):
    """One text three times; plain Japanese falls back to the full Japanese."""

    ja: str = Field(min_length=1, max_length=2000)
    easy: str | None = Field(default=None, min_length=1, max_length=2000)
    en: str = Field(min_length=1, max_length=2000)

    def of(self, language: str) -> str:
        """The text in `language`; an unknown language reads Japanese."""
        if language == "en":
            return self.en
        return self.easy or self.ja if language == "easy" else self.ja
