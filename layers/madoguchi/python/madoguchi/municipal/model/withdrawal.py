"""What the portal tells of a withdrawal (取下げ), and what the town answers."""

from pydantic import AwareDatetime, Field, field_validator

from madoguchi.kernel.identifiers import municipality_code
from madoguchi.kernel.value import Value
from madoguchi.municipal.model.case import Status
from madoguchi.municipal.model.delivery import RECEIPT


class Withdrawal(Value):
    """`withdrawn_at`: when she withdrew, which may be long before the town hears of it."""

    municipality: str
    receipt: str = Field(pattern=RECEIPT)
    withdrawn_at: AwareDatetime
    correlation_id: str = Field(default="", max_length=64)

    @field_validator("municipality")
    @classmethod
    def _a_code(cls, text: str) -> str:
        return municipality_code(text)


class Heard(Value):
    """`status` of the case now: `decided` where the town was first, none where nothing was delivered yet."""

    municipality: str
    receipt: str
    status: Status | None
