"""Files made to do harm: bombs, two files in one, macros under other names, entities."""

import io
import time
import tracemalloc
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from PIL import Image

from apps.foundation.core.errors import DomainError
from apps.foundation.core.workbooks import Sheet, UnreadableFile, check_container, sheet_read
from apps.office.files import imaging, rules

TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
ENTITIES = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><x>&b;</x>"
SHEET = Sheet({"姓名": "name"}, ["姓名"], 10, "人员", "模板")


def archive(members: dict[str, bytes | str]) -> io.BytesIO:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
    return out


def picture(form: str, size=(40, 40), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, form, **options)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
@pytest.mark.parametrize("rider", [b"<script>alert(1)</script>", archive({"a": "x"}).getvalue(), b"%PDF-1.7 /JS"])
def test_of_two_files_in_one_only_the_picture_is_kept(form, rider):
    kept = imaging.redraw(io.BytesIO(picture(form) + rider)).content
    assert rider[:8] not in kept


def test_a_comment_in_a_picture_is_gone():
    kept = imaging.redraw(io.BytesIO(picture("JPEG", comment=b"<?php system($_GET[0]) ?>"))).content
    assert b"php" not in kept


def test_a_progressive_photo_may_not_be_as_large_as_a_plain_one():
    """Of it the whole is kept in memory until it is drawn: 110 million points were 700 MB."""
    large = picture("JPEG", (6000, 5000), progressive=True)
    with pytest.raises(imaging.NotAPicture, match="像素过多"):
        imaging.redraw(io.BytesIO(large))
    assert imaging.redraw(io.BytesIO(picture("JPEG", (6000, 5000)))).content_type == "image/jpeg"


@pytest.mark.parametrize(
    "members",
    [
        {"word/document.xml": "", "word/vbaProject.bin": ""},
        {
            "word/document.xml": "",
            "[Content_Types].xml": f"{TYPES}<Override ContentType='application/vnd.ms-office.vbaProject'/>",
        },
        {
            "xl/workbook.xml": "",
            "[Content_Types].xml": "<x ContentType='application/vnd.ms-excel.sheet.macroEnabled.main+xml'/>",
        },
        {"word/document.xml": "", "[Content_Types].xml": "<x ContentType='vbaProject'/>".encode("utf-16")},
        {
            "word/document.xml": "",
            "word/_rels/settings.xml.rels": "<x Type='x/attachedTemplate' Target='http://x/' TargetMode='External'/>",
        },
    ],
    ids=["named", "declared", "enabled", "in_utf16", "template_from_elsewhere"],
)
def test_macros_are_found_under_any_name(members):
    file = archive({"[Content_Types].xml": TYPES, **members})
    assert rules.kind_of("a.docx", file) is None


def test_macros_of_the_old_format_are_found():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert rules.kind_of("a.doc", io.BytesIO(old)) is not None
    assert rules.kind_of("a.doc", io.BytesIO(old + "_VBA_PROJECT".encode("utf-16-le"))) is None


@pytest.mark.parametrize(
    "head",
    [
        ENTITIES,
        f"<?xml version='1.0'?>{ENTITIES}",
        f"<?xml version='1.0'?>{' ' * 2000}{ENTITIES}",
        f"<?xml version='1.0'?><!--{'-x' * 800}-->{ENTITIES}",
        f"{' ' * 5000}{ENTITIES}",
        ENTITIES.encode("utf-16"),
        f"<?xml version='1.0' encoding='utf-16'?>{ENTITIES}".encode("utf-16"),
        "<?xml version='1.0' encoding='utf-7'?>+ADwAIQ-DOCTYPE x>",
        "<?xml version='1.0' encoding='gb18030'?><x/>",
        "<!---->" * 500 + "<!",
    ],
)
@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/harmless.bin"])
def test_entities_are_refused_wherever_and_however_they_are_written(head, name):
    began = time.perf_counter()
    with pytest.raises(UnreadableFile, match="不安全"):
        check_container(archive({name: head}))
    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    "head",
    [
        "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n<x/>",
        '\ufeff<?xml version="1.0"?><!-- made by WPS --><x/>',
        "<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?><x/>",
        "<x:y xmlns:x='z'>",
        b"\x89PNG\r\n",
        b"",
    ],
)
def test_plain_parts_pass(head):
    check_container(archive({"xl/workbook.xml": head}))


def test_a_real_workbook_passes_and_is_read():
    book = Workbook()
    book.active.append(["姓名"])
    book.active.append(["安然"])
    out = io.BytesIO()
    book.save(out)
    assert sheet_read(out, SHEET) == [(2, {"name": "安然"})]


def test_a_bomb_is_refused_before_it_goes_off():
    """A megabyte that unpacks to 300, and one whose shared strings alone would take gigabytes of memory."""
    bomb = archive({"xl/worksheets/sheet1.xml": b"<x>" + b"0" * 300_000_000})
    strings = archive({"xl/sharedStrings.xml": b"<sst>" + b"<si><t>1</t></si>" * 3_000_000})
    tracemalloc.start()
    for file in (bomb, strings):
        with pytest.raises(DomainError, match="解压后过大"):
            sheet_read(file, SHEET)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_member_that_says_less_than_it_holds_is_not_read_beyond(monkeypatch):
    content = archive({"xl/worksheets/sheet1.xml": b"<x>" + b"0" * 1_000_000}).getvalue()
    liar = content.replace((1_000_003).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert liar != content
    with pytest.raises(DomainError, match="打不开"):
        sheet_read(io.BytesIO(liar), SHEET)
