"""How the lists of inspections and of opinions are narrowed."""

from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from apps.congress.inspections.models import Inspection, Kind, Opinion, State
from apps.foundation.organisations.filters import WithinArea
from apps.foundation.organisations.models import Unit

LATENESS = (("late", "逾期未反馈"), ("open", "待反馈"), ("answered", "已反馈"))


class InspectionFilter(filters.FilterSet):
    """By place, kind, state, day, whether it was held or something is late, and (from a meeting) by meeting."""

    area = WithinArea("term__body__area__path")
    kind = filters.ChoiceFilter(label="类别", choices=Kind, empty_label="全部")
    state = filters.ChoiceFilter(label="状态", choices=State, empty_label="全部")
    late = filters.ChoiceFilter(
        label="反馈", choices=[("late", "有逾期未反馈")], empty_label="全部", method="filter_late"
    )
    since = filters.DateFilter(
        label="开始日期不早于", field_name="starts_on", lookup_expr="gte", widget=forms.DateInput
    )
    until = filters.DateFilter(
        label="开始日期不晚于", field_name="starts_on", lookup_expr="lte", widget=forms.DateInput
    )
    held = filters.ChoiceFilter(label="开展", choices=[("yes", "已开展")], empty_label="全部", method="filter_held")
    meeting = filters.UUIDFilter(label="会议", field_name="meeting__public_id", widget=forms.HiddenInput)

    class Meta:
        model = Inspection
        fields = ["area", "kind", "state", "late", "since", "until", "held", "meeting"]

    def filter_held(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(held_at__isnull=False)

    def filter_late(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Inspections with an opinion that is late today."""
        return rows.filter(pk__in=Opinion.objects.late(timezone.localdate()).values("inspection"))


class OpinionFilter(filters.FilterSet):
    """By place, by feedback and by unit."""

    area = WithinArea("inspection__term__body__area__path")
    feedback = filters.ChoiceFilter(label="反馈", choices=LATENESS, empty_label="全部", method="filter_feedback")
    unit = filters.ModelChoiceFilter(label="承办单位", queryset=Unit.objects.none(), empty_label="全部")

    class Meta:
        model = Opinion
        fields = ["area", "feedback", "unit"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["unit"].field.queryset = Unit.objects.filter(
            pk__in=self.queryset.order_by().values("unit")
        ).order_by("name")

    def filter_feedback(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Late, waiting or answered as of today."""
        if value == "answered":
            return rows.exclude(pk__in=Opinion.objects.awaiting().values("pk"))
        waiting = Opinion.objects.late(timezone.localdate()) if value == "late" else Opinion.objects.awaiting()
        return rows.filter(pk__in=waiting.values("pk"))
