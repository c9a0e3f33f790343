"""Who a case is about, as the card, the form and the town's register name them."""

from datetime import date
from typing import Literal

from pydantic import Field

from madoguchi.kernel.value import Value

SEXES = {"1": "male", "男": "male", "男性": "male", "2": "female", "女": "female", "女性": "female", "3": "other"}


def sex(written: str) -> str:
    """One vocabulary for what cards (1, 2, 3), forms and registers write differently."""
    return SEXES.get(written.strip(), written.strip().lower())


class Attributes(Value):
    """The four basic attributes (基本4情報) of a signing certificate, with its substitute-character masks."""

    name: str = Field(min_length=1, max_length=200)
    birth_date: date
    sex: str = Field(max_length=16)
    address: str = Field(max_length=400)
    name_mask: str | None = Field(default=None, max_length=400)
    address_mask: str | None = Field(default=None, max_length=400)


class FourAttributes(Value):
    """What must all match before a machine binds anything to a person; otherwise two people look."""

    name: str
    birth_date: date
    sex: str
    address: str


class Applicant(Value):
    """The claimant: by her certificates first, by the town's addressee number (宛名番号) once it is found."""

    authentication_serial: str = Field(max_length=64)
    signing_serial: str | None = Field(default=None, max_length=64)
    attributes: Attributes
    addressee_number: str | None = None
    matched_by: Literal["certificate-serial", "four-attributes"] | None = None


class MovedFrom(Value):
    municipality: str
    on: date


class Member(Value):
    """A person of a household as the register (住民基本台帳) has her; `registered_here` is False for 住登外者."""

    addressee_number: str
    name: str
    kana: str | None = None
    birth_date: date
    sex: str
    address: str
    relationship: str  # 続柄
    since: date | None = None
    moved_from: MovedFrom | None = None
    registered_here: bool = True
    protected: bool = False  # 支援措置: nobody who could harm her may learn where she is dealt with


class Household(Value):
    """A household (世帯) on the day it was read."""

    as_of: date
    householder: str  # addressee number of the 世帯主
    members: tuple[Member, ...]
