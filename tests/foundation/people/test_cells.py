"""What offices type into cells, and what they are told."""

from datetime import date, datetime

import pytest

from apps.foundation.people.rules import cells
from tests.foundation.people.rosters import identity_number

TODAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("cell", "born"),
    [
        (datetime(1980, 1, 31), date(1980, 1, 31)),
        (29251, date(1980, 1, 31)),
        (29251.0, date(1980, 1, 31)),
        (19800131, date(1980, 1, 31)),
        ("1980-1-31", date(1980, 1, 31)),
        ("1980.01.31", date(1980, 1, 31)),
        ("1980/1/31", date(1980, 1, 31)),
        ("1980年1月31日", date(1980, 1, 31)),
        ("1980-01-31 00:00:00", date(1980, 1, 31)),
        (" 19800131 ", date(1980, 1, 31)),
        (None, None),
        ("", None),
    ],
)
def test_it_reads_a_date_however_it_was_written(cell, born):
    assert cells.read_birth(cell, TODAY) == born


@pytest.mark.parametrize("cell", ["1980年1月", "1980-02-30", "不详", "80.1.31", True])
def test_it_refuses_what_is_no_day(cell):
    with pytest.raises(ValueError, match=r"不是日期|应填写文字"):
        cells.read_birth(cell, TODAY)


def test_it_refuses_somebody_who_is_eighteen_only_tomorrow():
    assert cells.read_birth("2008-03-20", TODAY) == date(2008, 3, 20)
    with pytest.raises(ValueError, match="未满18周岁"):
        cells.read_birth("2008-03-21", TODAY)


@pytest.mark.parametrize(
    "cell",
    [
        "13812345678",
        13812345678,
        13812345678.0,
        "138 1234 5678",
        "138-1234-5678",
        "+8613812345678",
        "\uff1113812345678"[:1] + "3812345678",
    ],
)
def test_it_reads_a_phone_however_it_was_stored(cell):
    assert cells.read_phone(cell) == "13812345678"


@pytest.mark.parametrize(
    ("cell", "sentence"), [("1.38E+10", "科学计数"), ("1381234567", "11位"), ("02312345678", "11位")]
)
def test_it_refuses_what_is_no_mobile_number(cell, sentence):
    with pytest.raises(ValueError, match=sentence):
        cells.read_phone(cell)


def test_it_reads_an_identity_number_with_a_small_x_and_gaps():
    number = next(number for serial in range(100, 999) if (number := identity_number(serial=str(serial))).endswith("X"))
    assert cells.read_identity_number(f" {number[:6]} {number[6:].lower()}") == number


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (3.30101198001311e17, "失真"),
        (330101198001311234, "失真"),
        ("330101800131123", "应为18位,现为15位"),
        (identity_number()[:-1] + ("1" if identity_number()[-1] != "1" else "2"), "校验码"),
        (identity_number("19800230"), "出生日期不存在"),
    ],
)
def test_it_refuses_a_broken_identity_number(cell, sentence):
    with pytest.raises(ValueError, match=sentence):
        cells.read_identity_number(cell)


@pytest.mark.parametrize(
    ("cell", "name"), [("王 明", "王明"), ("王\u3000明", "王明"), ("阿依古丽•买买提", "阿依古丽·买买提")]
)
def test_it_closes_the_gap_that_offices_put_into_short_names(cell, name):
    assert cells.read_name(cell) == name


@pytest.mark.parametrize("cell", [None, "", "  ", 12.0, datetime(2020, 1, 1), "长" * 61])
def test_it_refuses_what_is_no_name(cell):
    with pytest.raises(ValueError, match=r"必须填写|应为姓名|不能超过"):
        cells.read_name(cell)


def test_it_keeps_markup_as_text_and_drops_control_characters():
    assert cells.read_text("<script>alert(1)</script>\x00\u202e", 60) == "<script>alert(1)</script>"


@pytest.mark.parametrize(("cell", "party"), [("党员", "中共党员"), ("群众", "群众"), ("", "")])
def test_it_reads_parties_by_their_official_names(cell, party):
    assert cells.read_party(cell) == party


def test_it_refuses_an_unknown_party():
    with pytest.raises(ValueError, match="下拉列表"):
        cells.read_party("共和党")
