"""How the list of records and minutes is narrowed."""

import django_filters as filters
from django import forms

from apps.congress.minutes.models import Minutes, MinutesKind, MinutesState


class MinutesFilter(filters.FilterSet):
    """By kind, state and when it was begun."""

    kind = filters.ChoiceFilter(label="类别", choices=MinutesKind, empty_label="全部")
    state = filters.ChoiceFilter(label="状态", choices=MinutesState, empty_label="全部")
    since = filters.DateFilter(
        label="起草日期不早于", field_name="created_at", lookup_expr="date__gte", widget=forms.DateInput
    )

    class Meta:
        model = Minutes
        fields = ["kind", "state", "since"]
