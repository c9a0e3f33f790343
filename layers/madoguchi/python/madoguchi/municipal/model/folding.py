"""Search forms of names and addresses. Stored text is never folded: only what is compared (外字・異体字)."""

import re
import unicodedata

from madoguchi.procedures.model.folding import RADICALS, SELECTORS

# Same character, other shape (異体字). 斎 and 斉 are different names and stay apart.
VARIANTS = str.maketrans(
    "髙﨑嵜濵濱邉邊澤廣國櫻德瀨眞惠增榮淸靜萬嶋嶌黑曾渕淵齋齊𠮷栁槇橫藏龍彌",
    "高崎崎浜浜辺辺沢広国桜徳瀬真恵増栄清静万島島黒曽淵淵斎斉吉柳槙横蔵竜弥",
)
HYPHENS = re.compile("[‐‑‒–—―−ー－ｰ-]")
KANJI_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
MASKED = "\x00"


def plain(text: str) -> str:
    """Width and spaces apart, the text as written: no variant is folded."""
    return "".join(unicodedata.normalize("NFKC", text.translate(RADICALS)).split())


def folded(text: str) -> str:
    """`plain`, and every known variant in its common shape, variation selectors dropped."""
    return plain(text.translate(SELECTORS)).translate(VARIANTS)


def masked(text: str, mask: str | None) -> str:
    """`folded` per character, MASKED where the card says that it prints a substitute character (代替文字).

    Shape   `mask`: one '0' or '1' per character of `text`; a mask of another length is ignored.
    """
    if not mask or len(mask) != len(text):
        return folded(text)
    return "".join(MASKED if m == "1" else folded(c) for c, m in zip(text, mask, strict=True))


def same(one: str, other: str) -> bool:
    """Equal character for character, a MASKED one being equal to any."""
    return len(one) == len(other) and all(a == b or MASKED in (a, b) for a, b in zip(one, other, strict=True))


def address(text: str) -> str:
    """An address with its numbers alike: 九丁目99番9号, 9丁目99-9 and 九丁目９９番地９ fold to one form."""
    digits = re.sub(r"[〇一二三四五六七八九十]+(?=丁目)", lambda found: _number(found.group()), folded(text))
    hyphened = re.sub(r"丁目|番地の?|番|号|の(?=[0-9])", "-", HYPHENS.sub("-", digits))
    return re.sub(r"-+", "-", hyphened).strip("-")


def _number(kanji: str) -> str:
    """一 to 九十九 in digits: the range of a town block (丁目)."""
    if "十" not in kanji:
        return "".join(str(KANJI_DIGITS[c]) for c in kanji)
    tens, _, ones = kanji.partition("十")
    return str((KANJI_DIGITS[tens] if tens else 1) * 10 + (KANJI_DIGITS[ones] if ones else 0))
