"""Number formats of the state and their check digits (検査用数字): always text, never integers."""

import re

from madoguchi.errors import Invalid

TWELVE_DIGITS = re.compile(r"(?<![0-9０-９])(?:[0-9０-９][-−‐－ 　]?){11}[0-9０-９](?![0-9０-９])")
WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
INDIVIDUAL_WEIGHTS = (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def individual_number_check_digit(body: str) -> int:
    """The last digit of an Individual Number (個人番号) from its first eleven.

    Shape   `body`: 11 ASCII digits. Result: 0 to 9.
    Errors  Invalid, when `body` has another shape.
    Source  平成26年総務省令第85号 第5条: 11 - (weighted sum mod 11), and 0 when the remainder is 0 or 1.
    """
    if not re.fullmatch(r"[0-9]{11}", body):
        raise Invalid("an Individual Number's body is 11 digits")
    remainder = sum(int(digit) * weight for digit, weight in zip(body, INDIVIDUAL_WEIGHTS, strict=True)) % 11
    return 0 if remainder <= 1 else 11 - remainder


def is_individual_number(text: str) -> bool:
    """12 ASCII digits with a right check digit; all zeros pass the sum and are refused."""
    if not re.fullmatch(r"[0-9]{12}", text) or text == "0" * 12:
        return False
    return individual_number_check_digit(text[:11]) == int(text[11])


def mask_individual_numbers(text: str) -> str:
    """`text` with everything that could be an Individual Number starred, however wide or hyphenated.

    One random 12-digit number in ten passes the check digit: a masked parcel number is the smaller harm.
    """

    def star(found: re.Match[str]) -> str:
        digits = re.sub(r"[^0-9]", "", found.group().translate(WIDE))
        return "*" * len(found.group()) if is_individual_number(digits) else found.group()

    return TWELVE_DIGITS.sub(star, text)


def holds_individual_number(text: str) -> bool:
    """Whether `text` holds what could be an Individual Number."""
    return mask_individual_numbers(text) != text


def municipality_check_digit(body: str) -> int:
    """The sixth digit of a local government code (全国地方公共団体コード) from the first five.

    Source  last digit of 11 - (6a+5b+4c+3d+2e mod 11): remainder 0 gives 1, unlike the Individual Number.
    """
    weighted = sum(int(digit) * weight for digit, weight in zip(body, (6, 5, 4, 3, 2), strict=True))
    return (11 - weighted % 11) % 10


def municipality_code(text: str, *, field: str = "/municipality") -> str:
    """`text`, when it is a well-formed six-digit code of prefecture 01 to 47; else Invalid."""
    if not re.fullmatch(r"[0-9]{6}", text) or not 1 <= int(text[:2]) <= 47:
        raise Invalid("a municipality code is 6 digits, 01 to 47 first", field=field)
    if municipality_check_digit(text[:5]) != int(text[5]):
        raise Invalid("the check digit of the municipality code is wrong", field=field)
    return text
