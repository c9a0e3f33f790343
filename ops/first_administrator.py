"""The first administrator of a town: made by an operator, once, with a password for one log-in. Nobody is by default.

    python -m ops.first_administrator --stage prod --town 152048 --officer sanjo-soumu-1 --name "..."

She logs in to the console, sets a password and an authenticator, and gives everybody else's grants. While somebody
administers the town the command refuses; with --again it makes another one, and the grant says who ran it.
"""

import argparse
import re
import sys
from datetime import UTC, date, datetime
from typing import Protocol

from madoguchi.errors import Invalid
from madoguchi.kernel import ids
from madoguchi.kernel.clock import jst_date
from madoguchi.kernel.identifiers import municipality_code
from madoguchi.municipal.model.administration import GRANTED_TO, administrating
from madoguchi.municipal.model.grants import ADMINISTRATION, Grant, Role
from madoguchi.municipal.model.occasion import Occasion
from madoguchi.municipal.model.officers import NAME, Officer, Staff
from madoguchi.municipal.model.once import Answered
from madoguchi.municipal.officers_cognito import OfficersPool
from madoguchi.municipal.officers_table import OfficersTable
from ops import stages

SECTION = "soumu"


class Refused(SystemExit):
    """Nothing was made."""


class Store(Protocol):
    def staff(self, municipality: str) -> Staff: ...
    def hire(self, officer: Officer) -> None: ...
    def grant(self, grant: Grant, at: Occasion, answered: Answered | None) -> None: ...


class Pool(Protocol):
    def invite(self, officer: str, municipality: str) -> str | None: ...


def make(
    store: Store,
    pool: Pool,
    officer: Officer,
    *,
    section: str,
    grant_id: str,
    at: Occasion,
    since: date | None = None,
    again: bool = False,
) -> str:
    """Her password for one log-in. Safe to repeat after a break: what is there already is not made again.

    officer  as she is to be; `created_by` says who runs this
    """
    staff = store.staff(officer.municipality)
    today = jst_date(at.now)
    administrators = {grant.officer for grant in administrating(staff, today)}
    known = next((each for each in staff.officers if each.officer == officer.officer), None)
    if administrators - {officer.officer} and not again:
        raise Refused("somebody administers this town already: she makes the next one, or give --again")
    password = None if known and known.disabled_at else pool.invite(officer.officer, officer.municipality)
    if password is None:
        raise Refused(f"{officer.officer} is taken, is disabled, or has logged in already")
    if known is None:
        store.hire(officer)
    if officer.officer not in administrators:
        store.grant(_grant(officer, section=section, grant_id=grant_id, since=since or today, at=at), at, None)
    return password


def _grant(officer: Officer, *, section: str, grant_id: str, since: date, at: Occasion) -> Grant:
    return Grant(
        grant_id=grant_id,
        municipality=officer.municipality,
        officer=officer.officer,
        section=section,
        affair=ADMINISTRATION,
        role=Role.ADMINISTRATOR,
        since=since,
        granted_by=officer.created_by,
        granted_at=at.now,
    )


def outputs(stage: str) -> dict[str, str]:
    """What the municipal zone's services stack exports."""
    stacks = stages.client("cloudformation", stage).describe_stacks(StackName=f"Madoguchi-{stage}-municipal")
    return {each["OutputKey"].removeprefix("Out"): each["OutputValue"] for each in stacks["Stacks"][0]["Outputs"]}


def main() -> int:
    asked = _asked()
    found, now = outputs(asked.stage), datetime.now(UTC)  # noqa: TID251  a command of an operator, on her own clock
    at = Occasion(now=now, wall=now, correlation_id=ids.correlation_id(), new_id=ids.new_id)
    operator = stages.client("sts", asked.stage).get_caller_identity()["Arn"]
    officer = Officer(
        municipality=asked.town,
        officer=asked.officer,
        name=asked.name,
        created_by=f"operator {operator}",
        created_at=now,
    )
    store = OfficersTable(stages.client("dynamodb", asked.stage), found["MunicipalTable"])
    pool = OfficersPool(stages.client("cognito-idp", asked.stage), found["StaffPool"])
    password = make(store, pool, officer, section=asked.section, grant_id=ids.new_id(), at=at, again=asked.again)
    print(
        f"{officer.officer} administers {officer.municipality}.\nPassword for one log-in, shown this once: {password}"
    )
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m ops.first_administrator", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--stage", required=True)
    parser.add_argument("--town", required=True, type=_town, help="six digits (全国地方公共団体コード)")
    parser.add_argument("--officer", required=True, type=_name, help="what she logs in with")
    parser.add_argument("--name", required=True, help="her name, as colleagues read it")
    parser.add_argument("--section", default=SECTION, choices=sorted(GRANTED_TO))
    parser.add_argument("--again", action="store_true", help="although somebody administers the town")
    return parser.parse_args()


def _town(text: str) -> str:
    try:
        return municipality_code(text)
    except Invalid as wrong:
        raise argparse.ArgumentTypeError(wrong.detail) from None


def _name(text: str) -> str:
    if not re.fullmatch(NAME, text):
        raise argparse.ArgumentTypeError("lower-case letters, digits, dots and hyphens, 3 to 40")
    return text


if __name__ == "__main__":
    sys.exit(main())
