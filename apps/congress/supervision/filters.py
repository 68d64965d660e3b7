"""How the register of assignments and the list of sheets are narrowed."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone

from apps.congress.supervision.models import Assignment, AssignmentState, Light, SheetState, SupervisionSheet
from apps.congress.supervision.selectors.lists import SOON, profiles, units_within
from apps.foundation.organisations.filters import WithinArea, path_chosen
from apps.foundation.organisations.models import Unit

OPEN = "open"
STATES = [(OPEN, "在办"), *AssignmentState.choices]
DUE = [("late", "到期未完成"), ("soon", "七日内到期"), ("silent", "进展漏报")]
SHEET_STATES = [("late", "逾期未反馈"), *SheetState.choices]


def _one_of(label: str, choices: Any, method: str) -> filters.ChoiceFilter:
    return filters.ChoiceFilter(label=label, choices=choices, method=method, empty_label="全部")


def _named(label: str, model: Any, method: str) -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        label=label, queryset=model.objects.none(), to_field_name="public_id", empty_label="全部", method=method
    )


class AssignmentFilter(filters.FilterSet):
    """By light, by what is due, by state, place, unit and kind."""

    light = _one_of("亮灯", Light.choices, "by_light")
    state = _one_of("状态", STATES, "in_state")
    due = _one_of("期限", DUE, "by_day")
    area = WithinArea("path", "承办区划")
    unit = _named("承办单位", Unit, "of_unit")
    profile = _one_of("类别", [], "of_profile")

    class Meta:
        model = Assignment
        fields: list[str] = []

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        actor = self.request.actor
        if actor.sees_area:
            self.filters["unit"].queryset = units_within(path_chosen(self) or actor.area_path)
        self.filters["profile"].extra["choices"] = profiles()

    def by_light(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.shining(value, timezone.localdate())

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.open() if value == OPEN else rows.filter(state=value)

    def by_day(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        if value == "late":
            return rows.late(today)
        return (
            rows.silent(today) if value == "silent" else rows.with_units().filter(due_on__range=(today, today + SOON))
        )

    def of_unit(self, rows: QuerySet, name: str, value: Unit) -> QuerySet:
        return rows.filter(units__unit=value)

    def of_profile(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(profile=value)


class InboxFilter(filters.FilterSet):
    light = _one_of("亮灯", Light.choices, "by_light")

    class Meta:
        model = Assignment
        fields: list[str] = []

    def by_light(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.shining(value, timezone.localdate())


class SheetFilter(filters.FilterSet):
    state = _one_of("状态", SHEET_STATES, "in_state")
    area = WithinArea("assignment__path", "承办区划")

    class Meta:
        model = SupervisionSheet
        fields: list[str] = []

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.overdue(timezone.localdate()) if value == "late" else rows.filter(state=value)
