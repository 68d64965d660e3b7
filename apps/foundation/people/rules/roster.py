"""A roster row by row: the template's columns, what a row says, rows that collide, whom in the book a row means."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from apps.foundation.people.rules import cells
from apps.foundation.people.rules.vocabulary import EDUCATIONS, ETHNIC_GROUPS, PARTIES

SHEET = "名册"
ROW_LIMIT = 50_000
IGNORED_HEADINGS = frozenset({"序号", "备注"})
KIND_NAMES = {"deputy": "人大代表", "representative": "议事代表"}
Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the template. `field` names the attribute of RosterRow; `choices` fill the drop-down."""

    heading: str
    field: str
    read: Reader
    example: str
    note: str
    choices: tuple[str, ...] = ()
    strict: bool = True
    width: int = 14


def _text(limit: int) -> Reader:
    return lambda value: cells.read_text(value, limit)


COLUMNS = (
    Column("姓名", "name", cells.read_name, "示例人", "必填。"),
    Column("性别", "sex", cells.read_sex, "女", "男或女;填了身份证号的可不填。", ("男", "女"), width=8),
    Column("民族", "ethnic_group", cells.read_ethnic_group, "汉族", "56个民族的规范名称。", ETHNIC_GROUPS, width=10),
    Column("出生日期", "born_on", lambda value: value, "1980-01-31", "填写到日;填了身份证号的可不填。"),
    Column("政治面貌", "party", cells.read_party, "中共党员", "从下拉列表中选择。", PARTIES),
    Column("学历", "education", cells.read_education, "大学本科", "可从下拉列表中选择,也可自填。", EDUCATIONS, False),
    Column("单位及职务", "workplace", _text(120), "示例区示例社区党委书记", "不超过120个字。", width=30),
    Column("手机号", "phone", cells.read_phone, "13800000000", "11位。与姓名一起用于辨认同一人。", width=16),
    Column(
        "身份证号", "identity_number", cells.read_identity_number, "(18位)",
        "18位,加密保存。填写后可准确辨认同一人。", width=22,
    ),
    Column(
        "代表类别", "kind", _text(20), "人大代表", "人大代表或议事代表,须与机关一致;可不填。",
        tuple(KIND_NAMES.values()),
    ),
    Column("选区", "district", _text(80), "第1选区", "选区名称;名册中没有的选区将新建。", strict=False),
    Column(
        "代表团/小组", "groups", _text(200), "第一代表团",
        "名称;几个团组用顿号分开;没有的团组将新建。", strict=False, width=20,
    ),
    Column("证件号", "certificate_number", _text(40), "0001", "代表证号。"),
    Column("推荐单位", "recommending_unit", _text(100), "示例社区党委", "议事代表的推荐单位。", width=22),
)  # fmt: skip
HEADINGS = tuple(column.heading for column in COLUMNS)
TEXT_HEADINGS = ("出生日期", "手机号", "身份证号", "证件号")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong where; row 0 means the file itself."""

    row: int
    column: str
    sentence: str


@dataclass(slots=True)
class RosterRow:
    """One readable row. Empty text or None: the cell is empty, and nothing known is changed by it."""

    number: int
    name: str = ""
    sex: str = ""
    ethnic_group: str = ""
    born_on: date | None = None
    party: str = ""
    education: str = ""
    workplace: str = ""
    phone: str = ""
    identity_number: str = ""
    identity_index: str = ""
    kind: str = ""
    district: str = ""
    groups: tuple[str, ...] = ()
    certificate_number: str = ""
    recommending_unit: str = ""


def heading_problems(found: Sequence[str], row: int) -> list[Problem]:
    """Columns of the template that are missing, doubled, or not known."""
    problems = [
        Problem(row, heading, f"缺少“{heading}”列,请使用最新模板") for heading in HEADINGS if heading not in found
    ]
    for heading in dict.fromkeys(filter(None, found)):
        if found.count(heading) > 1:
            problems.append(Problem(row, heading, f"“{heading}”列出现了{found.count(heading)}次"))
        if heading not in HEADINGS and heading not in IGNORED_HEADINGS:
            problems.append(Problem(row, heading, f"不认识“{heading}”列,请改回模板中的列名或删去此列"))
    return problems


def read_row(number: int, values: Mapping[str, Any], kind: str, today: date) -> tuple[RosterRow, list[Problem]]:
    """Read the cells of a row by heading; every cell that cannot be read is one problem."""
    row, problems = RosterRow(number), []
    for column in COLUMNS:
        value: Any
        try:
            value = column.read(values.get(column.heading))
            value = cells.read_birth(value, today) if column.field == "born_on" else value
        except ValueError as error:
            problems.append(Problem(number, column.heading, str(error)))
            continue
        setattr(row, column.field, _names(value) if column.field == "groups" else value)
    return row, problems + _agree(row, problems, kind, today)


def _names(text: str) -> tuple[str, ...]:
    parts = text.replace(",", "、").replace(",", "、").replace(";", "、").replace(";", "、").split("、")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _agree(row: RosterRow, unread: Sequence[Problem], kind: str, today: date) -> list[Problem]:
    """Cells that contradict each other; what the identity number says fills empty cells."""
    problems = []
    if row.kind and row.kind != KIND_NAMES[kind]:
        problems.append(Problem(row.number, "代表类别", f"本机关的代表为“{KIND_NAMES[kind]}”,现为“{row.kind}”"))
    problems += [
        Problem(row.number, "代表团/小组", f"团组名称不能超过60个字:“{name[:20]}…”")
        for name in row.groups
        if len(name) > 60
    ]
    if row.identity_number:
        problems += _agree_with_identity(row, {problem.column for problem in unread}, today)
    broken = {"手机号", "身份证号", "出生日期"} & {problem.column for problem in unread}
    if not (row.identity_number or row.phone or row.born_on or broken):
        problems.append(Problem(row.number, "姓名", "身份证号、手机号、出生日期至少填写一项,以便辨认同名的人"))
    return problems


def _agree_with_identity(row: RosterRow, unread: set[str], today: date) -> list[Problem]:
    problems = []
    sex, born = cells.identity_sex(row.identity_number), cells.identity_birth(row.identity_number)
    if row.sex and row.sex != sex:
        problems.append(Problem(row.number, "性别", "与身份证号第17位不一致"))
    if row.born_on and row.born_on != born:
        problems.append(Problem(row.number, "出生日期", f"与身份证号中的出生日期({born})不一致"))
    row.sex = row.sex or sex
    if not row.born_on and "出生日期" not in unread:
        try:
            row.born_on = cells.read_birth(born, today)
        except ValueError as error:
            problems.append(Problem(row.number, "身份证号", str(error)))
    return problems


def doubles(rows: Iterable[RosterRow]) -> list[Problem]:
    """Rows that mean the same person: one identity number, one name with one phone, one name with one birth date."""
    seen: dict[tuple[Any, ...], RosterRow] = {}
    problems = []
    for row in rows:
        keys: list[tuple[Any, ...]] = [("身份证号", row.identity_number)] if row.identity_number else []
        keys += [("手机号", row.name, row.phone)] if row.phone else []
        keys += [("出生日期", row.name, row.born_on)] if row.born_on else []
        for key in keys:
            first = seen.setdefault(key, row)
            if first is not row and (key[0] == "身份证号" or not _different(first, row)):
                what = "身份证号" if key[0] == "身份证号" else f"姓名和{key[0]}"
                problems.append(Problem(row.number, str(key[0]), f"与第{first.number}行重复:{what}相同"))
                break
    return problems


def _different(one: RosterRow, other: RosterRow) -> bool:
    """Two identity numbers are two people."""
    return bool(one.identity_number and other.identity_number and one.identity_number != other.identity_number)


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the book, as far as recognising goes."""

    pk: int
    name: str
    identity_index: str
    phone: str
    born_on: date | None
    in_body: bool
    in_term: bool


@dataclass(slots=True)
class Book:
    """Known people, found by identity index and by name."""

    by_identity: dict[str, Known] = field(default_factory=dict)
    by_name: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))

    def add(self, known: Known) -> None:
        if known.identity_index:
            self.by_identity[known.identity_index] = known
        self.by_name[known.name].append(known)


def recognise(row: RosterRow, book: Book) -> Known | Problem | None:
    """Whom the row means: by identity number, else name and phone, else name and birth date within the body.

    None: nobody yet. A Problem where the row fits several people or one cannot tell.
    """
    known = book.by_identity.get(row.identity_index) if row.identity_index else None
    if known:
        if known.name == row.name:
            return known
        return Problem(row.number, "身份证号", "此身份证号已登记在另一姓名下,请核对;改名请在人员页面办理")
    possible = [other for other in book.by_name.get(row.name, ()) if not _contradicts(row, other)]
    same = [other for other in possible if _coincides(row, other)]
    if len(same) > 1:
        return Problem(row.number, "姓名", f"库中有{len(same)}名同名人员都与本行相符,请填写身份证号以便辨认")
    if same:
        return same[0]
    if any(other.in_term for other in possible):
        return Problem(row.number, "姓名", "本届名册中已有同名代表,无法判断是否同一人,请填写身份证号或出生日期")
    return None


def _contradicts(row: RosterRow, known: Known) -> bool:
    identity = row.identity_index and known.identity_index and row.identity_index != known.identity_index
    birth = row.born_on and known.born_on and row.born_on != known.born_on
    return bool(identity or birth)


def _coincides(row: RosterRow, known: Known) -> bool:
    phone = bool(row.phone) and row.phone == known.phone
    return phone or (known.in_body and row.born_on is not None and row.born_on == known.born_on)
