"""Reads the four basic attributes from a signing certificate's subject alternative names."""

from collections.abc import Iterable
from datetime import date

from asn1crypto.core import UTF8String
from cryptography import x509

from madoguchi.identity.model.account import Attributes, Sex

ARC = "1.2.392.200149.8.5.5."
NAME, NAME_MASK, SEX, BIRTH_DATE, ADDRESS, ADDRESS_MASK = "1", "2", "3", "4", "5", "6"
SEXES: dict[str, Sex] = {"1": "male", "2": "female", "3": "other"}


def read_attributes(names: Iterable[x509.GeneralName]) -> Attributes:
    """KeyError when one is missing; ValueError when one is unreadable or given twice."""
    found: dict[str, str] = {}
    for name in names:
        if isinstance(name, x509.OtherName) and name.type_id.dotted_string.startswith(ARC):
            number = name.type_id.dotted_string.removeprefix(ARC)
            if number in found:
                raise ValueError("an attribute is given twice")
            found[number] = _text(name.value)
    return Attributes(
        name=found[NAME],
        birth_date=read_birth_date(found[BIRTH_DATE]),
        sex=SEXES[found[SEX]],
        address=found[ADDRESS],
        name_mask=_mask(found.get(NAME_MASK), found[NAME]),
        address_mask=_mask(found.get(ADDRESS_MASK), found[ADDRESS]),
    )


def read_birth_date(code: str) -> date:
    """EYYYYMMDD: the digit E names the era, YYYY is already Gregorian (319840412 is 1984-04-12)."""
    if len(code) != 9 or not code.isascii() or not code.isdigit() or code[0] not in "012345":
        raise ValueError("not a birth date of the form EYYYYMMDD")
    return date(int(code[1:5]), int(code[5:7]), int(code[7:9]))


def _text(der: bytes) -> str:
    text = UTF8String.load(der, strict=True).native
    if not isinstance(text, str) or not text:
        raise ValueError("an attribute is empty")
    return text


def _mask(mask: str | None, text: str) -> str:
    """A missing mask means that nothing was substituted; one of another length tells nothing and is refused."""
    if mask is None:
        return "0" * len(text)
    if len(mask) != len(text) or set(mask) - {"0", "1"}:
        raise ValueError("a substitution mask does not fit its text")
    return mask
