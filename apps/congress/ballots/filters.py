"""How the list of polls is narrowed."""

import django_filters

from apps.congress.ballots.models import Method, Poll, PollModel, PollState
from apps.foundation.organisations.filters import WithinArea


class PollFilter(django_filters.FilterSet):
    area = WithinArea("body__area__path")
    year = django_filters.NumberFilter(
        label="宣布年度", field_name="announced_at", lookup_expr="year", min_value=2000, max_value=2100
    )
    state = django_filters.ChoiceFilter(label="状态", choices=PollState, empty_label="全部")
    model = django_filters.ChoiceFilter(label="表决方式", choices=PollModel, empty_label="全部")
    method = django_filters.ChoiceFilter(label="投票方式", choices=Method, empty_label="全部")

    class Meta:
        model = Poll
        fields = ("area", "year", "state", "model", "method")
