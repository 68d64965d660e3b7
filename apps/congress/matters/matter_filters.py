"""How the register of matters is narrowed."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from apps.congress.matters.models import Aspect, Grade, Handling, Matter, MatterKind, MatterState, Route
from apps.congress.matters.models.place_tallies import CONDITIONS
from apps.congress.matters.rules import states
from apps.congress.matters.selectors.matter_lists import (
    ANSWERS,
    AT_OFFICE,
    DUE_SOON,
    LATE,
    RATED,
    UNDONE,
    UNRATED,
    due_within,
    from_source,
    sort_of,
    units_around,
    years_and_categories,
)
from apps.foundation.organisations.filters import WithinArea, path_chosen
from apps.foundation.organisations.models import Area, Unit
from apps.foundation.organisations.selectors import OwnWork

STATES = [
    (UNDONE, "未办结"),
    (AT_OFFICE, "待审核、待交办"),
    *(choice for choice in MatterState.choices if choice[0] != MatterState.DRAFT),
]
WAITING = [(states.OFFICE, "待人大工作机构"), (states.UNITS, "待承办单位"), (states.PROPOSER, "待提出人")]
DUE = [(LATE, "已逾期"), (DUE_SOON, "七日内到期")]
GRADES = [(RATED, "已评价"), *Grade.choices, (UNRATED, "未评价")]


def _one_of(label: str, choices: Any, method: str = "of_sort", **given: Any) -> filters.ChoiceFilter:
    return filters.ChoiceFilter(label=label, choices=choices, method=method, empty_label="全部", **given)


class WithinPlace(WithinArea):
    """Comes first and begins anew: with two paths, one inside the other, the database expects far too few rows."""

    def filter(self, rows: QuerySet, value: Area | OwnWork | None) -> QuerySet:
        if value is None:
            return rows
        own = {"path": value.path} if isinstance(value, OwnWork) else {}
        return Matter.objects.handed_in(value.path).filter(**own).for_list()


class MatterFilter(filters.FilterSet):
    """By what it is, how far it is, who has it now, until when, where it came from."""

    area = WithinPlace("path")
    state = _one_of("状态", STATES)
    waiting = _one_of("轮到谁办", WAITING)
    due = _one_of("期限", DUE, "of_due_day")
    year = _one_of("收到年度", [], "in_year")
    kind = _one_of("类别", MatterKind.choices)
    category = _one_of("内容分类", [])
    unit = filters.ModelChoiceFilter(
        label="承办单位",
        queryset=Unit.objects.none(),
        to_field_name="public_id",
        empty_label="全部",
        method="with_unit",
    )
    route = _one_of("办理渠道", Route.choices)
    answer = _one_of("答复", [(aspect, aspect.label) for aspect in ANSWERS], "of_answer")
    grade = _one_of("评价", GRADES)
    source = filters.CharFilter(label="来源", method="of_source", widget=forms.HiddenInput)
    key = _one_of("重点督办", [("yes", "是"), ("no", "否")])

    class Meta:
        model = Matter
        fields: list[str] = []

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        actor = self.request.actor
        years, categories = years_and_categories(actor)
        self.filters["year"].extra["choices"] = [(str(year), f"{year}年") for year in years]
        self.filters["category"].extra["choices"] = [(category, category) for category in categories]
        self.filters["unit"].queryset = units_around(path_chosen(self) or actor.area_path)

    def of_sort(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(sort_of(name, value))

    def of_due_day(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """What was due first stands first, until another order is chosen."""
        return rows.filter(due_within(value, timezone.localdate())).order_by("act_by", "pk")

    def of_answer(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(CONDITIONS[Aspect(value)])

    def in_year(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(submitted_at__year=int(value))

    def of_source(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """One meeting or another row of a floor above, reached from its page."""
        return from_source(rows, value)

    def with_unit(self, rows: QuerySet, name: str, value: Unit) -> QuerySet:
        return rows.filter(pk__in=Handling.objects.standing().filter(unit=value).values("matter"))
