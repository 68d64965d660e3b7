"""How the lists of meetings, questions and resolutions are narrowed."""

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from apps.congress.meetings.models import (
    Meeting,
    MeetingState,
    Question,
    QuestionState,
    Resolution,
    ResolutionKind,
    ResolutionState,
)
from apps.foundation.organisations.filters import WithinArea


def _meetings_seen(request: HttpRequest) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(request.actor).filter(questions__isnull=False).distinct()


class MeetingFilter(filters.FilterSet):
    """By place, by state and by when they begin."""

    area = WithinArea("body__area__path")
    state = filters.ChoiceFilter(label="状态", choices=MeetingState, empty_label="全部")
    since = filters.DateFilter(
        label="开始日期不早于", field_name="starts_on", lookup_expr="gte", widget=forms.DateInput
    )
    until = filters.DateFilter(
        label="开始日期不晚于", field_name="starts_on", lookup_expr="lte", widget=forms.DateInput
    )

    class Meta:
        model = Meeting
        fields = ["area", "state", "since", "until"]


class QuestionFilter(filters.FilterSet):
    """By meeting, unit, state, and what is overdue."""

    meeting = filters.ModelChoiceFilter(
        label="会议", queryset=_meetings_seen, to_field_name="public_id", empty_label="全部"
    )
    state = filters.ChoiceFilter(label="状态", choices=QuestionState, empty_label="全部")
    overdue = filters.ChoiceFilter(
        label="承诺期限", choices=[("1", "已逾期")], empty_label="全部", method="only_overdue"
    )

    class Meta:
        model = Question
        fields = ["meeting", "state", "overdue"]

    def only_overdue(self, rows: QuerySet[Question], name: str, value: str) -> QuerySet[Question]:
        return rows.overdue(timezone.localdate())


class ResolutionFilter(filters.FilterSet):
    """By kind, by what became of it, by term, and (from a meeting) by meeting."""

    kind = filters.ChoiceFilter(label="文种", choices=ResolutionKind, empty_label="全部")
    state = filters.ChoiceFilter(label="状态", choices=ResolutionState, empty_label="全部")
    term = filters.NumberFilter(label="届次", field_name="meeting__term__number")
    meeting = filters.UUIDFilter(label="会议", field_name="meeting__public_id", widget=forms.HiddenInput)

    class Meta:
        model = Resolution
        fields = ["kind", "state", "term", "meeting"]
