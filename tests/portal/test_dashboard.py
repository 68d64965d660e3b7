"""The leader's page: what is red first, whose numbers, a sentence instead of a hole."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from apps.foundation.core import registry
from apps.foundation.core.actors import Actor
from apps.foundation.core.registry import Measure, System
from apps.foundation.organisations.models import Unit
from apps.foundation.policies.models import Policy
from apps.portal.models import KeptLines, MeasureSnapshot
from apps.portal.rules.reading import light_of, number_text, percent
from apps.portal.selectors.board import SHOW_AVERAGE, area_of, board_of
from apps.portal.selectors.trend import trend_of
from apps.portal.services.snapshots import evenings_thin, measures_keep
from tests import factories as make


@pytest.fixture
def numbers(cast):
    """A measure whose numbers a test sets: area -> number."""
    counts = {}
    page = "/list/?area={0.public_id}".format
    measures = (
        Measure("sample_all", "全部事项", "全部的件数", lambda path, on: _inside(counts.get("all", {}), path), page),
        Measure(
            "sample_late", "逾期事项", "逾期的件数", lambda path, on: _inside(counts.get("late", {}), path), page,
            base="sample_all", alarm=True, rows=lambda path, on: ["甲事项", "乙事项"],
        ),
    )  # fmt: skip
    registry.register(System(slug="sample", title="示例系统", measures=measures))
    yield counts
    registry.unregister("sample")


def _inside(counts, path):
    return {area.pk: number for area, number in counts.items() if area.path.startswith(path)}


def _page(client, query=""):
    return client.get(f"/dashboard/{query}").content.decode()


def test_a_district_has_the_sum_of_what_is_below_it_and_its_own(cast, numbers):
    village = make.make_area("新民村", "village", cast.town)
    numbers["all"] = {cast.district: 1, cast.town: 10, village: 5, cast.street: 100}
    board = board_of(cast.district, timezone.localdate())
    assert board.place.numbers["sample_all"] == 116
    assert {place.area.name: place.numbers["sample_all"] for place in board.below} == {
        "示例区本级": 1, "青禾镇": 15, "白沙镇": 0, "滨江街道": 100,
    }  # fmt: skip
    assert board.below[0].reading(registry.measures()["sample_all"]).url == (
        f"/list/?area={cast.district.public_id}.own"
    )


def test_a_town_has_no_line_of_its_own_beside_nothing(cast, numbers):
    numbers["all"] = {cast.town: 4}
    assert board_of(cast.town, timezone.localdate()).below == []


def test_what_is_red_comes_first_with_its_definition_its_moment_and_its_list(cast, numbers):
    numbers["all"], numbers["late"] = {cast.town: 40}, {cast.town: 5}
    page = _page(cast.client("leader"))
    red = page[page.index('aria-label="需要关注"') : page.index("board-groups")]
    assert "逾期事项" in red
    assert f'href="/list/?area={cast.town.public_id}"' in red
    assert "占12.5%" in red
    assert "逾期的件数。百分比是占“全部事项”的。截至" in red
    assert ">全部事项<" not in red


def test_a_leader_sees_only_the_own_area(cast, numbers):
    numbers["all"] = {cast.town: 3, cast.other_town: 7654}
    leader = cast.client("leader")
    assert "7,654" not in _page(leader, "?measure=sample_all")
    assert leader.get(f"/dashboard/?area={cast.other_town.public_id}").status_code == 404
    assert leader.get(f"/dashboard/?area={cast.district.public_id}").status_code == 404
    assert leader.get(f"/dashboard/?area={uuid4()}").status_code == 404
    assert leader.get("/dashboard/?area=x").status_code == 404


def test_a_district_opens_one_town_and_comes_back(cast, numbers):
    page = _page(cast.client("district_staff"), f"?area={cast.town.public_id}")
    assert "青禾镇数据看板" in page
    assert f'href="/dashboard/?area={cast.district.public_id}"' in page


def test_a_town_sees_the_average_around_it_where_it_may(cast, numbers):
    numbers["all"] = {cast.town: 9, cast.other_town: 3, cast.street: 3}
    leader = cast.client("leader")
    assert "示例区各镇街平均" in _page(leader, "?measure=sample_all")
    assert '"values": [9, 5.0]' in _page(leader, "?measure=sample_all")
    Policy.objects.create(
        key=SHOW_AVERAGE, area=cast.district, value=False, starts_on=make.SINCE, set_at=timezone.now()
    )
    assert "各镇街平均" not in _page(leader, "?measure=sample_all")


@pytest.mark.parametrize("path", ["", "compare/", "wall/", "reports/new/"])
def test_a_leader_of_a_unit_has_no_area_and_reads_what_to_do(cast, path):
    person = make.make_person(cast.town, "部门领导")
    make.make_role(person, "leader", unit=Unit.objects.get(kind="government"))
    client = Client()
    client.force_login(make.make_user(person, "unit_leader"))
    response = client.get(f"/dashboard/{path}")
    assert response.status_code == 200
    assert "您的身份没有对应的区、镇或者街道" in response.content.decode()
    assert "请联系本级人大工作人员" in response.content.decode()
    assert client.get("/dashboard/reports/").status_code == 200
    assert area_of(Actor(name="某", role="leader")) is None


@pytest.mark.parametrize("query", ["?measure=nothing", "?span=years", "?measure=<b>&span="])
def test_what_nobody_offers_shows_the_first_instead(cast, numbers, query):
    assert cast.client("leader").get(f"/dashboard/{query}").status_code == 200


def test_the_comparison_sorts_by_number_and_its_file_holds_every_measure(cast, numbers):
    numbers["all"] = {cast.town: 9, cast.other_town: 10, cast.street: 2}
    client = cast.client("district_staff")
    page = client.get("/dashboard/compare/?system=sample&sort=-sorted_by.sample_all")
    assert [line[0].text for line in page.context["lines"]] == ["白沙镇", "青禾镇", "滨江街道", "示例区本级"]
    file = client.get("/dashboard/compare/?export=xlsx")
    assert file["Content-Type"].startswith("application/vnd.openxmlformats")


def test_the_wall_has_no_menu_and_renews_itself(cast, numbers):
    page = cast.client("district_staff").get("/dashboard/wall/").content.decode()
    assert "auto-refresh" in page
    assert "portal-menu" not in page


def test_an_evening_is_kept_once_and_noughts_too(cast, numbers):
    numbers["all"] = {cast.town: 4, cast.district: 2}
    now = timezone.now()
    measures_keep(at=now)
    numbers["all"] = {cast.town: 7}
    measures_keep(at=now + timedelta(minutes=1))
    kept = MeasureSnapshot.objects.filter(measure="sample_all")
    assert {row.area.name: (row.value, row.own) for row in kept} == {
        "示例区": (6, 2), "青禾镇": (4, 4), "白沙镇": (0, 0), "滨江街道": (0, 0),
    }  # fmt: skip


def test_of_months_long_past_only_the_last_evening_stays(cast, numbers):
    numbers["all"], numbers["late"] = {cast.town: 4}, {cast.town: 1}
    evenings = [(2026, 1, 30), (2026, 1, 31), (2026, 2, 3), (2026, 2, 26), (2026, 4, 1), (2026, 4, 2)]
    for day in evenings:
        measures_keep(at=timezone.make_aware(datetime(*day, 23, 10)))
    gone = evenings_thin(at=timezone.make_aware(datetime(2026, 6, 30, 4, 20)))
    left = list(MeasureSnapshot.objects.order_by("on").values_list("on", flat=True).distinct())
    assert left == [date(2026, 1, 31), date(2026, 2, 26), date(2026, 4, 1), date(2026, 4, 2)]
    assert gone == 2 * 4 * len(registry.measures())
    assert list(KeptLines.objects.order_by("on").values_list("on", flat=True).distinct()) == left
    assert evenings_thin(at=timezone.make_aware(datetime(2026, 6, 30, 4, 20))) == 0
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        MeasureSnapshot.objects.all().delete()


def test_a_night_that_was_missed_stays_a_gap(cast, numbers):
    now = timezone.now()
    today = timezone.localdate(now)
    numbers["all"] = {cast.town: 4}
    measures_keep(at=now - timedelta(days=3))
    measures_keep(at=now - timedelta(days=1))
    points = trend_of(cast.town, registry.measures()["sample_all"], today, 6, "days")
    assert [point.value for point in points[-4:]] == [4, None, 4, 6]
    assert len(points) == 31
    assert "没有留存" in _page(cast.client("leader"), "?measure=sample_all")


def test_a_month_is_its_last_kept_evening(cast, numbers):
    now = timezone.now()
    first = timezone.localdate(now).replace(day=1)
    for days, number in ((3, 2), (1, 8)):
        numbers["all"] = {cast.town: number}
        measures_keep(at=now - (timezone.localdate(now) - first) - timedelta(days=days))
    points = trend_of(cast.town, registry.measures()["sample_all"], timezone.localdate(now), 9, "months")
    assert [point.value for point in points[-2:]] == [8, 9]
    assert len(points) == 13


@pytest.mark.parametrize(
    ("alarms", "others", "light"),
    [(0, [0, 4], "green"), (2, [2, 2], "yellow"), (3, [3, 1], "red"), (1, [1], "yellow")],
)
def test_lights(alarms, others, light):
    assert light_of(alarms, others) == light


@pytest.mark.parametrize(("part", "whole", "text"), [(1, 3, "33.3%"), (1, 8, "12.5%"), (5, 5, "100%")])
def test_shares(part, whole, text):
    assert percent(part, whole) == text


@pytest.mark.parametrize(("value", "unit", "text"), [(1234, "件", "1,234"), (12_345_600, "元", "1,234.56")])
def test_numbers(value, unit, text):
    assert number_text(value, unit) == text
