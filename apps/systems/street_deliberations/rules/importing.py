"""推荐登记 from a spreadsheet: which columns, what each cell may hold, what is wrong with a row."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from apps.foundation.people.rules import cells
from apps.systems.street_deliberations.rules.conditions import CHINA

ROWS_LIMIT = 500
CHANNELS = {"自荐": "self", "党组织推荐": "party", "单位推荐": "unit"}
CATEGORIES = {
    "人大代表": "deputy", "居(村)民代表": "resident", "居民代表": "resident", "村民代表": "resident",
    "社会各界人士": "society",
}  # fmt: skip
OCCUPATIONS = {
    "工人、农民、社区工作者等一线人员": "frontline", "一线人员": "frontline", "专业技术人员": "professional",
    "新就业群体": "new_form", "企业经营管理人员": "business", "党政机关领导干部": "cadre", "其他": "other",
}  # fmt: skip
TIES = {"居住": "lives", "工作": "works", "": "lives"}
LINE, VACANCY = "名额", "补推空缺"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which row and column; `row` as the spreadsheet counts."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a sheet: the line and the vacancy by name, the details as they will be stored."""

    number: int
    line: str
    vacancy: str
    details: Mapping[str, Any] = field(default_factory=dict)


def _text(limit: int) -> Callable[[Any, date], str]:
    return lambda value, today: cells.read_text(value, limit)


def _of(words: Mapping[str, str]) -> Callable[[Any, date], str]:
    def read(value: Any, today: date) -> str:
        said = cells.read_text(value, 40).replace("（", "(").replace("）", ")")
        if said and said not in words:
            raise ValueError(f"请填写{'、'.join(key for key in words if key)},现为“{said}”")
        return words.get(said, "")

    return read


def _day(value: Any, today: date) -> date | None:
    """A day of the past, however it was typed."""
    if value is None or value == "":
        return None
    day = value.date() if isinstance(value, datetime) else cells.read_birth(value, date(today.year + 100, 1, 1))
    if day is not None and day > today:
        raise ValueError(f"日期不能晚于今天:{day}")
    return day


COLUMNS: Mapping[str, tuple[str, Callable[[Any, date], Any]]] = {
    "姓名": ("name", lambda value, today: cells.read_name(value)),
    "性别": ("sex", lambda value, today: cells.read_sex(value)),
    "民族": ("ethnic_group", lambda value, today: cells.read_ethnic_group(value)),
    "国籍": ("nationality", lambda value, today: cells.read_text(value, 20) or CHINA),
    "出生日期": ("born_on", _day),
    "政治面貌": ("party", lambda value, today: cells.read_party(value)),
    "学历": ("education", lambda value, today: cells.read_education(value)),
    "单位及职务": ("workplace", _text(120)),
    "代表来源": ("category", _of(CATEGORIES)),
    "职业": ("occupation", _of(OCCUPATIONS)),
    "居住或者工作": ("tie", _of(TIES)),
    "居住(工作)地": ("tie_place", _text(120)),
    "起始日期": ("tie_since", _day),
    "联系电话": ("phone", lambda value, today: cells.read_phone(value)),
    "身份证号": ("identity_number", lambda value, today: cells.read_identity_number(value)),
    "推荐方式": ("channel", _of(CHANNELS)),
    "推荐单位": ("recommender", _text(100)),
    "推荐单位意见": ("recommender_opinion", _text(500)),
    "简历": ("resume", _text(2000)),
    "主要表现": ("merits", _text(2000)),
    "备注": ("note", _text(300)),
}
"""Heading -> field and reader; besides them 名额 and 补推空缺 name rows of this system."""
HEADINGS = (LINE, *COLUMNS, VACANCY)
NEEDED = (LINE, "姓名", "推荐方式")


def read_row(number: int, values: Mapping[str, Any], today: date) -> tuple[Row, list[Problem]]:
    """A row and everything that is wrong with it."""
    details, problems = {}, []
    for heading, (name, reader) in COLUMNS.items():
        try:
            details[name] = reader(values.get(heading), today)
        except ValueError as error:
            problems.append(Problem(number, heading, str(error)))
    line, vacancy = (cells.read_text(values.get(heading), 80) for heading in (LINE, VACANCY))
    missing = [heading for heading in NEEDED if not str(values.get(heading) or "").strip()]
    told = {problem.column for problem in problems}
    problems += [Problem(number, heading, "必须填写") for heading in missing if heading not in told]
    return Row(number, line, vacancy, details), problems + list(_agree(number, details))


def _agree(number: int, details: Mapping[str, Any]) -> Iterable[Problem]:
    """Birth and sex must be those of the identity number; empty ones follow from it."""
    identity = details.get("identity_number")
    if not identity:
        return
    if details.get("born_on") and details["born_on"] != cells.identity_birth(identity):
        yield Problem(number, "出生日期", "与身份证号中的出生日期不一致")
    if details.get("sex") and details["sex"] != cells.identity_sex(identity):
        yield Problem(number, "性别", "与身份证号中的性别不一致")


def completed(details: Mapping[str, Any]) -> dict[str, Any]:
    """With birth and sex out of the identity number where they were left empty."""
    identity = details["identity_number"]
    if not identity:
        return dict(details)
    return {
        **details,
        "born_on": details["born_on"] or cells.identity_birth(identity),
        "sex": details["sex"] or cells.identity_sex(identity),
    }


def doubles(rows: Iterable[Row]) -> list[Problem]:
    """The same identity number twice in one sheet."""
    seen: dict[str, int] = {}
    found = []
    for row in rows:
        identity = row.details.get("identity_number")
        if identity and identity in seen:
            found.append(Problem(row.number, "身份证号", f"与第{seen[identity]}行相同"))
        elif identity:
            seen[identity] = row.number
    return found
