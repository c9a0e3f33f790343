"""A town's resident register (住民記録システム) over HTTP: this adapter's own shape; production brings the town's."""

import json
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

import urllib3

from madoguchi.errors import Unavailable
from madoguchi.kernel.clock import jst_date
from madoguchi.municipal.model.people import FourAttributes, Household, Member, sex

NOT_ONE = {404, 409}  # nobody, or more than one: a machine must not choose


class RegisterHttp:
    def __init__(self, base_url: str, *, timeout_seconds: float = 5) -> None:
        self._base = base_url.rstrip("/")
        self._pool = urllib3.PoolManager(timeout=timeout_seconds, retries=False)

    def addressee_by_serial(self, municipality: str, serial: str) -> str | None:
        found = self._ask(municipality, "by-serial", {"serial": serial})
        return found["addressee_number"] if found else None

    def addressee_by_four(self, municipality: str, four: FourAttributes) -> str | None:
        asked = {**four.model_dump(mode="json"), "sex": sex(four.sex)}
        found = self._ask(municipality, "by-four-attributes", asked)
        return found["addressee_number"] if found else None

    def household(self, municipality: str, addressee_number: str) -> Household | None:
        found = self._ask(municipality, "household", {"addressee_number": addressee_number})
        if found is None:
            return None
        return Household(
            as_of=_day(found["as_of"]),
            householder=found["householder"],
            members=tuple(_member(row) for row in found["members"]),
        )

    def residence(self, municipality: str, addressee_number: str, on: date) -> str | None:
        asked = {"addressee_number": addressee_number, "on": on.isoformat()}
        found = self._ask(municipality, "residence", asked)
        return found["municipality"] if found else None

    def _ask(self, municipality: str, question: str, body: dict[str, Any]) -> dict[str, Any] | None:
        url = f"{self._base}/{quote(municipality, safe='')}/{question}"
        try:
            answer = self._pool.request("POST", url, json=body)
        except urllib3.exceptions.HTTPError as failed:
            raise Unavailable(f"the register does not answer: {type(failed).__name__}") from None
        if answer.status in NOT_ONE:
            return None
        if answer.status != 200:
            raise Unavailable(f"the register answered {answer.status}")
        found: dict[str, Any] = json.loads(answer.data)
        return found


def _member(row: dict[str, Any]) -> Member:
    known = {
        "addressee_number",
        "name",
        "kana",
        "birth_date",
        "sex",
        "address",
        "relationship",
        "moved_from",
        "protected",
    }
    return Member.model_validate(
        {name: value for name, value in row.items() if name in known} | {"since": row.get("from")}
    )


def _day(text: str) -> date:
    return jst_date(datetime.fromisoformat(text)) if "T" in text else date.fromisoformat(text)
