"""Figures of a rating: literal numbers from what happened in a station's year."""

from datetime import date, timedelta

import pytest

from apps.congress.matters.models import NumberSeries, Submission
from apps.systems.deputy_stations.models import DutySlot, Rota, StationCheck, StationOpinion, YearPlan
from apps.systems.deputy_stations.rules.usual_standard import MEASURE_TITLES, USUAL_ITEMS
from apps.systems.deputy_stations.selectors.rating_figures import MEASURES, figures_of
from tests.factories.stations import make_slot, make_station, make_stationing
from tests.systems.deputy_stations.rated import at

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)


@pytest.fixture
def station(cast):
    return make_station(cast.town, "一号站", "station", address="幸福路1号")


def figure(name: str, station):
    return figures_of([name], [station.pk], FIRST, LAST)[station.pk].get(name)


def test_every_measure_of_the_table_can_be_asked_and_no_other():
    assert set(MEASURES) == set(MEASURE_TITLES)
    assert {item.measure for item in USUAL_ITEMS if item.measure} == set(MEASURES)


def test_a_station_about_which_nothing_is_known_is_asked_without_fault(station):
    found = figures_of(MEASURES, [station.pk], FIRST, LAST)[station.pk]
    assert found["idle"] == [1, 1]
    assert found["reception_days"] == [0, 12]
    assert found["activities_held"] == [0, 12]
    for name in ("attendance", "check_wall", "opinions_closed", "opinions_satisfied", "recorded_in_time"):
        assert name not in found


def test_receptions_by_day_and_deputies_by_times(cast, station):
    one, other = cast.deputies()[:2]
    for month, state in ((1, "held"), (2, "held"), (3, "missed"), (4, "cancelled")):
        make_slot(station, one, at(date(2025, month, 5)), state=state)
    make_slot(station, other, at(date(2025, 1, 5)), state="held")
    make_slot(station, one, at(date(2026, 1, 5)), state="held")  # after the period
    assert figure("reception_days", station) == [2, 12]
    assert figure("attendance", station) == [3, 4]
    assert figure("months_in_use", station) == [2, 12]
    assert figure("idle", station) == [0, 1]


def test_late_evening_counts_on_its_own_day(cast, station):
    make_slot(station, cast.deputies()[0], at(date(2025, 12, 31), 22), hours=1, state="held")
    assert figure("reception_days", station) == [1, 12]


def test_the_plan_by_the_end_of_march_and_notices_three_days_ahead(cast, station):
    YearPlan.objects.create(
        station=station, year=2025, created_at=at(date(2025, 2, 1)), published_at=at(date(2025, 3, 31))
    )
    for number, published in ((1, date(2025, 5, 7)), (2, date(2025, 5, 8))):
        rota = Rota.objects.create(
            station=station, starts_on=date(2025, 5, 1), ends_on=date(2025, 5, 31), state="published",
            frozen_rules={"notice_days": 3}, created_at=at(date(2025, 4, 1)), published_at=at(published),
        )  # fmt: skip
        slot = make_slot(station, cast.deputies()[number], at(date(2025, 5, 10)), state="held")
        DutySlot.objects.filter(pk=slot.pk).update(rota=rota)
    assert figure("plan_and_notices", station) == [3, 4]  # half the plan, half the notices: one of two in time


def test_the_last_state_of_a_checklist_until_the_end_of_the_period_counts(station):
    for item, met, day in (
        ("组织机构", False, date(2025, 1, 5)), ("组织机构", True, date(2025, 6, 1)), ("值班表", True, date(2025, 6, 1)),
        ("值班表", False, date(2026, 1, 1)),
    ):  # fmt: skip
        StationCheck.objects.create(
            station=station, kind="wall", item=item, is_met=met, checked_by="甲", checked_at=at(day)
        )
    assert figure("check_wall", station) == [2, 2]


def test_deputies_of_the_town_in_a_main_station(cast, station):
    for person in cast.deputies()[:4]:
        make_stationing(station, person)
    make_stationing(station, cast.deputies()[4], is_main=False)
    assert figure("deputies_grouped", station) == [4, 10]


def test_opinions_closed_and_by_code(cast, station):
    series = NumberSeries.objects.create(area=cast.town, year=2025)
    for number, (channel, closed) in enumerate((("scan", True), ("visit", True), ("online", False))):
        submission = Submission.objects.create(
            area=cast.town, series=series, number=f"2025{number:04}", channel=channel, text="路灯不亮",
            proposer_kind="anonymous", received_at=at(date(2025, 6, 1)), code_index=f"{number}", bigrams=["路灯"],
        )  # fmt: skip
        StationOpinion.objects.create(
            submission=submission, station=station, path=cast.town.path, received_on=date(2025, 6, 1),
            route="spot" if closed else "", routed_at=at(date(2025, 6, 1)) if closed else None,
            closed_at=at(date(2025, 6, 1)) + timedelta(hours=1) if closed else None,
        )  # fmt: skip
    assert figure("opinions_received", station) == [3, 0]
    assert figure("opinions_closed", station) == [2, 3]
    assert figure("opinions_by_code", station) == [2, 3]


def test_many_stations_take_as_many_queries_as_one(cast, django_assert_max_num_queries):
    stations = [make_station(cast.town, f"{number}号站", "station") for number in range(40)]
    with django_assert_max_num_queries(60):
        found = figures_of(MEASURES, [one.pk for one in stations], FIRST, LAST)
    assert len(found) == 40
