"""How the register of submissions is narrowed."""

import django_filters as filters
from django import forms
from django.db.models import QuerySet

from apps.congress.matters import purposes
from apps.congress.matters.models import Channel, Submission

STATES = [
    ("untold", "未告知"),
    ("told", "已告知"),
    ("finished", "已办结"),
    ("merged", "已并件"),
    ("withdrawn", "已撤回"),
]


class SubmissionFilter(filters.FilterSet):
    """By what it was brought to, how, when, and how far it is."""

    state = filters.ChoiceFilter(label="进展", choices=STATES, empty_label="全部", method="in_state")
    purpose = filters.ChoiceFilter(label="用途", choices=purposes.choices, empty_label="全部", method="for_purpose")
    channel = filters.ChoiceFilter(label="渠道", choices=Channel, empty_label="全部")
    since = filters.DateFilter(
        label="收到日期不早于", field_name="received_at", lookup_expr="date__gte", widget=forms.DateInput
    )
    until = filters.DateFilter(
        label="收到日期不晚于", field_name="received_at", lookup_expr="date__lte", widget=forms.DateInput
    )

    class Meta:
        model = Submission
        fields = ["state", "purpose", "channel", "since", "until"]

    def in_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        if value == "merged":
            return rows.filter(merged_into__isnull=False)
        if value == "withdrawn":
            return rows.filter(withdrawn=True, merged_into__isnull=True)
        return getattr(rows.standing(), value)()

    def for_purpose(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(purpose="" if value == "general" else value)
