"""Uploaded XLSX files are looked at before anything unpacks them, and read as a head with rows below it."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import IO, Any

from openpyxl import load_workbook

from apps.foundation.core.errors import DomainError

UNPACKED_LIMIT, READ_WHOLE_LIMIT = 200 * 1024 * 1024, 40 * 1024 * 1024
"""Of everything together; and of a part that no parser reads row by row: shared strings, styles, a Word document."""
ROW_BY_ROW = "xl/worksheets/"
LONGEST_PROLOGUE = 4096
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class UnreadableFile(Exception):
    """The file is no workbook that could be opened; the message is for the user."""


def check_container(file: IO[bytes]) -> None:
    """Refuse before unpacking: not a zip, an old .xls, a password, a bomb, XML with a document type.

    Sizes are those the file claims: more than that is never read of a member.
    """
    file.seek(0)
    head = file.read(8)
    file.seek(0)
    if not head:
        raise UnreadableFile("文件是空的,请重新选择")
    if head.startswith(_OLE):
        if _ENCRYPTED in file.read():
            raise UnreadableFile("文件设有打开密码,请在表格软件中取消密码后重新上传")
        raise UnreadableFile("这是旧版 .xls 文件(只改扩展名无效),请另存为 .xlsx 后重新上传")
    if not zipfile.is_zipfile(file):
        raise UnreadableFile("这不是 Excel 文件(.xlsx),请下载模板填写后上传")
    with zipfile.ZipFile(file) as archive:
        if sum(item.file_size for item in archive.infolist()) > UNPACKED_LIMIT:
            raise UnreadableFile("文件解压后过大,请删去图片和多余的工作表,只保留名册后重新上传")
        for item in archive.infolist():
            head = archive.open(item).read(LONGEST_PROLOGUE)
            if not is_xml(head):
                continue
            if item.file_size > READ_WHOLE_LIMIT and not item.filename.startswith(ROW_BY_ROW):
                raise UnreadableFile("文件解压后过大,请只保留需要的内容后重新上传")
            if not begins_plainly(head):
                raise UnreadableFile("文件内容不安全(含有文档类型声明),请用模板重新填写")


_PROLOGUE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml(?:\s+version=[\"']1\.[01][\"'])?(?:\s+encoding=[\"'](?:utf-8|us-ascii)[\"'])?"
    rb"(?:\s+standalone=[\"'](?:yes|no)[\"'])?\s*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*|<\?(?!xml\s)(?:(?!\?>).)*\?>\s*)*"
    rb"<[A-Za-z_]",
    re.DOTALL | re.IGNORECASE,
)


def is_xml(head: bytes) -> bool:
    """By its content, for a part may have any name; in two bytes a letter, too."""
    said = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n")
    return said.startswith(b"<") or (bool(head) and not said)


def begins_plainly(head: bytes) -> bool:
    """UTF-8, and the first element comes at once: whatever may define entities stands before it."""
    return _PROLOGUE.match(head) is not None


HEADING_ROWS, ROWS_READ, WIDTH = 5, 5000, 60
"""The head stands in one of the first rows; nothing is read below so many rows, to the right of so many columns."""
HALF_WIDTH = str.maketrans("\uff08\uff09", "()")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a sheet must look like: heading -> name of the field, those that must be there, and how many rows of what
    (`多少项任务`) it may hold. The head is the row with the first needed heading; a star behind a heading is ignored.
    """

    headings: Mapping[str, str]
    needed: Sequence[str]
    limit: int
    noun: str
    template: str

    def starred(self) -> list[str]:
        """The head of a template."""
        return [f"{heading}*" if heading in self.needed else heading for heading in self.headings]


def sheet_read(file: IO[bytes], sheet: Sheet) -> list[tuple[int, dict[str, str]]]:
    """Number of the row in the file, and field -> text, for every row that is not empty.

    Raises DomainError with what to do for a file that is not such a sheet, holds nothing or too much.
    """
    try:
        check_container(file)
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        grid = list(book.worksheets[0].iter_rows(max_row=ROWS_READ, max_col=WIDTH, values_only=True))
    except UnreadableFile as error:
        raise DomainError(f"{error}。") from error
    except Exception as error:  # whatever a broken file does to the parser, the user has one remedy
        raise DomainError("文件打不开,请另存为 .xlsx 后重新上传。") from error
    lines = enumerate(grid, start=1)
    places = _head(lines, sheet)
    rows = list(islice(_filled(lines, places), sheet.limit + 1))
    if len(rows) > sheet.limit:
        raise DomainError(f"{sheet.noun}最多{sheet.limit}项,请分成几个文件再上传。")
    if not rows:
        raise DomainError(f"表格中没有{sheet.noun},请从列名的下一行起逐行填写。")
    return rows


def _head(lines: Iterator[tuple[int, Sequence[Any]]], sheet: Sheet) -> dict[int, str]:
    use = f"请用“{sheet.template}”得到的格式填写。"
    for _, cells in islice(lines, HEADING_ROWS):
        names = [cell_text(cell).rstrip("*").translate(HALF_WIDTH) for cell in cells]
        if sheet.needed[0] in names:
            if missing := [name for name in sheet.needed if name not in names]:
                raise DomainError(f"表格缺少列:{'、'.join(missing)}。{use}")
            return {place: sheet.headings[name] for place, name in enumerate(names) if name in sheet.headings}
    raise DomainError(f"表格前几行中没有找到列名“{sheet.needed[0]}”。{use}")


def _filled(
    lines: Iterator[tuple[int, Sequence[Any]]], places: Mapping[int, str]
) -> Iterator[tuple[int, dict[str, str]]]:
    for number, cells in lines:
        row = {name: cell_text(cells[place]) for place, name in places.items() if place < len(cells)}
        if any(row.values()):
            yield number, row


def cell_text(value: Any) -> str:
    """A cell as somebody would type it: days as 2026-06-30, whole numbers without a point."""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
