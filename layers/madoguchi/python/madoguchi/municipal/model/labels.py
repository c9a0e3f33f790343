"""What officers and applicants call the items that pointers name."""

import re

LABELS: dict[str, dict[str, str]] = {
    "/claimant": {"ja": "請求者", "en": "Claimant"},
    "/claimant/name": {"ja": "請求者の氏名", "en": "Claimant's name"},
    "/claimant/kana": {"ja": "請求者の氏名（カナ）", "en": "Claimant's name in kana"},
    "/claimant/birth_date": {"ja": "請求者の生年月日", "en": "Claimant's birth date"},
    "/claimant/sex": {"ja": "請求者の性別", "en": "Claimant's sex"},
    "/claimant/address": {"ja": "請求者の住所", "en": "Claimant's address"},
    "/claimant/phone": {"ja": "電話番号", "en": "Telephone"},
    "/claimant/occupation": {"ja": "請求者の職業", "en": "Claimant's occupation"},
    "/moved": {"ja": "転入", "en": "Move"},
    "/moved/out_on": {"ja": "転出予定日", "en": "Planned move-out date"},
    "/moved/in_on": {"ja": "転入日", "en": "Move-in date"},
    "/moved/from_municipality": {"ja": "前住所の市区町村", "en": "Former municipality"},
    "/address_on_jan1": {"ja": "1月1日の住所地", "en": "Residence on 1 January"},
    "/income_yen": {"ja": "請求者の所得", "en": "Claimant's income"},
    "/spouse": {"ja": "配偶者", "en": "Spouse"},
    "/spouse/name": {"ja": "配偶者の氏名", "en": "Spouse's name"},
    "/spouse/income_yen": {"ja": "配偶者の所得", "en": "Spouse's income"},
    "/children": {"ja": "児童", "en": "Children"},
    "/children/*": {"ja": "児童{n}", "en": "Child {n}"},
    "/children/*/name": {"ja": "児童{n}の氏名", "en": "Child {n}: name"},
    "/children/*/birth_date": {"ja": "児童{n}の生年月日", "en": "Child {n}: birth date"},
    "/children/*/sex": {"ja": "児童{n}の性別", "en": "Child {n}: sex"},
    "/children/*/living": {"ja": "児童{n}との同居・別居", "en": "Child {n}: living together or apart"},
    "/children/*/address": {"ja": "児童{n}の住所", "en": "Child {n}: address"},
    "/children/*/supported": {"ja": "児童{n}の監護・生計", "en": "Child {n}: care and support"},
    "/adult_children": {"ja": "大学生年代の子", "en": "Children of 18 to 22"},
    "/adult_children/*": {"ja": "大学生年代の子{n}", "en": "Adult child {n}"},
    "/adult_children/*/name": {"ja": "大学生年代の子{n}の氏名", "en": "Adult child {n}: name"},
    "/adult_children/*/birth_date": {"ja": "大学生年代の子{n}の生年月日", "en": "Adult child {n}: birth date"},
    "/adult_children/*/proof": {
        "ja": "監護相当・生計費の負担についての確認書（大学生年代の子{n}）",
        "en": "Confirmation of care and living costs (adult child {n})",
    },
    "/account": {"ja": "振込口座", "en": "Account"},
    "/account/holder_kana": {"ja": "口座名義（カナ）", "en": "Account holder in kana"},
    "/attachments/support-confirmation": {
        "ja": "監護相当・生計費の負担についての確認書",
        "en": "Confirmation of care and living costs",
    },
    "/remarks": {"ja": "備考", "en": "Remarks"},
}
NUMBERED = re.compile(r"/(\d+)(?=/|$)")


def label(pointer: str, language: str) -> str:
    """The item's name; the pointer itself when nobody has named it."""
    number = NUMBERED.search(pointer)
    texts = LABELS.get(NUMBERED.sub("/*", pointer))
    return texts[language].format(n=int(number.group(1)) + 1 if number else "") if texts else pointer
