"""Which value holds where: the nearest wins, and the law before all."""

from datetime import date

import pytest
from django.utils import timezone

from apps.foundation.core import registry
from apps.foundation.core.registry import PolicyKey, System
from apps.foundation.policies.models import Policy
from apps.foundation.policies.selectors import frozen, resolve, resolve_each, resolve_many

KEYS = (
    PolicyKey("test.notice_days", "会议通知提前天数", 10, "int", "legal_minimum", "测试条例", minimum=7, unit="天"),
    PolicyKey("test.base", "表决基数", "all", "choice", "fixed_by_law", "测试法", (("all", "全体"), ("x", "到会"))),
    PolicyKey("test.ratio", "差额比例", 20, "int", "free", "系统默认", minimum=0, maximum=100, unit="%"),
)
DAY = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def _declared():
    registry.register(System(slug="policy-test", title="测试", policies=KEYS))
    yield
    registry.unregister("policy-test")


def override(key, value, area=None, starts_on=date(2026, 1, 1), **scope):
    return Policy.objects.create(
        key=key, value=value, area=area, source="本地办法", starts_on=starts_on, set_at=timezone.now(), **scope
    )


def value_in(area, **scope):
    return resolve("test.notice_days", area=area, on=DAY, **scope).value


def test_it_gives_the_default_with_its_source_where_nobody_set_anything(cast):
    found = resolve("test.notice_days", area=cast.town, on=DAY)
    assert (found.value, found.policy_id, found.source) == (10, None, "测试条例")
    assert found.title == "会议通知提前天数"


def test_a_key_that_no_system_declares_is_a_programming_error(cast):
    with pytest.raises(KeyError, match=r"test\.unknown"):
        resolve("test.unknown", area=cast.town, on=DAY)


def test_the_value_of_the_district_holds_in_its_towns(cast):
    row = override("test.notice_days", 12, cast.district)
    found = resolve("test.notice_days", area=cast.town, on=DAY)
    assert (found.value, found.policy_id, found.source) == (12, row.pk, "本地办法")


def test_the_nearest_area_wins_over_a_narrower_kind_further_up(cast):
    override("test.notice_days", 12, cast.district, body_kind="town_congress", level="town")
    override("test.notice_days", 15, cast.town)
    assert value_in(cast.town, body_kind="town_congress") == 15
    assert value_in(cast.other_town, body_kind="town_congress") == 12


def test_a_kind_of_body_wins_over_a_level_and_a_level_over_neither(cast):
    override("test.notice_days", 11, cast.district)
    override("test.notice_days", 12, cast.district, level="town")
    assert value_in(cast.town) == 12
    assert value_in(cast.street) == 11
    override("test.notice_days", 13, cast.district, body_kind="town_congress")
    assert value_in(cast.town, body_kind="town_congress") == 13


def test_a_value_of_the_neighbouring_town_does_not_hold_here(cast):
    override("test.notice_days", 15, cast.other_town)
    assert value_in(cast.town) == 10


def test_a_value_for_another_kind_of_body_does_not_hold_here(cast):
    override("test.notice_days", 15, cast.town, body_kind="presidium")
    assert value_in(cast.town, body_kind="town_congress") == 10
    assert value_in(cast.town) == 10


def test_a_value_of_the_whole_installation_is_the_last_before_the_default(cast):
    override("test.notice_days", 14)
    assert value_in(cast.town) == 14
    assert value_in(None) == 14


def test_it_reads_the_value_of_the_day_asked_for(cast):
    override("test.notice_days", 12, cast.town, until=date(2026, 3, 20))
    override("test.notice_days", 14, cast.town, starts_on=date(2026, 3, 20))
    assert resolve("test.notice_days", area=cast.town, on=date(2026, 3, 19)).value == 12
    assert value_in(cast.town) == 14
    assert resolve("test.notice_days", area=cast.town, on=date(2025, 12, 31)).value == 10


def test_a_stored_override_that_the_law_refuses_does_not_hold(cast):
    override("test.base", "x", cast.town)
    override("test.notice_days", 3, cast.town)
    assert resolve("test.base", area=cast.town, on=DAY).value == "all"
    assert value_in(cast.town) == 10


def test_several_rules_cost_one_query(cast, django_assert_num_queries):
    override("test.ratio", 30, cast.town)
    with django_assert_num_queries(1):
        found = resolve_many([key.key for key in KEYS], area=cast.town, on=DAY)
    assert {key: item.value for key, item in found.items()} == {
        "test.notice_days": 10, "test.base": "all", "test.ratio": 30,
    }  # fmt: skip


def test_what_begins_stores_values_their_rows_and_their_sources(cast):
    row = override("test.ratio", 30, cast.town)
    assert frozen(resolve_many(["test.ratio", "test.base"], area=cast.town, on=DAY)) == {
        "test.ratio": {"value": 30, "policy_id": row.pk, "source": "本地办法"},
        "test.base": {"value": "all", "policy_id": None, "source": "测试法"},
    }


def test_many_places_and_days_are_answered_in_one_query_as_one_by_one(cast, django_assert_num_queries):
    override("test.notice_days", 11, cast.district)
    override("test.notice_days", 12, cast.district, level="street")
    override("test.notice_days", 13, cast.town, body_kind="town_congress")
    override("test.notice_days", 14, cast.town, starts_on=date(2026, 4, 1))
    override("test.notice_days", 15, cast.other_town, until=DAY)
    override("test.notice_days", 3, cast.other_town, starts_on=DAY)  # unlawful: as good as none
    places = [
        (area, day, kind)
        for area in (cast.district, cast.town, cast.other_town, cast.street)
        for day in (date(2025, 12, 31), date(2026, 3, 19), DAY, date(2026, 4, 1))
        for kind in ("town_congress", "presidium")
    ]
    with django_assert_num_queries(1):
        found = resolve_each("test.notice_days", places)
    assert found == [resolve("test.notice_days", area=area, on=day, body_kind=kind) for area, day, kind in places]
    assert {one.value for one in found} == {10, 11, 12, 13, 14, 15}
