"""Folding text into search keys. Only keys are folded: what people wrote is stored as written.

CJK radicals are mapped before NFKC, which leaves most of U+2E80-2EFF alone and turns ⼾ into 戶 instead of 戸.
"""

import unicodedata

RADICALS = str.maketrans("⺠⻄⻑⻘⻩⻝⻤⻨⻭⺟⻲⼾", "民西長青黄食鬼麦歯母亀戸")
VARIANTS = str.maketrans(
    "髙﨑濵濱邊邉澤齋齊斎櫻廣國藪髮嶋學會圓關實壽豐鐵總榮驛號氣黑惠戶檮渕",
    "高崎浜浜辺辺沢斉斉斉桜広国薮髪島学会円関実寿豊鉄総栄駅号気黒恵戸梼淵",
)
SELECTORS = dict.fromkeys((*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
SMALL = str.maketrans("ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ", "アイウエオツヤユヨワカケあいうえおつやゆよわ")
KATAKANA_TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
DROPPED = str.maketrans("", "", " 　・･-‐－―ー〜~/／()（）「」、。,.・")


def fold(text: str) -> str:
    """The search key of `text`: one width, one kana, one variant of each character, no marks or spaces.

    Dropping a space may join a letter with its accent, so folding goes on until nothing changes.
    """
    folded = _fold_once(text)
    return folded if folded == text else fold(folded)


def _fold_once(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(RADICALS).translate(SELECTORS)).translate(VARIANTS)
    return text.translate(KATAKANA_TO_HIRAGANA).casefold().translate(DROPPED)


def bigrams(text: str) -> frozenset[str]:
    """Every two neighbouring characters of folded text; a single character stands alone."""
    key = fold(text)
    return frozenset(key[at : at + 2] for at in range(len(key) - 1)) or frozenset({key} - {""})


def bank_kana(text: str) -> str:
    """A name as bank accounts write it, for comparing holders: katakana, small kana made large, no spaces."""
    wide = unicodedata.normalize("NFKC", text).translate({code: code + 0x60 for code in range(0x3041, 0x3097)})
    return "".join(wide.translate(SMALL).replace("ー", "-").split()).upper()
