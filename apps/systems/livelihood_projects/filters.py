"""How the registers narrow: only choices that mean something to who asks."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone

from apps.congress.matters.models import Channel
from apps.foundation.core.actors import Actor
from apps.foundation.organisations.filters import WithinArea
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.people.models import Group, Mandate
from apps.systems.livelihood_projects.models import (
    Category,
    Clue,
    ClueState,
    GroupOpinion,
    Project,
    ProjectState,
    Season,
    SeasonState,
)
from apps.systems.livelihood_projects.selectors.measures import SHOWN, STANDING, shown

# Primary keys never leave the database.
BY_PUBLIC_ID = {"to_field_name": "public_id"}


def _bodies(request: Any) -> QuerySet[Unit]:
    actor: Actor = request.actor
    if actor.sees_area:
        return Unit.objects.bodies().filter(area__path__startswith=actor.area_path).order_by("area__path")
    return Unit.objects.filter(pk__in=actor.body_ids)


class SeasonFilter(filters.FilterSet):
    body = filters.ModelChoiceFilter(field_name="term__body", label="机关", queryset=_bodies, **BY_PUBLIC_ID)
    year = filters.NumberFilter(label="实施年度")
    state = filters.ChoiceFilter(label="状态", choices=SeasonState.choices)

    class Meta:
        model = Season
        fields = ("body", "year", "state")


class ReserveFilter(filters.FilterSet):
    area = WithinArea("season__term__body__area__path")
    body = filters.ModelChoiceFilter(field_name="season__term__body", label="机关", queryset=_bodies, **BY_PUBLIC_ID)
    year = filters.NumberFilter(field_name="season__year", label="年度")
    category = filters.ChoiceFilter(label="类别", choices=Category.choices)

    class Meta:
        model = Project
        fields = ("area", "body", "year", "category")


class ProjectFilter(ReserveFilter):
    state = filters.ChoiceFilter(
        label="状态", choices=[(STANDING, "列入候选,没有撤回"), *ProjectState.choices], method="in_state"
    )

    show = filters.ChoiceFilter(label="办理", choices=SHOWN, method="in_delivery")

    class Meta(ReserveFilter.Meta):
        fields = ("area", "body", "year", "category", "state", "show")

    def in_delivery(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return shown(rows, value, timezone.localdate())

    def in_state(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        return rows.exclude(state=ProjectState.WITHDRAWN) if value == STANDING else rows.filter(state=value)


class AllCluesFilter(filters.FilterSet):
    """Clues of every season: where, for which year, how far."""

    area = WithinArea("season__term__body__area__path")
    year = filters.NumberFilter(field_name="season__year", label="实施年度")
    state = filters.ChoiceFilter(label="状态", choices=ClueState.choices)
    channel = filters.ChoiceFilter(field_name="submission__channel", label="渠道", choices=Channel.choices)

    class Meta:
        model = Clue
        fields = ("area", "year", "state", "channel")


class ReadingFilter(filters.FilterSet):
    read = filters.BooleanFilter(
        label="阅读", method="by_reading",
        widget=filters.widgets.forms.Select(choices=[("", "全部"), ("true", "已读"), ("false", "未读")]),
    )  # fmt: skip

    class Meta:
        model = Mandate
        fields = ("read",)

    def by_reading(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        return rows.filter(read_at__isnull=not value)


def opinion_filter(season: Season) -> type[filters.FilterSet]:
    """Groups and projects of one season."""

    class OpinionFilter(filters.FilterSet):
        group = filters.ModelChoiceFilter(
            label="团组", queryset=Group.objects.filter(term=season.term_id), **BY_PUBLIC_ID
        )
        project = filters.ModelChoiceFilter(label="项目", queryset=season.projects.standing(), **BY_PUBLIC_ID)
        answered = filters.ChoiceFilter(
            label="政府说明", choices=[("yes", "已说明"), ("no", "未说明")], method="by_answer"
        )

        class Meta:
            model = GroupOpinion
            fields = ("group", "project", "answered")

        def by_answer(self, rows: QuerySet, name: str, value: str) -> QuerySet:
            return rows.exclude(answer="") if value == "yes" else rows.filter(answer="")

    return OpinionFilter


def clue_filter(season: Season) -> type[filters.FilterSet]:
    """State, channel, category and place of one season's clues."""
    here = Area.objects.filter(submissions__livelihood_clue__season=season).distinct().order_by("path")

    class ClueFilter(filters.FilterSet):
        state = filters.ChoiceFilter(label="状态", choices=ClueState.choices)
        channel = filters.ChoiceFilter(field_name="submission__channel", label="渠道", choices=Channel.choices)
        category = filters.ChoiceFilter(
            label="类别", choices=[("none", "未分类"), *Category.choices], method="in_category"
        )
        place = filters.ModelChoiceFilter(field_name="submission__area", label="区域", queryset=here, **BY_PUBLIC_ID)

        class Meta:
            model = Clue
            fields = ("state", "channel", "category", "place")

        def in_category(self, rows: QuerySet, name: str, value: str) -> QuerySet:
            return rows.filter(category="" if value == "none" else value)

    return ClueFilter
