"""A list of stations from a spreadsheet: every problem at once, all of it or nothing."""

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest

from apps.foundation.core.errors import WrongState
from apps.foundation.core.spreadsheets import xlsx_of
from apps.systems.deputy_stations.models import Station, StationImport
from apps.systems.deputy_stations.rules.importing import HEADINGS
from apps.systems.deputy_stations.services import importing
from tests import factories as make

NOW = datetime(2026, 3, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
GOOD = {
    "名称": "青禾镇代表之家", "镇街": "青禾镇", "层级": "代表之家", "纬度": 29.51, "经度": "106.500001",
    "服务村(社区)": "新民村、红星村", "站长": "周启明", "联络员": "文小雅", "启用日期": "2025-01-06", "服务人口": 1200,
}  # fmt: skip


@pytest.fixture(autouse=True)
def villages(cast):
    for name in ("新民村", "红星村"):
        make.make_area(name, "village", cast.town)


def checked(cast, *rows, part="district_staff"):
    sheet = xlsx_of("家站", HEADINGS, [[row.get(heading, "") for heading in HEADINGS] for row in rows])
    area = cast.district if part == "district_staff" else cast.town
    return importing.import_check(
        area=area, file=BytesIO(sheet.read()), file_name="家站.xlsx", by=cast.actor(part), at=NOW
    )


def told(result) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in result.problems]


def test_a_good_sheet_waits_for_a_yes_and_is_written_once(cast):
    batch = checked(cast, GOOD).batch
    by = cast.actor("district_staff")
    assert not Station.objects.exists()
    importing.import_write(batch=batch, by=by, at=NOW)
    station = Station.objects.get()
    assert (str(station.latitude), str(station.longitude)) == ("29.510000", "106.500001")
    assert sorted(area.name for area in station.serves.all()) == ["新民村", "红星村"]
    assert sorted(one.name for one in station.staff.all()) == ["周启明", "文小雅"]
    assert str(station.opened_on) == "2025-01-06"
    with pytest.raises(WrongState):
        importing.import_write(batch=batch, by=by, at=NOW)


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"名称": ""}, "名称"), ({"镇街": "不存在镇"}, "镇街"), ({"层级": "大站"}, "层级"), ({"类型": "宇宙"}, "类型"),
        ({"纬度": "北"}, "纬度"), ({"经度": 300}, "经度"), ({"纬度": ""}, "纬度"), ({"服务人口": "很多"}, "服务人口"),
        ({"服务村(社区)": "月亮村"}, "服务村(社区)"), ({"启用日期": "明天"}, "启用日期"),
        ({"简介": "长" * 1001}, "简介"), ({"名称": "长" * 61}, "名称"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_row_and_column_and_nothing_is_kept(cast, changed, column):
    result = checked(cast, {**GOOD, **changed})
    assert told(result) == [(2, column)]
    assert not StationImport.objects.exists()


def test_two_rows_of_one_name_and_a_known_name_are_problems(cast):
    assert told(checked(cast, GOOD, GOOD)) == [(3, "名称")]
    importing.import_write(batch=checked(cast, GOOD).batch, by=cast.actor("district_staff"), at=NOW)
    assert told(checked(cast, GOOD)) == [(2, "名称")]


def test_a_town_writes_no_stations_of_another(cast):
    assert told(checked(cast, {**GOOD, "镇街": "白沙镇", "服务村(社区)": ""}, part="staff")) == [(2, "镇街")]


@pytest.mark.parametrize("content", [b"", b"not a sheet", b"PK\x03\x04 broken"])
def test_a_broken_file_is_refused_with_a_sentence(cast, content):
    result = importing.import_check(
        area=cast.district, file=BytesIO(content), file_name="x.xlsx", by=cast.actor("district_staff"), at=NOW
    )
    assert [problem.column for problem in result.problems] == ["文件"]


def test_an_empty_sheet_says_so(cast):
    assert told(checked(cast)) == [(0, "文件")]
