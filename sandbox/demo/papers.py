"""What people type into the form on the screen, question by question. Everybody here is invented."""

from typing import Any

Answers = dict[str, Any]


def choose(label: str) -> tuple[str, str]:
    return ("choose", label)


def date(value: str) -> tuple[str, str]:
    return ("date", value)


def town(name: str) -> tuple[str, str]:
    return ("town", name)


def child(row: int, name: str, kana: str, born: str, sex: str, living: str) -> Answers:
    at = f"/children/{row}"
    return {
        f"{at}/name": name,
        f"{at}/kana": kana,
        f"{at}/birth_date": date(born),
        f"{at}/sex": choose(sex),
        f"{at}/living": choose(living),
        f"{at}/supported": choose("はい"),
    }


def account(holder_kana: str) -> Answers:
    return {
        "/account/bank_code": "0001",
        "/account/branch_code": "001",
        "/account/kind": choose("普通"),
        "/account/number": "1234567",
        "/account/holder_kana": holder_kana,
    }


MIDORI: Answers = {
    "/claimant/kana": "たかの　みどり",
    "/claimant/phone": "0256000000",
    "/claimant/occupation": choose("会社員など"),
    "/moved/from_municipality": town("新潟市"),
    "/moved/out_on": date("2026-10-19"),
    "/moved/in_on": date("2026-10-22"),
    "/spouse/exists": choose("はい"),
    "/spouse/name": "高野　誠",
    "/spouse/kana": "タカノ　マコト",
    "/spouse/birth_date": date("昭和57-11-30"),
    "/spouse/sex": choose("男性"),
    "/spouse/living": choose("同居"),
    "/income_yen": "４，８１２，０００",
    "/address_on_jan1": town("新潟市"),
    "/spouse/income_yen": "2,400,000",
    "/spouse/address_on_jan1": town("新潟市"),
}
MIDORIS_CHILDREN: list[Answers] = [
    {
        **child(0, "高野　蓮", "タカノ　レン", "2013-5-2", "男性", "別居"),
        "/children/0/address": "新潟県新潟市中央区架空町1番1号",
    },
    child(1, "高野　凪", "タカノ　ナギ", "2026-9-28", "男性", "同居"),
]
AOI: Answers = {
    "/adult_children/0/name": "高野　葵",
    "/adult_children/0/birth_date": date("2007-8-20"),
    "/adult_children/0/supported": choose("はい"),
    "/adult_children/0/proof": choose("あとで出す"),
}
MIDORIS_ACCOUNT = account("タカノ　ミドリ")

IZUMI: Answers = {
    "/claimant/kana": "タナカ　イズミ",
    "/claimant/phone": "0258000000",
    "/claimant/occupation": choose("自営業"),
    "/spouse/exists": choose("いいえ"),
}
SORA = child(0, "田中　そら", "タナカ　ソラ", "2026-10-30", "女性", "同居")
IZUMIS_ACCOUNT = account("タナカ　イズミ")
