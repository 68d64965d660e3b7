"""Reports are made from kept evenings: the same day says the same, a period that is not over says why not."""

from datetime import date, datetime, timedelta
from io import BytesIO

import pgtrigger
import pytest
from django.utils import timezone
from docx import Document as Word
from openpyxl import load_workbook

from apps.foundation.core import registry
from apps.foundation.core.errors import DomainError, NotAllowed
from apps.foundation.core.models import OutboxTask
from apps.foundation.core.registry import Measure, System
from apps.portal.models import KeptLines, MeasureSnapshot, Report
from apps.portal.papers import brief_paper
from apps.portal.rules.reports import (
    Line,
    bars_of,
    extract_of,
    last_day,
    month_ends,
    period_before,
    period_name,
    period_of,
)
from apps.portal.selectors.reports import comparisons_of, lines_of
from apps.portal.services import reports as services

NOW = timezone.make_aware(datetime(2026, 4, 10, 9))
MARCH = date(2026, 3, 15)
MEASURE = Measure("sample_late", "逾期事项", "逾期的件数", lambda path, on: {}, lambda area: "/", alarm=True)


@pytest.fixture
def kept(cast, settings, tmp_path):
    """The last evenings of February and of March."""
    settings.MEDIA_ROOT = tmp_path
    registry.register(System(slug="sample", title="示例系统", measures=(MEASURE,)))
    _keep(cast, date(2026, 2, 28), {cast.district: 9, cast.town: 4, cast.street: 5})
    _keep(cast, date(2026, 3, 30), {cast.district: 7, cast.town: 5, cast.street: 2})
    yield cast
    registry.unregister("sample")


def _keep(cast, on, numbers):
    for area, value in numbers.items():
        MeasureSnapshot.objects.create(measure="sample_late", area=area, on=on, value=value, taken_at=NOW)


def _ask(cast, kind="month", day=MARCH, area=None, part="district_staff", at=NOW):
    area = area or cast.district
    return services.report_ask(kind=kind, area=area, day=day, by=cast.actor(part), at=at)


def _words(report):
    with report.docx.open() as file:
        word = Word(BytesIO(file.read()))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in word.paragraphs] + cells


def test_a_month_is_told_by_its_last_kept_evening_and_the_month_before(kept):
    report = _ask(kept)
    services.report_make(report=report, at=NOW)
    assert (report.state, report.as_of, report.percent) == ("made", date(2026, 3, 30), 100)
    words = "".join(_words(report))
    assert "逾期事项7件（比上期减少2）" in words
    assert "青禾镇" in words
    assert report.pdf.read(5) == b"%PDF-"


def test_beside_a_red_number_stands_what_is_first_in_its_list(kept):
    KeptLines.objects.create(
        measure="sample_late", area=kept.district, on=date(2026, 3, 30), lines=["路灯", "停车", "水渠", "桥", "校车"]
    )
    report = _ask(kept)
    services.report_make(report=report, at=NOW)
    words = "\n".join(_words(report))
    assert "逾期事项(7件)\n1.路灯\n\n2.停车\n" in words.replace("（", "(").replace("）", ")")
    assert "5.校车" in words
    assert "另有2件。" in words


def test_own_work_of_the_district_is_compared_beside_its_places(kept):
    with pgtrigger.ignore("portal.MeasureSnapshot:read_only"):
        MeasureSnapshot.objects.filter(area=kept.district, on=date(2026, 3, 30)).update(own=3)
    (compared,) = comparisons_of(_ask(kept))
    assert compared.numbers == {"青禾镇": 5, "示例区本级": 3, "滨江街道": 2}


@pytest.mark.parametrize(
    ("value", "lines", "said"),
    [
        (7, ["甲", "乙", "丙", "丁", "戊", "己"], ["1.甲", "2.乙", "3.丙", "4.丁", "5.戊", "另有2件。"]),
        (2, ["甲", "乙"], ["1.甲", "2.乙"]),
        (1, ["甲", "乙"], ["1.甲"]),
        (3, [], []),
    ],
)
def test_extracts(value, lines, said):
    assert extract_of(Line("示例", MEASURE, value, None, None), lines) == said


def test_made_again_it_says_the_same_whatever_happened_since(kept):
    report = _ask(kept)
    services.report_make(report=report, at=NOW)
    first, lines = _words(report), lines_of(report)
    _keep(kept, date(2026, 4, 9), {kept.district: 100})
    later = NOW + timedelta(days=3)
    again = services.report_again(report=report, by=kept.actor("district_staff"), at=later)
    services.report_make(report=again, at=later)
    assert lines_of(again) == lines
    assert _words(again) == first
    another = _ask(kept, at=later)
    assert brief_paper(another).blocks == brief_paper(report).blocks


def test_a_quarter_is_a_spreadsheet_with_a_gap_where_nothing_was_kept(kept):
    report = _ask(kept, kind="quarter")
    services.report_make(report=report, at=NOW)
    with report.xlsx.open() as file:
        head, *rows = load_workbook(BytesIO(file.read())).active.values
    assert head[4:7] == ("2026年1月末", "2026年2月末", "2026年3月末")
    town = next(row for row in rows if row[0] == "青禾镇" and row[2] == "逾期事项")
    assert [value or None for value in town[4:7]] == [None, 4, 5]


@pytest.mark.parametrize(
    ("kind", "day", "sentence"),
    [
        ("month", date(2026, 4, 2), "2026年4月还没有结束"),
        ("quarter", date(2026, 4, 2), "2026年第二季度还没有结束"),
        ("year", MARCH, "2026年还没有结束"),
        ("month", date(2026, 1, 5), "2026年1月没有留存的数据"),
    ],
)
def test_it_says_why_there_is_no_report(kept, kind, day, sentence):
    with pytest.raises(DomainError) as refused:
        _ask(kept, kind, day)
    assert refused.value.sentence.startswith(sentence)
    assert not Report.objects.exists()


def test_a_town_gets_no_report_of_the_district(kept):
    with pytest.raises(NotAllowed):
        _ask(kept, part="staff")


def test_asked_twice_it_is_made_once(kept):
    assert _ask(kept) == _ask(kept)
    assert OutboxTask.objects.filter(name="portal.make_report").count() == 1


def test_run_twice_the_task_writes_once(kept):
    report = _ask(kept)
    services.report_make(report=report, at=NOW)
    name = report.pdf.name
    services.report_make(report=Report.objects.get(pk=report.pk), at=NOW)
    assert Report.objects.get(pk=report.pk).pdf.name == name


def test_what_fails_says_so_and_may_be_tried_again(kept, monkeypatch):
    monkeypatch.setattr(services, "pdf_of", lambda tree: 1 / 0)
    report = _ask(kept)
    services.report_make(report=report, at=NOW)
    assert report.state == "failed"
    page = kept.client("district_staff").get(report.get_absolute_url()).content.decode()
    assert "生成时出了问题" in page
    monkeypatch.undo()
    again = services.report_again(report=report, by=kept.actor("district_staff"), at=NOW)
    services.report_make(report=again, at=NOW)
    assert again.state == "made"


def test_the_page_follows_and_then_offers_the_files(kept):
    client = kept.client("district_staff")
    response = client.post(
        "/dashboard/reports/new/", {"kind": "month", "area": kept.district.public_id, "month": "2026-03-01"}
    )
    report = Report.objects.get()
    assert response.headers["Location"] == report.get_absolute_url()
    assert "等待生成" in client.get(report.get_absolute_url()).content.decode()
    live = f"{report.get_absolute_url()}live/"
    assert "HX-Refresh" not in client.get(live).headers
    services.report_make(report=report, at=NOW)
    assert client.get(live).headers["HX-Refresh"] == "true"
    file = client.get(f"{report.get_absolute_url()}report.pdf")
    assert b"".join(file.streaming_content).startswith(b"%PDF-")
    assert client.get(f"{report.get_absolute_url()}report.xlsx").status_code == 404
    assert kept.client("other_staff").get(report.get_absolute_url()).status_code == 404


def test_a_form_that_is_refused_keeps_what_was_chosen(kept):
    page = kept.client("district_staff").post(
        "/dashboard/reports/new/", {"kind": "year", "area": kept.district.public_id, "month": "2026-03-01"}
    )
    assert "2026年还没有结束" in page.content.decode()
    assert page.context["form"]["kind"].value() == "year"


@pytest.mark.parametrize(
    ("kind", "first", "last", "before", "name"),
    [
        ("month", date(2026, 2, 1), date(2026, 2, 28), date(2026, 1, 1), "2026年2月"),
        ("quarter", date(2026, 1, 1), date(2026, 3, 31), date(2025, 10, 1), "2026年第一季度"),
        ("year", date(2026, 1, 1), date(2026, 12, 31), date(2025, 1, 1), "2026年"),
    ],
)
def test_periods(kind, first, last, before, name):
    assert period_of(date(2026, 2, 17), kind) == first
    assert last_day(first, kind) == last
    assert period_before(first, kind) == before
    assert period_name(first, kind) == name
    assert month_ends(first, kind)[-1] == last


@pytest.mark.parametrize(
    ("value", "before", "words"), [(5, 2, "增加3"), (2, 5, "减少3"), (4, 4, "持平"), (4, None, "—")]
)
def test_changes(value, before, words):
    assert Line("示例", MEASURE, value, None, before).change == words


def test_bars():
    assert {name: len(bar) for name, bar in bars_of({"甲": 140, "乙": 70, "丙": 1, "丁": 0}).items()} == {
        "甲": 14, "乙": 7, "丙": 1, "丁": 0,
    }  # fmt: skip
    assert bars_of({}) == {}
