"""Words for people, in the three languages every public text of the catalogue has."""

from typing import Any, Literal

from pydantic import Field, model_validator

from madoguchi.kernel.value import Value

Language = Literal["ja", "easy", "en"]  # easy: plain Japanese (やさしい日本語)


class Text(Value):
    """One text three times; plain Japanese falls back to the full Japanese. A bare text is the same in all three."""

    ja: str = Field(min_length=1, max_length=2000)
    easy: str | None = Field(default=None, min_length=1, max_length=2000)
    en: str = Field(min_length=1, max_length=2000)

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: Any) -> Any:
        return {"ja": value, "en": value} if isinstance(value, str) else value

    def of(self, language: str) -> str:
        """The text in `language`; an unknown language reads Japanese."""
        if language == "en":
            return self.en
        return self.easy or self.ja if language == "easy" else self.ja
