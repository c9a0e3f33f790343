"""Who of a town handles which affair (所管課): a grant is for an affair, never for a town's whole inbox."""

from madoguchi.municipal.model.lookups import Reader

SECTIONS = {"child-allowance.claim": frozenset({"kosodate"})}
RECEPTION = frozenset({"reception"})  # affairs that no section has taken charge of


def may_see(reader: Reader, affair: str) -> bool:
    """The tax section does not see what the child allowance fetched. A core system works for its whole town."""
    return reader.role == "system" or bool(SECTIONS.get(affair, RECEPTION) & set(reader.sections))
