"""Files that are no roster, or a broken one: each is told apart in one sentence, and none is written."""

import random
import string
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl.styles import Font

from apps.foundation.people.rules.roster import HEADINGS, Problem
from apps.foundation.people.services.roster import reading
from tests.foundation.people.rosters import as_file, identity_number, line, roster_file, workbook

TODAY = date(2026, 3, 20)


def read(file, progress=lambda done, total: None):
    return reading.roster_read(file, kind="deputy", today=TODAY, progress=progress)


def only_problem(file) -> Problem:
    found = read(file)
    assert found.rows == []
    assert len(found.problems) == 1
    return found.problems[0]


def test_it_reads_a_clean_roster():
    number = identity_number()
    found = read(roster_file([line(身份证号=number, 代表团="", **{"代表团/小组": "第一代表团、第二小组"})]))
    assert found.problems == []
    row = found.rows[0]
    assert (row.name, row.phone, row.identity_number) == ("吴新", "13900000001", number)
    assert (row.born_on, row.sex, row.groups) == (date(1980, 1, 31), "male", ("第一代表团", "第二小组"))


def test_it_refuses_an_empty_file():
    assert only_problem(BytesIO(b"")).sentence == "文件是空的,请重新选择"


def test_it_refuses_an_old_xls_that_was_only_renamed():
    assert "另存为 .xlsx" in only_problem(BytesIO(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000))).sentence


def test_it_refuses_a_file_with_a_password():
    encrypted = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    assert "取消密码" in only_problem(BytesIO(encrypted)).sentence


def test_it_refuses_an_image_called_xlsx():
    assert "不是 Excel 文件" in only_problem(BytesIO(b"\x89PNG\r\n\x1a\n" + bytes(500))).sentence


def test_it_refuses_a_zip_without_a_workbook():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "x")
    assert "已损坏" in only_problem(stream).sentence


def test_it_refuses_a_truncated_workbook():
    whole = roster_file([line()]).read()
    assert only_problem(BytesIO(whole[: len(whole) // 2])).row == 0


def test_it_refuses_a_bomb_before_unpacking_it(monkeypatch):
    monkeypatch.setattr(reading, "load_workbook", lambda *args, **options: pytest.fail("unpacked"))
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as part:
        for _ in range(201):
            part.write(bytes(1 << 20))
    assert len(stream.getvalue()) < 1 << 20
    assert "解压后过大" in only_problem(stream).sentence


def test_it_refuses_entities_inside_the_xml():
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert "不安全" in only_problem(stream).sentence


def test_it_names_the_sheets_when_the_roster_is_missing():
    book = workbook([line()], sheet="代表")
    book.create_sheet("说明")
    assert "现有:代表、说明" in only_problem(as_file(book)).sentence


def test_it_takes_a_single_sheet_whatever_its_name():
    assert len(read(roster_file([line()], sheet="Sheet1")).rows) == 1


def test_it_accepts_a_title_above_the_headings():
    book = workbook([line()])
    book.active.insert_rows(1)
    book.active["A1"] = "青禾镇第二十届人大代表名册"
    book.active.merge_cells("A1:N1")
    found = read(as_file(book))
    assert (found.problems, found.rows[0].number) == ([], 3)


def test_it_tells_of_a_missing_and_a_renamed_column():
    headings = ["电话" if heading == "手机号" else heading for heading in HEADINGS]
    found = read(roster_file([line()], headings=headings)).problems
    assert [(problem.column, problem.sentence) for problem in found] == [
        ("手机号", "缺少“手机号”列,请使用最新模板"),
        ("电话", "不认识“电话”列,请改回模板中的列名或删去此列"),
    ]


def test_it_tells_of_a_doubled_column():
    found = read(roster_file([line()], headings=[*HEADINGS, "手机号"])).problems
    assert [problem.sentence for problem in found] == ["“手机号”列出现了2次"]


def test_it_ignores_remarks_and_running_numbers():
    assert read(roster_file([line(序号=1, 备注="新")], headings=["序号", *HEADINGS, "备注"])).problems == []


def test_it_refuses_a_sheet_without_headings():
    assert "没有“姓名”等列名" in only_problem(roster_file([], headings=["a", "b"])).sentence


def test_it_refuses_a_roster_of_nobody():
    assert "没有任何人员" in only_problem(roster_file([])).sentence


def test_it_names_merged_cells():
    book = workbook([line(), line(姓名="郑二", 手机号="13900000002")])
    book.active.merge_cells("G2:G3")
    assert [(p.row, p.column, p.sentence) for p in read(as_file(book)).problems] == [
        (2, "G", "有合并单元格(G2:G3),请取消合并后逐格填写")
    ]


def test_it_names_cells_with_formulas_and_error_values():
    found = read(roster_file([line(姓名='=CONCATENATE("吴","新")', 单位及职务="#N/A")])).problems
    assert [(p.row, p.column) for p in found] == [(2, "姓名"), (2, "单位及职务")]
    assert "A2是公式" in found[0].sentence


def test_it_reads_dates_and_phones_that_became_numbers():
    row = read(roster_file([line(出生日期=datetime(1980, 1, 31), 手机号=13900000001.0)])).rows[0]
    assert (row.born_on, row.phone) == (date(1980, 1, 31), "13900000001")


def test_it_lists_every_problem_of_every_row():
    rows = [line(性别="不明", 手机号="123"), line(姓名="", 手机号="13900000002"), line(姓名="孙三", 手机号="")]
    assert [(p.row, p.column) for p in read(roster_file(rows)).problems] == [
        (2, "性别"),
        (2, "手机号"),
        (3, "姓名"),
        (4, "姓名"),
    ]


def test_it_compares_sex_and_birth_with_the_identity_number():
    number = identity_number("19800131", "124")
    found = read(roster_file([line(身份证号=number, 性别="男", 出生日期="1980-02-01")])).problems
    assert [p.column for p in found] == ["性别", "出生日期"]


def test_it_refuses_representatives_in_the_roster_of_a_congress():
    assert read(roster_file([line(代表类别="议事代表")])).problems[0].column == "代表类别"


def test_it_skips_blank_rows_and_counts_rows_as_the_sheet_does():
    found = read(roster_file([line(), {}, {}, line(姓名="郑二", 手机号="1")]))
    assert [row.number for row in found.rows] == [2, 5]
    assert found.problems[0].row == 5


def test_it_stops_at_the_row_limit_without_walking_the_gap():
    book = workbook([line()])
    book.active["A1048576"] = "末行"
    found = read(as_file(book))
    assert "超过50000行" in found.problems[0].sentence


def test_it_reads_formatted_cells_and_ignores_their_looks():
    book = workbook([line()])
    book.active["A2"].font = Font(bold=True)
    assert read(as_file(book)).rows[0].name == "吴新"


def test_random_bytes_never_escape_as_an_error():
    noise = random.Random(7)
    whole = bytearray(roster_file([line()]).read())
    for _ in range(40):
        broken = bytearray(whole)
        for _ in range(20):
            broken[noise.randrange(len(broken))] = noise.randrange(256)
        assert isinstance(read(BytesIO(bytes(broken))), reading.Reading)


@pytest.mark.parametrize("length", [121, 5000])
def test_it_refuses_text_that_does_not_fit(length):
    found = read(roster_file([line(单位及职务=string.ascii_letters[0] * length)])).problems
    assert found == [Problem(2, "单位及职务", f"不能超过120个字,现有{length}个字")]
