"""Officers of a town with their grants, as rows of the municipal table."""

from datetime import UTC, date, datetime
from typing import Any

from madoguchi.municipal.model.grants import Grant, Role
from madoguchi.municipal.model.occasion import Occasion
from madoguchi.municipal.model.officers import Officer
from madoguchi.municipal.officers_table import OfficersTable

MADE = datetime(2026, 4, 1, tzinfo=UTC)
AT = Occasion(now=MADE, wall=MADE, correlation_id="c" * 26, new_id=lambda: "unused")
CLAIM = "child-allowance.claim"


def employ(client: Any, table: str, municipality: str, officer: str, *grants: Grant, **more: Any) -> None:
    """The officer, enabled and enrolled, with these grants."""
    known = {"name": f"職員 {officer}", "created_by": "operator", "created_at": MADE, "enrolled_at": MADE}
    store = OfficersTable(client, table)
    store.hire(Officer(municipality=municipality, officer=officer, **{**known, **more}))
    for each in grants:
        store.grant(each, AT, None)


def grant(municipality: str, officer: str, role: str, affair: str = CLAIM, **more: Any) -> Grant:
    known = {"section": "kosodate", "since": date(2020, 4, 1), "granted_by": "operator", "granted_at": MADE}
    whole = {"grant_id": f"{officer}-{role}-{affair}", "role": Role(role), **known, **more}
    return Grant(municipality=municipality, officer=officer, affair=affair, **whole)
