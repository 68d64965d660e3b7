"""A bank of questions as offices keep it in Word: headings of kinds, numbered stems, options, 答案, 解析, 依据.

一、单项选择题
1. ……是( )。
A. ……  B. ……  C. ……  D. ……
答案:B    解析:……
依据:《中华人民共和国宪法》第二条
"""

import re
from collections.abc import Collection, Iterable, Iterator

from apps.systems.legal_exams.rules.importing import KIND_WORDS
from apps.systems.legal_exams.rules.questions import LETTERS

OPEN, CLOSE = "[(\uff08]", "[)\uff09]"
NUMERAL = "[一二三四五六七八九十]+"
HEADING = re.compile(rf"^(?:{NUMERAL}|{OPEN}{NUMERAL}{CLOSE})[、.\uff0e]?\s*(\w+)")
NUMBERED = re.compile(r"^\d{1,4}\s*[.、\uff0e)\uff09]\s*(?!\d)(.*)$")
OPTION = re.compile(rf"(?:^{OPEN}?|(?<=\s))([A-HＡ-Ｈ])\s*[.、\uff0e:\uff1a]\s*|^{OPEN}?([A-HＡ-Ｈ])\s*{CLOSE}\s*")
GLUED = re.compile(r"([A-HＡ-Ｈ])\s*[.、\uff0e]\s*")
FIELDS = {
    **dict.fromkeys(("参考答案", "正确答案", "标准答案", "答案"), "key"),
    **dict.fromkeys(("答案解析", "试题解析", "解析"), "explanation"),
    **dict.fromkeys(("法律依据", "依据", "出处"), "law"),
    "难度": "difficulty", "题型": "kind", "所属部分": "part",
}  # fmt: skip
WORDS = "|".join(sorted(FIELDS, key=len, reverse=True))
LABEL = re.compile(rf"(?:^|(?<=\s))[【\[]?({WORDS})[】\]]?\s*[:\uff1a】\]]\s*")
INLINE_KEY = re.compile(rf"{OPEN}\s*([A-HＡ-Ｈ]+|[√×✓✗]|对|错|正确|错误)\s*{CLOSE}")
LAW = re.compile(r"《(.+?)》\s*(.*)", re.DOTALL)
WIDE = str.maketrans({chr(ord("Ａ") + place): letter for place, letter in enumerate(LETTERS)})


def cells_read(lines: Iterable[str], parts: Collection[str]) -> list[dict[str, str]]:
    """Field -> text for each question, as a row of the spreadsheet has them. `parts` are the words for headings."""
    kind, part, last = "", "", ""
    found: list[dict[str, str]] = []
    for line in (line.strip() for line in lines):
        if not line:
            continue
        if told := _heading(line, parts):
            kind, part = (told[1], part) if told[0] == "kind" else (kind, told[1])
        elif numbered := NUMBERED.match(line):
            found.append({"kind": kind, "part": part})
            last = _take(found[-1], "stem", numbered[1])
        elif found:
            last = _take(found[-1], last, line)
    return [_completed(cells) for cells in found]


def _heading(line: str, parts: Collection[str]) -> tuple[str, str] | None:
    """`("kind", 单项选择题)` or `("part", 政府类)`."""
    if line in parts:
        return "part", line
    told = HEADING.match(line)
    word = told[1] if told else line
    if word in KIND_WORDS:
        return "kind", word
    return ("part", word) if told and word in parts else None


def _take(cells: dict[str, str], name: str, line: str) -> str:
    """Add a line to a question; which field it ended in, where a line that begins nothing new goes on."""
    for field, text in _pieces(line):
        name = field or name
        before = cells.get(name, "")
        cells[name] = f"{before}\n{text}".strip() if before and text else before or text
    return name


def _pieces(line: str) -> Iterator[tuple[str, str]]:
    """The parts of a line: before the first label or option (which has no field), then each with its field."""
    marks = sorted([*LABEL.finditer(line), *_options(line)], key=lambda mark: mark.start())
    ends = [mark.start() for mark in marks[1:]] + [len(line)]
    if head := line[: marks[0].start() if marks else None].strip():
        yield "", head
    for mark, end in zip(marks, ends, strict=False):
        yield FIELDS.get(_word(mark)) or f"option_{_word(mark)}", line[mark.end() : end].strip()


def _options(line: str) -> list[re.Match[str]]:
    """Options that begin the line or stand behind a blank; glued together (A.甲B.乙), where they go on in order."""
    found = list(OPTION.finditer(line))
    if found and found[0].start() == 0:
        for mark in GLUED.finditer(line, found[0].end()):
            place = LETTERS.index(_word(mark))
            is_new = all(mark.start(1) != known.start(known.lastindex or 0) for known in found)
            if is_new and place and any(_word(known) == LETTERS[place - 1] for known in found):
                found.append(mark)
    return found


def _word(mark: re.Match[str]) -> str:
    return mark[mark.lastindex or 0].translate(WIDE)


def _completed(cells: dict[str, str]) -> dict[str, str]:
    """The key from the brackets of the stem where no line says it; law and article parted."""
    inline = list(INLINE_KEY.finditer(cells.get("stem", "")))
    if inline and not cells.get("key"):
        mark = inline[-1]
        cells["key"] = mark[1].translate(WIDE)
        cells["stem"] = f"{cells['stem'][: mark.start()]}( ){cells['stem'][mark.end() :]}"
    if told := LAW.search(cells.get("law", "")):
        cells["law"], cells["article"] = told[1], told[2].strip(" 。.;\uff1b")
    return cells
