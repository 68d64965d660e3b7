"""What areas, units and electoral districts may be filtered by."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django_filters.fields import ModelChoiceField, ModelChoiceIterator

from apps.foundation.organisations.models import ABOVE_TOWNS, PLACES, Area, AreaKind, ElectoralDistrict, Unit, UnitKind
from apps.foundation.organisations.selectors import OWN, OwnWork, lies_in


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


class _WithOwnWork(ModelChoiceIterator):
    """Behind each place above towns its own work."""

    def __iter__(self) -> Iterator[tuple[Any, str]]:
        for value, label in super().__iter__():
            yield value, label
            place = getattr(value, "instance", None)
            if place and place.kind in ABOVE_TOWNS:
                own = OwnWork(place)
                yield own.public_id, own.name


class PlaceField(ModelChoiceField):
    """An area, or by its own the work of one above towns."""

    iterator = _WithOwnWork

    def to_python(self, value: Any) -> Area | OwnWork | None:
        key, own, _ = str(value or "").partition(OWN)
        place = super().to_python(key)
        return OwnWork(place) if own and place else place


class WithinArea(django_filters.ModelChoiceFilter):
    """Everything in the chosen place and below, or its own work; `path` is the field that holds the path of a row."""

    field_class = PlaceField

    def __init__(self, path: str, label: str = "区划", queryset: Any = _places) -> None:
        super().__init__(field_name=path, label=label, queryset=queryset, to_field_name="public_id", empty_label="全部")

    def filter(self, rows: QuerySet, value: Area | OwnWork | None) -> QuerySet:
        return rows.filter(lies_in(value, self.field_name)) if value else rows


def path_chosen(filters: django_filters.FilterSet) -> str:
    """Of the place that is chosen in the filter `area`, "" without one: what else is to choose from depends on it."""
    try:
        place = filters.filters["area"].field.clean(filters.data.get("area", ""))
    except ValidationError:
        return ""
    return place.path if place else ""


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
