"""How the list of meetings is narrowed."""

import django_filters as filters
from django import forms

from apps.congress.meetings.models import Meeting, MeetingState, Resolution, ResolutionKind, ResolutionState


class MeetingFilter(filters.FilterSet):
    """By state and by when they begin."""

    state = filters.ChoiceFilter(label="状态", choices=MeetingState, empty_label="全部")
    since = filters.DateFilter(
        label="开始日期不早于", field_name="starts_on", lookup_expr="gte", widget=forms.DateInput
    )
    until = filters.DateFilter(
        label="开始日期不晚于", field_name="starts_on", lookup_expr="lte", widget=forms.DateInput
    )

    class Meta:
        model = Meeting
        fields = ["state", "since", "until"]


class ResolutionFilter(filters.FilterSet):
    """By kind, by what became of it, by term, and (from a meeting) by meeting."""

    kind = filters.ChoiceFilter(label="文种", choices=ResolutionKind, empty_label="全部")
    state = filters.ChoiceFilter(label="状态", choices=ResolutionState, empty_label="全部")
    term = filters.NumberFilter(label="届次", field_name="meeting__term__number")
    meeting = filters.UUIDFilter(label="会议", field_name="meeting__public_id", widget=forms.HiddenInput)

    class Meta:
        model = Resolution
        fields = ["kind", "state", "term", "meeting"]
