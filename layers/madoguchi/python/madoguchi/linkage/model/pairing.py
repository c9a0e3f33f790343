"""Pairings of an institution's addressee number (宛名番号) with its code; both directions rest in its partition."""

from pydantic import Field

from madoguchi.errors import Conflict
from madoguchi.kernel.value import Value

PORTAL = "PORTAL"  # the portal is an institution of its own: its addressee numbers are account ids


class PairedOtherwise(Conflict):
    """The addressee number is another person's already, or the person has another number here."""

    type = "paired-otherwise"


class Pairing(Value):
    institution: str
    addressee_number: str
    code: str = Field(repr=False)

    @property
    def exclusive(self) -> bool:
        """One number per person at an institution; at the portal a person may have had several accounts."""
        return self.institution != PORTAL
