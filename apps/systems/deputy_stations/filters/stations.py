"""How stations, seats and communities are narrowed. What a measure counts is exactly what its list shows."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone

from apps.foundation.organisations.filters import WithinArea
from apps.foundation.organisations.models import Area
from apps.foundation.people.models import Mandate
from apps.systems.deputy_stations.models import Station, Theme, Tier
from apps.systems.deputy_stations.selectors import coverage, stations_desk

STATES = (
    ("open", "已启用"), (stations_desk.UNOPENED, "筹建中"), ("closed", "已撤销"), (stations_desk.HEADLESS, "没有站长"),
)  # fmt: skip
SEATS = (("in", "已编组进站"), ("out", "未编组进站"))
SERVED = (("served", "有家站服务"), ("gaps", "没有家站服务"))


class StationFilter(filters.FilterSet):
    area = WithinArea("area__path", "镇街")
    tier = filters.ChoiceFilter(label="层级", choices=Tier.choices)
    theme = filters.ChoiceFilter(label="类型", choices=Theme.choices)
    state = filters.ChoiceFilter(label="状态", choices=STATES, method="in_state")

    class Meta:
        model = Station
        fields = ("area", "tier", "theme", "state")

    def in_state(self, rows: QuerySet[Station], name: str, value: str) -> QuerySet[Station]:
        on = timezone.localdate()
        if value == "open":
            return rows.open_on(on)  # type: ignore[attr-defined]
        if value == "closed":
            return rows.filter(closed_on__lte=on)
        return stations_desk.unopened(rows) if value == stations_desk.UNOPENED else stations_desk.headless(rows, on)


class SeatFilter(filters.FilterSet):
    area = WithinArea("term__body__area__path", "镇街")
    show = filters.ChoiceFilter(label="编组进站", choices=SEATS, method="by_station")

    class Meta:
        model = Mandate
        fields = ("area", "show")

    def by_station(self, rows: QuerySet[Mandate], name: str, value: str) -> QuerySet[Mandate]:
        return coverage.in_station(rows, timezone.localdate(), is_in=value == "in")


class CommunityFilter(filters.FilterSet):
    area = WithinArea("path", "镇街")
    show = filters.ChoiceFilter(label="服务", choices=SERVED, method="by_service")

    class Meta:
        model = Area
        fields = ("area", "show")

    def by_service(self, rows: QuerySet[Area], name: str, value: str) -> QuerySet[Area]:
        return coverage.served(rows, timezone.localdate(), is_served=value == "served")
