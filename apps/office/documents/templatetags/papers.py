"""What the templates of papers need: text with rare characters set apart, Chinese dates, numbers of levels."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from apps.foundation.core.dates import chinese_date
from apps.office.documents.rendering.fonts import is_rare
from apps.office.documents.rules.layout import fact_rows, heading_parts, leads_on, name_lines
from apps.office.documents.rules.titles import title_lines
from apps.office.documents.rules.tree import Block, Column, Facts, Form, Names, Paragraph, Table, Tree, numbered

TITLE_WIDTH = 20
TITLE_WIDTHS = {Form.SHEET: 22, Form.REGISTER: 31}
"""Characters of a title line: 22 pt on 156 mm, in sheets and registers 20 pt."""
LINE, FACT_WIDTH = 28, 11
"""Characters of a line of text, and of a value of a form that shares its row."""
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
register = template.Library()
register.filter("chinese_day", chinese_date)


@register.filter
def typeset(text: str) -> SafeString:
    """Escaped, without what no font prints; what the 仿宋 font lacks stands in spans that keep the line grid."""
    runs = groupby(UNPRINTABLE.sub("", str(text)), is_rare)
    parts = [
        f'<span class="rare">{escape("".join(run))}</span>' if rare else escape("".join(run)) for rare, run in runs
    ]
    return mark_safe("".join(parts).replace("\n", "<br>"))


@register.filter
def with_numbers(blocks: Iterable[Block]) -> Iterator[tuple[str, Block, str]]:
    """(kind of block in lower case, block, number before it)."""
    return ((type(block).__name__.lower(), block, number) for block, number in numbered(blocks))


@register.filter
def broken_title(tree: Tree) -> list[str]:
    """The title in lines broken by meaning; a landscape page holds longer ones."""
    return title_lines(tree.title, tree.keep, TITLE_WIDTHS.get(tree.form, TITLE_WIDTH))


@register.filter
def column_group(table: Table) -> SafeString:
    """The columns with their shares of the type area; for paper alone, screens let the browser decide."""
    whole = sum(column.width for column in table.columns)
    shares = (f'<col style="width: {100 * column.width / whole:.2f}%">' for column in table.columns)
    return mark_safe(f"<colgroup>{''.join(shares)}</colgroup>")


@register.filter
def beside(row: Iterable[str], columns: Iterable[Column]) -> Iterator[tuple[str, Column]]:
    """Each cell with its column."""
    return zip(row, columns, strict=False)


@register.filter
def fact_lines(facts: Facts) -> list[tuple[tuple[str, str], ...]]:
    """Two short facts share a line, a long one has its own."""
    return fact_rows(facts.pairs, FACT_WIDTH)


@register.filter
def lines_of_names(block: Names) -> list[str]:
    """Names in lines that tear none of them, beside the label."""
    return name_lines(block.names, LINE - 3 - len(block.label))


register.filter("leads_on", leads_on)


@register.filter
def parts(paragraph: Paragraph) -> tuple[str, str]:
    """What is set in the type of the paragraph's level, and the rest."""
    return heading_parts(paragraph)
