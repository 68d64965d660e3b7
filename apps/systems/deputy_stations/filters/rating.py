"""How ratings and stars are narrowed."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone

from apps.foundation.organisations.filters import WithinArea
from apps.systems.deputy_stations.models import RatingRound, RatingState, Star, StationRating
from apps.systems.deputy_stations.rules import rating as rules
from apps.systems.deputy_stations.selectors.rounds import late_on


def rounds(request: Any) -> QuerySet[RatingRound]:
    mine = StationRating.objects.visible_to(request.actor).values("round")
    return RatingRound.objects.filter(pk__in=mine).order_by("-year", "-pk")


class RatingFilter(filters.FilterSet):
    round = filters.ModelChoiceFilter(label="评定", queryset=rounds, to_field_name="public_id")
    area = WithinArea("station__area__path", "镇街")
    state = filters.ChoiceFilter(label="环节", choices=RatingState)
    late = filters.ChoiceFilter(label="进度", choices=[("late", "逾期"), ("open", "未评完")], method="_late")

    class Meta:
        model = StationRating
        fields = ("round", "area", "state", "late")

    def _late(self, rows: QuerySet[StationRating], name: str, value: str) -> QuerySet[StationRating]:
        return late_on(rows, timezone.localdate()) if value == "late" else rows.filter(state__in=rules.AT_WORK)


class StarFilter(filters.FilterSet):
    area = WithinArea("station__area__path", "镇街")
    stars = filters.ChoiceFilter(label="星级", choices=[(str(one), f"{one}星") for one in (5, 4, 3, 2)])

    class Meta:
        model = Star
        fields = ("area", "stars")
