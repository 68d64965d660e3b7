"""Names, numbers and how they may be shown: no database, no clock."""

import re

from pypinyin import Style, lazy_pinyin

IDENTITY_NUMBER = re.compile(r"\d{17}[\dX]")
MOBILE = re.compile(r"1[3-9]\d{9}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def pinyin_of(name: str) -> str:
    """`王小明` -> `wang xiao ming`; the first reading where a character has several."""
    return " ".join(lazy_pinyin(name)).lower()[:200]


def initials_of(name: str) -> str:
    """`王小明` -> `wxm`."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()[:60]


def identity_number_is_valid(number: str) -> bool:
    """Shape and check digit of an 18-digit identity number (GB 11643-1999)."""
    if not IDENTITY_NUMBER.fullmatch(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1]


def masked_phone(phone: str) -> str:
    """`13812345678` -> `138****5678`: enough to recognise, not to dial."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "****" if phone else ""
