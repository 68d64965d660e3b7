"""How the list of notices is narrowed."""

import django_filters as filters
from django import forms

from apps.office.public_notices.models import NoticeState, PublicNotice


class NoticeFilters(filters.FilterSet):
    """By state and by when they begin."""

    state = filters.ChoiceFilter(label="状态", choices=NoticeState, empty_label="全部")
    since = filters.DateFilter(
        label="开始日期不早于", field_name="starts_on", lookup_expr="gte", widget=forms.DateInput
    )
    until = filters.DateFilter(
        label="开始日期不晚于", field_name="starts_on", lookup_expr="lte", widget=forms.DateInput
    )

    class Meta:
        model = PublicNotice
        fields = ["state", "since", "until"]
