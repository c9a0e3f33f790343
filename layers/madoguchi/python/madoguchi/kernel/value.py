"""The base of every model: an immutable value that never prints what it was given."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Frozen and closed to unknown fields; validation errors hide the input (it may be personal data)."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)
