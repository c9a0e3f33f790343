"""What みどり writes into the form: the acceptance scenario's answers. Everybody here is invented."""

from typing import Any

ADDRESS = "新潟県三条市緑町九丁目99番9号"


def answers(prefilled: dict[str, Any]) -> dict[str, Any]:
    """The whole form; what the card already filled stays as the card wrote it."""
    claimant = {
        "kana": "タカノ　ミドリ",
        "phone": "0256000000",
        "occupation": "employee",
        **prefilled.get("claimant", {}),
    }
    return {
        **prefilled,
        "claimant": claimant,
        "moved": {"from_municipality": "151009", "out_on": "2026-10-19", "in_on": "2026-10-22"},
        "address_on_jan1": "151009",
        "income_yen": 4812000,
        "spouse": {
            "exists": True,
            "name": "高野　誠",
            "kana": "タカノ　マコト",
            "birth_date": "1982-11-30",
            "sex": "male",
            "living": "together",
            "income_yen": 2400000,
            "address_on_jan1": "151009",
        },
        "children": [
            {
                "name": "高野　蓮",
                "kana": "タカノ　レン",
                "birth_date": "2013-05-02",
                "sex": "male",
                "living": "apart",
                "address": "新潟県新潟市中央区架空町1番1号",
                "supported": True,
            },
            {
                "name": "高野　凪",
                "kana": "タカノ　ナギ",
                "birth_date": "2026-09-28",
                "sex": "male",
                "living": "together",
                "supported": True,
            },
        ],
        "adult_children": [{"name": "高野　葵", "birth_date": "2007-08-20", "supported": True, "proof": "later"}],
        "account": {
            "bank_code": "0001",
            "branch_code": "001",
            "kind": "ordinary",
            "number": "1234567",
            "holder_kana": "タカノ　ミドリ",
        },
    }


def corrected(before: dict[str, Any]) -> dict[str, Any]:
    """The returned item alone: 葵's confirmation is attached now."""
    children = [{**child, "proof": "attached"} for child in before["adult_children"]]
    return {**before, "adult_children": children}


CONFIRMATION = (
    "%PDF-1.4\n% 監護相当・生計費の負担についての確認書 (demo)\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    "trailer<</Root 1 0 R>>\n%%EOF\n"
).encode()
