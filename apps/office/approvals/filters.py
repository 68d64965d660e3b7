"""How the lists of requests are narrowed."""

import django_filters as filters
from django import forms

from apps.office.approvals.models import ApprovalRequest, RequestState


class RequestFilters(filters.FilterSet):
    """By state and by when they were submitted."""

    state = filters.ChoiceFilter(label="状态", choices=RequestState, empty_label="全部")
    since = filters.DateFilter(
        label="提请日期不早于", field_name="created_at", lookup_expr="date__gte", widget=forms.DateInput
    )
    until = filters.DateFilter(
        label="提请日期不晚于", field_name="created_at", lookup_expr="date__lte", widget=forms.DateInput
    )

    class Meta:
        model = ApprovalRequest
        fields = ["state", "since", "until"]
