"""Names, numbers and how they may be shown: no database, no clock."""

import re
from collections.abc import Mapping

from pypinyin import Style, lazy_pinyin

IDENTITY_NUMBER = re.compile(r"\d{17}[\dX]")
MOBILE = re.compile(r"1[3-9]\d{9}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


SURNAMES: Mapping[str, str] = {
    "万俟": "mo qi", "尉迟": "yu chi", "单于": "chan yu", "长孙": "zhang sun", "曾": "zeng", "单": "shan", "仇": "qiu",
    "区": "ou", "查": "zha", "解": "xie", "朴": "piao", "盖": "ge", "覃": "qin", "翟": "zhai", "冼": "xian",
    "缪": "miao", "种": "chong", "繁": "po", "折": "she", "宓": "mi", "晁": "chao", "逄": "pang",
}  # fmt: skip
"""Surnames that are read otherwise than the same characters elsewhere; the longer ones first."""


def pinyin_of(name: str) -> str:
    """`曾小明` -> `zeng xiao ming`; in given names the first reading where a character has several."""
    surname, rest = _parted(name)
    return " ".join([*SURNAMES.get(surname, "").split(), *lazy_pinyin(rest)]).lower()[:200]


def initials_of(name: str) -> str:
    """`曾小明` -> `zxm`."""
    surname, rest = _parted(name)
    own = "".join(syllable[0] for syllable in SURNAMES.get(surname, "").split())
    return (own + "".join(lazy_pinyin(rest, style=Style.FIRST_LETTER))).lower()[:60]


def _parted(name: str) -> tuple[str, str]:
    """A surname with a reading of its own, "" for all others, and the rest."""
    surname = next((surname for surname in SURNAMES if name.startswith(surname) and name != surname), "")
    return surname, name.removeprefix(surname)


def identity_number_is_valid(number: str) -> bool:
    """Shape and check digit of an 18-digit identity number (GB 11643-1999)."""
    if not IDENTITY_NUMBER.fullmatch(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1]


def masked_phone(phone: str) -> str:
    """`13812345678` -> `138****5678`: enough to recognise, not to dial."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "****" if phone else ""
