"""Cells of a roster as offices really fill them: what each may hold, and what is wrong with it in Chinese.

Every reader takes the raw cell value of an XLSX file (str, int, float, datetime, None) and returns clean text or
a date; it raises ValueError with a sentence for the person who has to correct the cell.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

from apps.foundation.people.rules.names import MOBILE, identity_number_is_valid
from apps.foundation.people.rules.vocabulary import (
    EDUCATION_ALIASES,
    ETHNIC_GROUPS,
    PARTIES,
    PARTY_ALIASES,
)

ADULT = 18
EXCEL_EPOCH = date(1899, 12, 30)
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_HANZI_GAPS = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff]")


def read_text(value: Any, limit: int) -> str:
    """Plain text without control characters; markup stays text."""
    if isinstance(value, bool):
        raise ValueError("应填写文字,不能是 TRUE/FALSE")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = _CONTROL.sub("", "" if value is None else str(value)).strip()
    if len(text) > limit:
        raise ValueError(f"不能超过{limit}个字,现有{len(text)}个字")
    return text


def read_name(value: Any) -> str:
    """A name; the gap that offices put between two characters is dropped."""
    if isinstance(value, int | float | datetime):
        raise ValueError("应为姓名,不能是数字或日期")
    text = _HANZI_GAPS.sub("", read_text(value, 60)).replace("•", "·").replace("・", "·").replace("‧", "·")
    if not text:
        raise ValueError("必须填写")
    return text


def read_sex(value: Any) -> str:
    """男 or 女 -> male or female."""
    text = read_text(value, 10)
    known = {"": "", "男": "male", "女": "female", "男性": "male", "女性": "female"}
    if text not in known:
        raise ValueError(f"只能填“男”或“女”,现为“{text}”")
    return known[text]


def read_ethnic_group(value: Any) -> str:
    text = read_text(value, 20)
    full = text if not text or text.endswith("族") else f"{text}族"
    if full and full not in ETHNIC_GROUPS:
        raise ValueError(f"不是我国56个民族的规范名称:“{text}”")
    return full


def read_party(value: Any) -> str:
    text = read_text(value, 20)
    full = PARTY_ALIASES.get(text, text)
    if full and full not in PARTIES:
        raise ValueError(f"请从下拉列表中选择,现为“{text}”")
    return full


def read_education(value: Any) -> str:
    text = read_text(value, 20)
    return EDUCATION_ALIASES.get(text, text)


def read_birth(value: Any, today: date) -> date | None:
    """A date cell, a serial number, or text such as 1980-1-2, 1980.01.02, 1980年1月2日, 19800102."""
    if value is None or value == "":
        return None
    born = _date_of(value)
    if born is None:
        raise ValueError(f"不是日期:“{value}”。请填写到日,如 1980-01-31")
    if not date(1900, 1, 1) <= born <= today:
        raise ValueError(f"日期不合理:{born}")
    if (today.year - born.year) - ((today.month, today.day) < (born.month, born.day)) < ADULT:
        raise ValueError(f"未满{ADULT}周岁:{born}")
    return born


def _date_of(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value < 100_000:
        return EXCEL_EPOCH + timedelta(days=int(value))
    text = unicodedata.normalize("NFKC", read_text(value, 40))
    found = _DATE.fullmatch(text) or _EIGHT.fullmatch(text)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def read_phone(value: Any) -> str:
    """A mobile number; a number cell is read as its digits."""
    text = unicodedata.normalize("NFKC", read_text(value, 40))
    if re.search(r"[eE]\+", text):
        raise ValueError("手机号被表格软件改成了科学计数,请把该列设为文本后重新填写")
    digits = re.sub(r"[\s\-()]", "", text)
    digits = re.sub(r"^(\+?86)(?=1\d{10}$)", "", digits)
    if digits and not MOBILE.fullmatch(digits):
        raise ValueError("不是11位手机号")
    return digits


def read_identity_number(value: Any) -> str:
    """18 characters with a right check digit. A number cell has lost its last digits and is refused."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise ValueError("身份证号被表格软件存成了数字,末几位已经失真,请把该列设为文本后重新填写")
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", read_text(value, 40))).upper()
    if text and len(text) != 18:
        raise ValueError(f"应为18位,现为{len(text)}位")
    if text and not identity_number_is_valid(text):
        raise ValueError("身份证号校验码不正确,请核对")
    if text and identity_birth(text) is None:
        raise ValueError("身份证号中的出生日期不存在,请核对")
    return text


def identity_birth(number: str) -> date | None:
    """The birth date inside an identity number, None where there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def identity_sex(number: str) -> str:
    """The sex inside an identity number: the 17th digit is odd for men."""
    return "male" if int(number[16]) % 2 else "female"
