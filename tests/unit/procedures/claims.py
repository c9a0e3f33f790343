"""A right claim of the household of the tests, to be broken one answer at a time."""

import copy
from typing import Any

from madoguchi.procedures.presets_files import presets

CLAIM = presets()["child-allowance.claim"]
ANSWERS: dict[str, Any] = {
    "claimant": {
        "name": "髙野　みどり",
        "kana": "タカノ　ミドリ",
        "birth_date": "1984-04-12",
        "sex": "female",
        "address": "新潟県三条市緑町九丁目99番9号",
        "phone": "090-0000-0000",
        "occupation": "employee",
    },
    "moved": {"from_municipality": "151009", "out_on": "2026-10-19", "in_on": "2026-10-22"},
    "address_on_jan1": "151009",
    "spouse": {
        "exists": True,
        "name": "髙野　誠",
        "kana": "タカノ　マコト",
        "birth_date": "1982-11-30",
        "sex": "male",
        "living": "together",
        "income_yen": 2_400_000,
        "address_on_jan1": "151009",
    },
    "income_yen": 4_812_000,
    "children": [
        {
            "name": "髙野　蓮",
            "kana": "タカノ　レン",
            "birth_date": "2013-05-02",
            "sex": "male",
            "living": "apart",
            "address": "新潟県新潟市中央区架空町1番1号",
            "supported": True,
        },
        {
            "name": "髙野　凪",
            "kana": "タカノ　ナギ",
            "birth_date": "2026-09-28",
            "sex": "female",
            "living": "together",
            "supported": True,
        },
    ],
    "adult_children": [{"name": "髙野　葵", "birth_date": "2007-08-20", "supported": True, "proof": "later"}],
    "account": {
        "bank_code": "0140",
        "branch_code": "001",
        "kind": "ordinary",
        "number": "0000001",
        "holder_kana": "タカノ　ミドリ",
    },
}


def changed(pointer: str, value: Any) -> dict[str, Any]:
    """The right answers with one of them changed; None takes it away."""
    answers = copy.deepcopy(ANSWERS)
    *path, last = pointer.split("/")[1:]
    here: Any = answers
    for part in path:
        here = here[int(part)] if part.isdigit() else here.setdefault(part, {})
    if value is None:
        del here[last]
    else:
        here[last] = value
    return answers
