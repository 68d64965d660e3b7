"""How the register of opinions is narrowed."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from apps.congress.matters.models import Channel, Grade
from apps.foundation.organisations.filters import WithinArea
from apps.foundation.people.models import Person
from apps.systems.deputy_stations.models import OpinionRoute, Station, StationOpinion
from apps.systems.deputy_stations.selectors.opinion_lists import ONLINE, RATED, STATES, condition_of, graded
from apps.systems.deputy_stations.selectors.opinions import categories_of

DOORS = [("net", "扫码、网上"), ("hall", "现场、电话等"), *Channel.choices]


def _one_of(label: str, choices: Any, method: str) -> filters.ChoiceFilter:
    return filters.ChoiceFilter(label=label, choices=choices, method=method, empty_label="全部")


def _among(label: str, queryset: Any) -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(label=label, queryset=queryset, to_field_name="public_id", empty_label="全部")


class OpinionFilter(filters.FilterSet):
    """By where it was brought, who received it, which way it went, how far it is."""

    state = _one_of("进展", list(STATES.items()), "of_state")
    route = filters.ChoiceFilter(label="办理路径", choices=OpinionRoute.choices, empty_label="全部")
    station = _among("家站", Station.objects.none())
    area = WithinArea("path")
    deputy = _among("接待代表", Person.objects.none())
    category = _one_of("诉求类别", [], "of_category")
    door = _one_of("来源", DOORS, "through_door")
    grade = _one_of("群众评价", [("rated", "已评价"), *Grade.choices, ("unrated", "未评价")], "with_grade")
    since = filters.DateFilter(
        label="接待日期不早于", field_name="received_on", lookup_expr="gte", widget=forms.DateInput
    )
    until = filters.DateFilter(
        label="接待日期不晚于", field_name="received_on", lookup_expr="lte", widget=forms.DateInput
    )

    class Meta:
        model = StationOpinion
        fields: list[str] = []

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        actor = self.request.actor
        stations = Station.objects.visible_to(actor).order_by("area__path", "name")
        self.filters["station"].queryset = stations
        people = Person.objects.filter(stationings__station__in=stations.order_by()).distinct()
        self.filters["deputy"].queryset = people.order_by("pinyin", "pk")
        if not actor.sees_area:
            del self.filters["area"]
        if actor.is_member:
            del self.filters["deputy"]
        words = dict.fromkeys([*self._categories(stations), self.data.get("category", "")])
        known = [(word, word) for word in words if word not in ("", "none")]
        self.filters["category"].extra["choices"] = [("none", "(未分类)"), *known]

    def _categories(self, stations: QuerySet[Station]) -> list[str]:
        """Of the place of the first station: to ask a million rows for theirs would take longer than the list."""
        station = stations.select_related("area").first()
        return categories_of(station, timezone.localdate()) if station else []

    def of_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(condition_of(value, timezone.localdate()))

    def of_category(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(category="" if value == "none" else value)

    def through_door(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value in ("net", "hall"):
            return rows.filter(ONLINE) if value == "net" else rows.exclude(ONLINE)
        return rows.filter(submission__channel=value)

    def with_grade(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        match value:
            case "rated":
                return rows.filter(RATED)
            case "unrated":
                return rows.exclude(RATED)
        return rows.filter(graded(value))
