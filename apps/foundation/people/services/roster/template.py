"""The workbook that offices fill in: headings, drop-downs, and a sheet that explains every column."""

from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from apps.foundation.core.spreadsheets import Choices, offer_choices
from apps.foundation.people.models import Group, Term
from apps.foundation.people.rules.roster import COLUMNS, ROW_LIMIT, SHEET, TEXT_HEADINGS
from apps.foundation.people.services.roster.planning import districts_of

PREPARED_ROWS = 2000
RULES_OF_USE = (
    "一、只在“名册”工作表中填写,每人一行,从第2行开始;不要改动列名,不要合并单元格,不要使用公式。",
    f"二、每份不超过{ROW_LIMIT}行。已有人员再次导入时更新,不会重复;空白单元格不改动已有内容。",
    "三、依次按身份证号、姓名加手机号、姓名加出生日期辨认同一人,三项至少填写一项。",
    "四、上传后先检查,列出全部问题;有任何一处问题都不会写入,改好后重新上传即可。",
    "五、名册中没有而系统中已有的代表会列出供核对,不会自动删除。",
)


def roster_template(term: Term) -> bytes:
    """The XLSX template for a term; groups and electoral districts already known are offered as choices."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    _write_headings(sheet)
    choices = {column.heading: column.choices for column in COLUMNS if column.choices}
    choices["代表团/小组"] = tuple(Group.objects.filter(term=term).values_list("name", flat=True))
    choices["选区"] = tuple(district.name for district in districts_of(term, term.first_session_on))
    offer_choices(book, _choices(choices), ROW_LIMIT)
    _write_notes(book.create_sheet("说明", 1))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def template_samples() -> Iterator[tuple[str, bytes]]:
    """The template of the newest term."""
    term = Term.objects.select_related("body__area").order_by("-pk").first()
    if term:
        yield "名册模板.xlsx", roster_template(term)


def _write_headings(sheet: Worksheet) -> None:
    sheet.freeze_panes = "B2"
    for index, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(index)
        cell = sheet.cell(1, index, column.heading)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DCE6F1")
        cell.alignment = Alignment(horizontal="center")
        sheet.column_dimensions[letter].width = column.width
        if column.heading in TEXT_HEADINGS:
            sheet.column_dimensions[letter].number_format = "@"
            for row in range(2, PREPARED_ROWS + 1):
                sheet.cell(row, index).number_format = "@"


def _choices(choices: Mapping[str, Iterable[str]]) -> dict[int, Choices]:
    """By the number of the column."""
    return {
        index: Choices(column.heading, tuple(choices.get(column.heading, ())), is_strict=column.strict)
        for index, column in enumerate(COLUMNS, start=1)
    }


def _write_notes(sheet: Worksheet) -> None:
    for row, sentence in enumerate(RULES_OF_USE, start=1):
        sheet.cell(row, 1, sentence)
    start = len(RULES_OF_USE) + 2
    for index, heading in enumerate(("列名", "填写说明", "示例"), start=1):
        sheet.cell(start, index, heading).font = Font(bold=True)
    for row, column in enumerate(COLUMNS, start=start + 1):
        for index, text in enumerate((column.heading, column.note, column.example), start=1):
            sheet.cell(row, index, text)
    for letter, width in (("A", 16), ("B", 60), ("C", 28)):
        sheet.column_dimensions[letter].width = width
