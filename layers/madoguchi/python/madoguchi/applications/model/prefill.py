"""What the portal knows of her already and may fill in: her own card's attributes and her account, never a fetch."""

from typing import Any

from madoguchi.applications.model.application import Answers
from madoguchi.identity.model.account import Account


def known(account: Account) -> dict[str, str]:
    """Each source by the name that a form's prefill uses."""
    card = account.attributes
    found = {"account.email": account.email}
    if card:
        found |= {
            "card.name": card.name,
            "card.birth_date": card.birth_date.isoformat(),
            "card.sex": card.sex,
            "card.address": card.address,
        }
    return {name: value for name, value in found.items() if value}


def prefill(wanted: dict[str, str], account: Account) -> tuple[Answers, dict[str, str]]:
    """The first answers of a draft, and for each filled pointer its source. `wanted`: pointer to source."""
    sources = known(account)
    answers: Answers = {}
    filled = {pointer: source for pointer, source in wanted.items() if source in sources}
    for pointer, source in filled.items():
        _put(answers, pointer.split("/")[1:], sources[source])
    return answers, filled


def _put(answers: dict[str, Any], path: list[str], value: str) -> None:
    for name in path[:-1]:
        answers = answers.setdefault(name, {})
    answers[path[-1]] = value
