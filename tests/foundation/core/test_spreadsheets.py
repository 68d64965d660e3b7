"""XLSX files as other programs read them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from apps.foundation.core import spreadsheets
from apps.foundation.core.spreadsheets import xlsx_of, xlsx_stream

HEADINGS = ["编号", "内容"]


def read(title, headings, rows) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(xlsx_of(title, headings, rows).read()))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "=1+1"),
        ("甲 < 乙 & “丙”\n第二行", "甲 < 乙 & “丙”\n第二行"),
        (" 两头有空格 ", " 两头有空格 "),
        ("张\x00三\x0b\uffff", "张三"),
        ("字" * 40000, "字" * 32767),
        (None, None),
        ("", None),
        (True, "是"),
        (12, 12),
        (Decimal("1.50"), 1.5),
        (float("inf"), "inf"),
        (date(2026, 3, 20), datetime(2026, 3, 20)),
        (date(1899, 1, 1), "1899-01-01"),
        (datetime(2026, 3, 20, 1, 30, tzinfo=UTC), datetime(2026, 3, 20, 9, 30)),
    ],
)
def test_a_value_is_read_as_it_was_meant_and_never_run(value, shown):
    cell = read("名册", HEADINGS, [[value, "x"]]).active["A2"]
    assert cell.value == shown
    assert cell.data_type != "f"


def test_the_head_is_bold_and_stays_and_days_look_like_days():
    sheet = read("名册/2026", HEADINGS, [[date(2026, 3, 20), "x"]]).active
    assert (sheet.title, sheet.freeze_panes, sheet["A1"].font.b) == ("名册_2026", "A2", True)
    assert (sheet["A2"].number_format, sheet["B2"].quotePrefix) == ("yyyy-mm-dd", True)


def test_a_list_without_rows_is_its_head():
    assert list(read("名册", HEADINGS, []).active.values) == [tuple(HEADINGS)]


def test_what_one_sheet_cannot_hold_goes_on_the_next_under_the_same_head(monkeypatch):
    monkeypatch.setattr(spreadsheets, "CHUNK", 2)
    monkeypatch.setattr(spreadsheets, "SHEET_ROWS", 5)
    book = read("名册", HEADINGS, [[number, "x"] for number in range(9)])
    assert book.sheetnames == ["名册", "名册(2)", "名册(3)"]
    values = [[row[0] for row in sheet.values] for sheet in book]
    assert values == [["编号", 0, 1, 2, 3], ["编号", 4, 5, 6, 7], ["编号", 8]]


def test_rows_are_sent_before_the_last_is_read():
    read_so_far = []
    rows = ([read_so_far.append(number) or number, "字" * 50] for number in range(20_000))
    assert any(next(stream) for stream in [xlsx_stream("名册", HEADINGS, rows)])
    assert len(read_so_far) < 20_000
