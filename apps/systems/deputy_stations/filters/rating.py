"""How ratings and stars are narrowed."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone

from apps.foundation.organisations.models import Area
from apps.systems.deputy_stations.models import RatingRound, RatingState, Star, StationRating
from apps.systems.deputy_stations.rules import rating as rules
from apps.systems.deputy_stations.selectors.rounds import late_on


def areas(request: Any) -> QuerySet[Area]:
    """Places of the actor, the highest first."""
    kinds = ("province", "city", "district", "town", "street")
    return Area.objects.visible_to(request.actor).filter(kind__in=kinds).order_by("path")


def rounds(request: Any) -> QuerySet[RatingRound]:
    mine = StationRating.objects.visible_to(request.actor).values("round")
    return RatingRound.objects.filter(pk__in=mine).order_by("-year", "-pk")


class RatingFilter(filters.FilterSet):
    round = filters.ModelChoiceFilter(label="评定", queryset=rounds, to_field_name="public_id")
    area = filters.ModelChoiceFilter(label="镇街", queryset=areas, to_field_name="public_id", method="_in_area")
    state = filters.ChoiceFilter(label="环节", choices=RatingState)
    late = filters.ChoiceFilter(label="进度", choices=[("late", "逾期"), ("open", "未评完")], method="_late")

    class Meta:
        model = StationRating
        fields = ("round", "area", "state", "late")

    def _in_area(self, rows: QuerySet[StationRating], name: str, area: Area) -> QuerySet[StationRating]:
        return rows.filter(station__area__path__startswith=area.path)

    def _late(self, rows: QuerySet[StationRating], name: str, value: str) -> QuerySet[StationRating]:
        return late_on(rows, timezone.localdate()) if value == "late" else rows.filter(state__in=rules.AT_WORK)


class StarFilter(filters.FilterSet):
    area = filters.ModelChoiceFilter(label="镇街", queryset=areas, to_field_name="public_id", method="_in_area")
    stars = filters.ChoiceFilter(label="星级", choices=[(str(one), f"{one}星") for one in (5, 4, 3, 2)])

    class Meta:
        model = Star
        fields = ("area", "stars")

    def _in_area(self, rows: QuerySet[Star], name: str, area: Area) -> QuerySet[Star]:
        return rows.filter(station__area__path__startswith=area.path)
