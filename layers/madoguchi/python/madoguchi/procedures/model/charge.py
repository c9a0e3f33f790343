"""Which section is in charge of a procedure (所管課): it alone writes and publishes what a town offers of it."""

from madoguchi.errors import NotAllowed
from madoguchi.procedures.model.procedure import Definition

IN_CHARGE = {"child-care": frozenset({"kosodate"})}  # by category; what no section took is any officer's of the town


class NotInCharge(NotAllowed):
    type = "not-in-charge"


def demand_charge(sections: tuple[str, ...], definition: Definition) -> None:
    """NotInCharge, unless one of the officer's sections is in charge, or none is."""
    charged = IN_CHARGE.get(definition.category)
    if charged and not charged & set(sections):
        raise NotInCharge(f"{definition.category} is another section's")
