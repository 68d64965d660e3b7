"""What areas, units and electoral districts may be filtered by."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from apps.foundation.organisations.models import PLACES, Area, AreaKind, ElectoralDistrict, Unit, UnitKind


class ExistingFilter(django_filters.FilterSet):
    """现有 or 已撤销, on today."""

    existing = django_filters.ChoiceFilter(
        choices=[("yes", "现有"), ("no", "已撤销")], method="by_existing", label="存续"
    )

    def by_existing(self, rows: QuerySet, name: str, existing: str) -> QuerySet:
        over = {"until__lte": timezone.localdate()}
        return rows.exclude(**over) if existing == "yes" else rows.filter(**over)


def _areas(request: Any) -> QuerySet[Area]:
    return Area.objects.visible_to(request.actor)


def _places(request: Any) -> QuerySet[Area]:
    return _areas(request).filter(kind__in=PLACES).order_by("path")


class WithinArea(django_filters.ModelChoiceFilter):
    """Everything in the chosen area and below; `field` leads to the area of a row."""

    def __init__(self, field: str) -> None:
        super().__init__(
            field_name=f"{field}__path", label="区划", queryset=_places, to_field_name="public_id", empty_label="全部"
        )

    def filter(self, rows: QuerySet, value: Area | None) -> QuerySet:
        return rows.filter(**{f"{self.field_name}__startswith": value.path}) if value else rows


class AreaFilter(ExistingFilter):
    kind = django_filters.ChoiceFilter(choices=AreaKind, label="级别")

    class Meta:
        model = Area
        fields: list[str] = []


class PlacedFilter(ExistingFilter):
    area = django_filters.ModelChoiceFilter(queryset=_areas, to_field_name="public_id", method="by_area", label="区划")

    def by_area(self, rows: QuerySet, name: str, area: Area) -> QuerySet:
        return rows.filter(area__path__startswith=area.path)


class UnitFilter(PlacedFilter):
    kind = django_filters.ChoiceFilter(choices=UnitKind, label="类别")

    class Meta:
        model = Unit
        fields: list[str] = []


class DistrictFilter(PlacedFilter):
    class Meta:
        model = ElectoralDistrict
        fields: list[str] = []
