"""How the list of proposals is narrowed."""

import django_filters as filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from apps.congress.proposals.models import Kind, Proposal, Source, State
from apps.foundation.organisations.filters import WithinArea


class ProposalFilter(filters.FilterSet):
    """By place, the year it was handed in, kind, who brought it, what became of it, whether its report is late, and
    (from a meeting) by meeting.
    """

    area = WithinArea("term__body__area__path")
    year = filters.NumberFilter(
        label="提交年度", field_name="submitted_at", lookup_expr="year", min_value=2000, max_value=2100
    )
    kind = filters.ChoiceFilter(label="类别", choices=Kind, empty_label="全部")
    source = filters.ChoiceFilter(label="提出主体", choices=Source, empty_label="全部")
    state = filters.ChoiceFilter(label="状态", choices=State, empty_label="全部")
    late = filters.ChoiceFilter(
        label="执行情况报告", choices=[("1", "已逾期")], empty_label="全部", method="filter_late"
    )
    meeting = filters.UUIDFilter(label="会议", field_name="meeting__public_id", widget=forms.HiddenInput)

    class Meta:
        model = Proposal
        fields = ("area", "year", "kind", "source", "state", "late", "meeting")

    def filter_late(self, rows: QuerySet[Proposal], name: str, value: str) -> QuerySet[Proposal]:
        return rows.overdue(timezone.localdate())
