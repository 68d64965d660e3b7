"""发文字号 and 公告 numbers (GB/T 9704-2012 7.2.5: 机关代字、年份、发文顺序号; no leading zero, no 第)."""

import re
from dataclasses import dataclass
from datetime import date

from apps.foundation.core.errors import Issue
from apps.foundation.core.numbers import chinese_number

CODE = re.compile(r"^[\u4e00-\u9fa5]{1,12}$")


@dataclass(frozen=True, slots=True)
class Numbering:
    """How the documents of a kind are numbered: by year (青人发〔2026〕18号) or by term (〔二十届〕第4号)."""

    suffix: str
    per_term: bool = False


def period_of(numbering: Numbering, on: date, term: int | None) -> str:
    """The series a document of that day belongs to: `2026`, or `二十届`."""
    return f"{chinese_number(term or 1)}届" if numbering.per_term else str(on.year)


def written(numbering: Numbering, *, code: str, period: str, number: int) -> str:
    """The number as printed."""
    return f"〔{period}〕第{number}号" if numbering.per_term else f"{code}{numbering.suffix}〔{period}〕{number}号"


def issues_with_code(code: str) -> list[Issue]:
    """Why a 机关代字 cannot be used."""
    if CODE.match(code):
        return []
    return [Issue("code", "机关代字只能是1至12个汉字,如“青人”,不含年份和序号。")]
