"""Files of questions as rows of cells: XLSX as its template has it, DOCX as offices write it."""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import IO, Any

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from openpyxl import Workbook

from apps.foundation.core.errors import DomainError
from apps.foundation.core.spreadsheets import Choices, offer_choices, write_text
from apps.foundation.core.workbooks import Sheet, UnreadableFile, check_container, sheet_read
from apps.foundation.organisations.models import Area
from apps.systems.legal_exams.models import Law, Part
from apps.systems.legal_exams.rules.drawing import DIFFICULTIES, KINDS
from apps.systems.legal_exams.rules.importing import HEADINGS, LIMIT, NEEDED
from apps.systems.legal_exams.rules.questions import LETTERS
from apps.systems.legal_exams.rules.word_banks import cells_read

SHEET = Sheet(HEADINGS, NEEDED, LIMIT, "试题", template="下载模板")
WIDTHS = {"题干": 50, "解析": 40, "法律法规": 36}
Cells = list[tuple[int, dict[str, str]]]
LETTERED, LISTED = {"upperLetter", "lowerLetter"}, {"decimal", "decimalFullWidth", "decimalZero"}
HEADED = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographTraditional"}


def cells_of(file: IO[bytes], file_name: str) -> Cells:
    """Number in the file and field -> text, a row a question. Raises DomainError for what is no such file."""
    if file_name.lower().endswith(".xlsx"):
        return sheet_read(file, SHEET)
    if file_name.lower().endswith(".docx"):
        return _word_read(file)
    raise DomainError("请上传 .xlsx 表格或者 .docx 文档;旧版 .xls、.doc 请先另存为新格式。")


def template_of(office: Area) -> bytes:
    """An empty sheet with drop-downs: kinds, parts, difficulties, the laws that are registered."""
    book = Workbook()
    sheet, starred = book.worksheets[0], SHEET.starred()
    sheet.title, sheet.freeze_panes = "试题", "A2"
    for place, heading in enumerate(starred, start=1):
        write_text(sheet.cell(1, place), heading)
        letter = sheet.cell(1, place).column_letter
        sheet.column_dimensions[letter].width = WIDTHS.get(heading.rstrip("*"), 16)
    laws = Law.objects.filter(office=office, is_repealed=False).values_list("name", flat=True)
    words = {"题型": list(KINDS.values()), "法律法规": list(laws), "所属部分": Part.labels,
             "难度": list(DIFFICULTIES.values())}  # fmt: skip
    places = list(HEADINGS)
    offer_choices(
        book, {places.index(heading) + 1: Choices(heading, offered) for heading, offered in words.items()}, LIMIT + 1
    )
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _word_read(file: IO[bytes]) -> Cells:
    try:
        check_container(file)
        lines = list(_lines(Document(file)))
    except UnreadableFile as error:
        raise DomainError("文件打不开,请确认是没有打开密码的 .docx 文档,旧版 .doc 请另存后重新上传。") from error
    except Exception as error:  # whatever a broken file does to the parser, the user has one remedy
        raise DomainError("文件已损坏,请在文字软件中另存为 .docx 后重新上传。") from error
    read = cells_read(lines, Part.labels)
    if not read:
        raise DomainError("文档中没有找到试题。每题请以“1.”这样的题号开头,选项以“A.”开头,另起一行写“答案:”。")
    if len(read) > LIMIT:
        raise DomainError(f"试题最多{LIMIT}项,请分成几个文件再上传。")
    return list(enumerate(read, start=1))


def _lines(document: WordDocument) -> Iterator[str]:
    """Each line as somebody sees it: numbers and letters that Word itself sets stand before the text."""
    formats, letter = _formats(document), 0
    for paragraph in document.paragraphs:
        text, how = paragraph.text, formats.get(_list_of(paragraph), "")
        if how in LISTED:
            text, letter = f"1. {text}", 0
        elif how in LETTERED:
            text, letter = f"{LETTERS[min(letter, len(LETTERS) - 1)]}. {text}", letter + 1
        elif how in HEADED:
            text = f"一、{text}"
        yield from text.splitlines()


def _list_of(paragraph: Paragraph) -> tuple[str, str]:
    """List and level of a paragraph that Word numbers, by itself or by its style; two empty texts else."""
    properties: Any  # of the document's XML, whose names the stubs do not know
    for properties in (paragraph._p.pPr, paragraph.style.element.pPr if paragraph.style is not None else None):
        numbering = properties.numPr if properties is not None else None
        if numbering is not None and numbering.numId is not None:
            level = numbering.ilvl.val if numbering.ilvl is not None else 0
            return str(numbering.numId.val), str(level)
    return "", ""


def _formats(document: WordDocument) -> Mapping[tuple[str, str], str]:
    """(list, level) -> how Word numbers it."""
    if not any(part.reltype.endswith("/numbering") for part in document.part.rels.values()):
        return {}
    root = document.part.numbering_part.element
    levels = {
        (kind.get(qn("w:abstractNumId")), level.get(qn("w:ilvl"))): level.find(qn("w:numFmt")).get(qn("w:val"))
        for kind in root.findall(qn("w:abstractNum"))
        for level in kind.findall(qn("w:lvl"))
        if level.find(qn("w:numFmt")) is not None
    }
    kinds = {
        number.get(qn("w:numId")): number.find(qn("w:abstractNumId")).get(qn("w:val"))
        for number in root.findall(qn("w:num"))
    }
    return {(number, level): how for number, kind in kinds.items() for (of, level), how in levels.items() if of == kind}
