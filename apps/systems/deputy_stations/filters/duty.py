"""How lists of duties and activities are narrowed. What a measure counts is exactly what its list shows."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone

from apps.foundation.organisations.filters import WithinArea
from apps.systems.deputy_stations.models import (
    Activity,
    ActivityKind,
    ActivityState,
    DutySlot,
    Rota,
    RotaState,
    SlotState,
    Station,
)
from apps.systems.deputy_stations.models.duty import DutySlotQuerySet
from apps.systems.deputy_stations.selectors import measures_duty as measures


def _stations(request: Any) -> QuerySet[Station]:
    return Station.objects.visible_to(request.actor).order_by("area", "name")


class OfStationFilter(filters.FilterSet):
    area = WithinArea("station__area__path")
    station = filters.ModelChoiceFilter(label="家站", queryset=_stations, to_field_name="public_id")


class RotaFilter(OfStationFilter):
    state = filters.ChoiceFilter(label="状态", choices=RotaState)

    class Meta:
        model = Rota
        fields = ("area", "station", "state")


class SlotFilter(OfStationFilter):
    show = filters.ChoiceFilter(
        label="范围", choices=(("due", "本年应接待"), ("held", "本年已接待"), ("missed", "本年未到站")), method="_shown"
    )
    state = filters.ChoiceFilter(label="状态", choices=SlotState)
    since = filters.DateFilter(label="从", field_name="starts_at", lookup_expr="date__gte")
    until = filters.DateFilter(label="到", field_name="starts_at", lookup_expr="date__lte")

    class Meta:
        model = DutySlot
        fields = ("area", "station", "show", "state", "since", "until")

    def _shown(self, rows: DutySlotQuerySet, name: str, value: str) -> DutySlotQuerySet:
        return measures.duties(rows, value, timezone.localdate())


class ActivityFilter(OfStationFilter):
    kind = filters.ChoiceFilter(label="类别", choices=ActivityKind)
    state = filters.ChoiceFilter(label="状态", choices=ActivityState)
    show = filters.ChoiceFilter(label="范围", choices=(("held", "本年已开展"),), method="_shown")

    class Meta:
        model = Activity
        fields = ("area", "station", "kind", "state", "show")

    def _shown(self, rows: QuerySet[Activity], name: str, value: str) -> QuerySet[Activity]:
        return measures.activities(rows, timezone.localdate())


class StationFilter(filters.FilterSet):
    area = WithinArea("area__path")

    class Meta:
        model = Station
        fields = ("area",)
