"""What every rendering of a tree decides alike: headings inside paragraphs, lines of names, rows of a form."""

import re
from collections.abc import Iterable, Sequence

from apps.office.documents.rules.tree import Paragraph
from apps.office.documents.rules.widths import text_width

MARKS = "。；：，！？;:,!?"
_FIRST_SENTENCE = re.compile(r"[^。\n]+。(?=.)")


def heading_parts(paragraph: Paragraph) -> tuple[str, str]:
    """The part set in the type of its level and the rest in running type: 标题。正文……

    Where there is no further sentence the whole is the heading; running text has none.
    """
    if not paragraph.level:
        return "", paragraph.text
    found = _FIRST_SENTENCE.match(paragraph.text)
    return (found.group(), paragraph.text[found.end() :]) if found else (paragraph.text, "")


def leads_on(paragraph: Paragraph) -> bool:
    """Whether it is a heading that must not end a page. A point of a list ends with a mark, a heading has none."""
    heading, rest = heading_parts(paragraph)
    return bool(heading) and not rest and heading[-1] not in MARKS


def printed_name(name: str) -> str:
    """A name of two characters is printed as wide as one of three, as every list of names has it."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 and text_width(name) == 2 else name


def name_lines(names: Iterable[str], width: float) -> list[str]:
    """Lines of at most `width` characters in which no name is torn."""
    lines: list[str] = []
    for name in map(printed_name, names):
        if lines and text_width(f"{lines[-1]}　{name}") <= width:
            lines[-1] += f"　{name}"
        else:
            lines.append(name)
    return lines


def fact_rows(pairs: Sequence[tuple[str, str]], width: float) -> list[tuple[tuple[str, str], ...]]:
    """Rows of one or two labelled values; a value wider than `width` characters has its row alone."""
    rows: list[tuple[tuple[str, str], ...]] = []
    waiting: tuple[str, str] | None = None
    for pair in pairs:
        if text_width(pair[1]) > width or "\n" in pair[1]:
            rows.extend([(waiting,), (pair,)] if waiting else [(pair,)])
            waiting = None
        elif waiting:
            rows.append((waiting, pair))
            waiting = None
        else:
            waiting = pair
    return [*rows, (waiting,)] if waiting else rows


def in_brackets(note: str) -> str:
    """附注 stands in brackets (7.3.6), typed or not."""
    return note if note.startswith("（") else f"（{note}）"
