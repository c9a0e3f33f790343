"""Who works in the demo's towns: invented people, each with what her administrator grants her."""

from dataclasses import dataclass

TOWNS = {"152048": ("sanjo", "三条市"), "151009": ("niigata", "新潟市"), "152021": ("nagaoka", "長岡市")}
FAMILIES = ("child-allowance.*", "childcare.*", "child-rearing-allowance.*", "pregnancy.*", "care.*", "disaster.*")
CHILD_CARE, TAX = "child-allowance.*", "local-tax.*"
DIVISIONS = {"kosodate": "子育て支援課", "zeimu": "税務課", "soumu": "総務課"}


@dataclass(frozen=True)
class Employee:
    """`grants`: (role, affair) pairs. The administrator's own is the operator's to give."""

    username: str
    name: str
    section: str
    duty: str
    grants: tuple[tuple[str, str], ...] = ()


def employees(code: str) -> list[Employee]:
    """The administrator first: she makes the others."""
    town, name = TOWNS[code]

    def one(section: str, number: int, duty: str, *grants: tuple[str, str]) -> Employee:
        label = f"{name} {DIVISIONS[section]} {number}番"
        return Employee(f"{town}-{section}-{number}", label, section, duty, grants)

    authored = (("author", family) for family in FAMILIES)
    return [
        one("soumu", 1, "administrator: officers and grants"),
        one("kosodate", 1, "examiner: proposes decisions", ("examiner", CHILD_CARE), *authored),
        one("kosodate", 2, "approver: approves what another proposed", ("approver", CHILD_CARE)),
        one("zeimu", 1, "examiner of the tax section: sees no child allowance", ("examiner", TAX)),
    ]
