"""主体: paragraphs by level, lists of names, lines to sign; tables are next door."""

import re
from collections.abc import Iterable, Iterator

from apps.office.documents.rendering.docx.head import TITLE_CHARS
from apps.office.documents.rendering.docx.measures import CHARS, LINE, chars
from apps.office.documents.rendering.docx.tables import facts_of, table_of
from apps.office.documents.rendering.docx.xml import Element, paragraph, run, spacing, tab, w
from apps.office.documents.rules.layout import heading_parts, leads_on, name_lines
from apps.office.documents.rules.titles import title_lines
from apps.office.documents.rules.tree import (
    Annex,
    Block,
    Facts,
    Names,
    Paragraph,
    SignatureLines,
    Table,
    Tree,
    numbered,
)
from apps.office.documents.rules.widths import text_width

STYLE_OF_LEVEL = ("Body", "Level1", "Level2", "Level3", "Level4")
UNBROKEN = re.compile(r"[!-~]{30}")  # an address or the like: lines break inside it, and none is stretched before it
SIGN_WIDTH = 10  # characters of a line to be signed


def blocks_of(blocks: Iterable[Block], width: int, *, lead: bool = False) -> Iterator[Element]:
    """The blocks in order; with `lead`, a blank line stands above the first."""
    previous: Block | None = None
    for block, number in numbered(blocks):
        before = LINE if lead and previous is None else 0
        match block:
            case Paragraph():
                yield from _paragraph(block, number, before)
            case Table() | Facts():
                yield from [paragraph("")] if before else []
                yield from table_of(block, width) if isinstance(block, Table) else facts_of(block, width)
            case Names():
                yield _names(block, LINE if previous and not isinstance(previous, Names) else before)
            case SignatureLines():
                yield from _lines_to_sign(block)
        previous = block


def recipients_of(tree: Tree) -> Iterator[Element]:
    if tree.recipients:
        yield paragraph("Recipients", run(f"{'、'.join(tree.recipients).rstrip('：:')}："))


def attachments_of(names: tuple[str, ...]) -> Iterator[Element]:
    """附件说明: a blank line below the text; further lines stand under the first character of the name (7.3.4)."""
    if len(names) == 1:
        own = [spacing(before=LINE, line=LINE), _hanging(5, 3)]
        yield paragraph("Attachments", run(f"附件：{names[0]}"), own=own)
        return
    for number, name in enumerate(names, 1):
        mark = f"{number}."
        label = "附件：" if number == 1 else ""
        wide = text_width(mark)
        own = [spacing(before=0 if label == "" else LINE, line=LINE), _hanging(5 + wide, wide + text_width(label))]
        yield paragraph("Attachments", run(f"{label}{mark}{name}"), own=own)


def annexes_of(annexes: tuple[Annex, ...], width: int) -> Iterator[Element]:
    """附件 begin a page each: 附件1 flush left, the title on the third line (7.3.7)."""
    for number, annex in enumerate(annexes, 1):
        mark = f"附件{number}" if len(annexes) > 1 else "附件"
        yield paragraph("AnnexMark", run(mark), own=[w("pageBreakBefore")])
        lines = title_lines(annex.title, (), TITLE_CHARS)
        yield paragraph("Title", run("\n".join(lines)), own=[spacing(before=LINE, line=LINE)])
        yield from blocks_of(annex.blocks, width, lead=True)


def _paragraph(block: Paragraph, number: str, before: int) -> Iterator[Element]:
    """A typed line break begins a paragraph."""
    heading, rest = heading_parts(block)
    style = STYLE_OF_LEVEL[block.level]
    gap = [spacing(before=before, line=LINE)] if before else []
    if UNBROKEN.search(block.text):
        gap += [w("wordWrap", val=0), w("jc", val="left")]
    first, *others = rest.split("\n")
    if heading and not rest:
        head, *others = heading.split("\n")
        yield paragraph(style, run(number + head), own=[*gap, w("keepNext")] if leads_on(block) else gap)
    elif heading:
        yield paragraph(style, run(number + heading), run(first, "Running"), own=gap)
    else:
        yield paragraph(style, run(number + first), own=gap)
    yield from (paragraph("Body", run(line)) for line in others if line.strip())


def _names(block: Names, before: int) -> Element:
    """出席：…… further lines under the first name (10.3)."""
    label = f"{block.label}："
    indent = 2 + text_width(label)
    lines = name_lines(block.names, CHARS - indent)
    own = [spacing(before=before, line=LINE), _hanging(indent, text_width(label))]
    return paragraph("Names", run(label, "Label"), run("\n".join(lines)), own=own)


def _lines_to_sign(block: SignatureLines) -> Iterator[Element]:
    """A label and who has signed, or a line for the pen."""
    widest = max((text_width(label) for label, _ in block.lines), default=0) + 1
    for label, who in block.lines:
        end = chars(2 + widest + SIGN_WIDTH)
        own = [w("tabs", w("tab", val="left", leader="underscore", pos=end))]
        yield paragraph("SignLine", run(f"{label}："), run(who) if who else tab(), own=own)


def _hanging(left: float, hanging: float) -> Element:
    """In twips alone: counted in characters, Word takes the left indent for that of the hanging line."""
    return w("ind", left=chars(left), hanging=chars(hanging))
