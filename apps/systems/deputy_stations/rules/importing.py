"""A list of stations from a spreadsheet: which columns, what each cell may hold, what is wrong with a row."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from apps.foundation.people.rules import cells
from apps.systems.deputy_stations.rules.stations import items_of

ROWS_LIMIT = 500
PLACE, TIER, THEME, SERVES, HEAD, LIAISON = "镇街", "层级", "类型", "服务村(社区)", "站长", "联络员"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which row and column; `row` as the spreadsheet counts."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Row:
    """One station of a sheet; `place` and `serves` by name, `values` as they will be stored."""

    number: int
    place: str
    serves: Sequence[str]
    head: str
    liaison: str
    values: Mapping[str, Any] = field(default_factory=dict)


def _text(limit: int) -> Callable[[Any], str]:
    return lambda value: cells.read_text(value, limit)


def _number(value: Any) -> int | None:
    text = cells.read_text(value, 20)
    if not text:
        return None
    try:
        number = int(Decimal(text))
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise ValueError(f"请填写整数,现为“{text}”") from error
    if not 0 <= number <= 100_000_000:
        raise ValueError(f"数字不合理:{text}")
    return number


def _degrees(limit: int) -> Callable[[Any], str]:
    """Degrees as text with six decimals: JSON keeps no decimals."""

    def read(value: Any) -> str:
        text = cells.read_text(value, 30)
        if not text:
            return ""
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise ValueError(f"请填写度数,如 106.550000,现为“{text}”") from error
        if not number.is_finite() or abs(number) > limit:
            raise ValueError(f"不是经纬度:{text}")
        return f"{number:.6f}"

    return read


def _day(value: Any) -> str:
    if value is None or value == "":
        return ""
    day = value.date() if isinstance(value, datetime) else cells.read_birth(value, date(2100, 1, 1))
    return day.isoformat() if day else ""


COLUMNS: Mapping[str, tuple[str, Callable[[Any], Any]]] = {
    "名称": ("name", _text(60)),
    "地址": ("address", _text(120)),
    "纬度": ("latitude", _degrees(90)),
    "经度": ("longitude", _degrees(180)),
    "联系电话": ("phone", _text(30)),
    "监督电话": ("complaint_phone", _text(30)),
    "开放时间": ("hours", _text(120)),
    "面积(平方米)": ("floor_space", _number),
    "服务人口": ("residents", _number),
    "服务半径(米)": ("radius_m", _number),
    "简介": ("introduction", _text(1000)),
    "设立批复文号": ("founding_number", _text(80)),
    "启用日期": ("opened_on", _day),
}
HEADINGS = (
    "名称", PLACE, TIER, THEME, "地址", "纬度", "经度", "联系电话", "监督电话", "开放时间", "面积(平方米)", "服务人口",
    "服务半径(米)", SERVES, HEAD, LIAISON, "简介", "设立批复文号", "启用日期",
)  # fmt: skip
NEEDED = ("名称", PLACE, TIER)


def read_row(
    number: int, values: Mapping[str, Any], tiers: Mapping[str, str], themes: Mapping[str, str]
) -> tuple[Row, list[Problem]]:
    """A row and everything that is wrong with it; `tiers` and `themes` are word -> value."""
    found: dict[str, Any] = {}
    problems: list[Problem] = []

    def read(heading: str, reader: Callable[[Any], Any]) -> Any:
        try:
            return reader(values.get(heading))
        except ValueError as error:
            problems.append(Problem(number, heading, str(error)))
            return ""

    for heading, (name, reader) in COLUMNS.items():
        found[name] = read(heading, reader)
    place, served, head, liaison = (
        read(heading, _text(limit)) for heading, limit in ((PLACE, 60), (SERVES, 1000), (HEAD, 60), (LIAISON, 60))
    )
    found["tier"] = read(TIER, lambda value: _word(value, tiers, ""))
    found["theme"] = read(THEME, lambda value: _word(value, themes, "general"))
    problems += _lacking(number, values, {problem.column for problem in problems})
    is_read = not {"纬度", "经度"} & {problem.column for problem in problems}
    if is_read and bool(found["latitude"]) != bool(found["longitude"]):
        problems.append(Problem(number, "纬度", "纬度和经度要一起填写"))
    return Row(number, place, items_of(served), head, liaison, found), problems


def _word(value: Any, words: Mapping[str, str], otherwise: str) -> str:
    said = cells.read_text(value, 40)
    if said and said not in words:
        raise ValueError(f"请填写{'、'.join(words)},现为“{said}”")
    return words.get(said, otherwise)


def _lacking(number: int, values: Mapping[str, Any], told: set[str]) -> list[Problem]:
    empty = [heading for heading in NEEDED if not str(values.get(heading) or "").strip()]
    return [Problem(number, heading, "必须填写") for heading in empty if heading not in told]


def doubles(rows: Iterable[Row]) -> list[Problem]:
    """Two rows of one place with the same name."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for row in rows:
        first = seen.setdefault((row.place, row.values["name"]), row.number)
        if first != row.number:
            found.append(Problem(row.number, "名称", f"与第{first}行重复"))
    return found
