"""A citizen's account: found by her card's serial, kept under a random id."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from madoguchi.kernel.value import Value

Sex = Literal["male", "female", "other"]
Language = Literal["ja", "en"]
ACCOUNT_ID = r"^[a-z2-7]{26}$"


class Attributes(Value):
    """The four basic attributes (基本4情報) as the signing certificate writes them, code point for code point.

    A mask has one character per character of its text: "1" marks a substitute for a character that the
    certificate cannot hold, so a comparison must treat that position as a wildcard.
    """

    name: str
    birth_date: date
    sex: Sex
    address: str
    name_mask: str
    address_mask: str


class Account(Value):
    """`user_ready`: the pool knows the user. `paired`: the core knows which person the account is."""

    account_id: str = Field(pattern=ACCOUNT_ID)
    version: int
    authentication_serial: str
    created_at: datetime
    user_ready: bool = False
    paired: bool = False
    signing_serial: str | None = None
    attributes: Attributes | None = None
    certificate_valid_until: datetime | None = None
    language: Language = "ja"
    email: str | None = None
    electronic_decision: bool = False


class Preferences(Value):
    """What a citizen may change herself; None leaves a value as it is, an empty e-mail address removes it."""

    language: Language | None = None
    email: str | None = Field(
        default=None, max_length=254, pattern=r"^$|^[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,189}$"
    )
    electronic_decision: bool | None = None


def new_account(account_id: str, serial: str, at: datetime) -> Account:
    return Account(account_id=account_id, version=1, authentication_serial=serial, created_at=at)


def prefer(account: Account, wishes: Preferences) -> Account:
    given = wishes.model_dump(exclude_none=True)
    if given.get("email") == "":
        given["email"] = None
    return account.model_copy(update=given)


def needs_confirmation(account: Account, wishes: Preferences) -> bool:
    """Whether her card must answer again: for where she is told, and for how a decision reaches her in law."""
    wished = prefer(account, wishes)
    return (wished.email, wished.electronic_decision) != (account.email, account.electronic_decision)


def hold(account: Account, serial: str, attributes: Attributes, valid_until: datetime) -> Account:
    """The account with the signing certificate it showed last."""
    return account.model_copy(
        update={"signing_serial": serial, "attributes": attributes, "certificate_valid_until": valid_until}
    )
