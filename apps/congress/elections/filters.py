"""How the list of elections is narrowed."""

import django_filters

from apps.congress.elections.models import Election, Kind, State


class ElectionFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label="类别", choices=Kind, empty_label="全部")
    state = django_filters.ChoiceFilter(label="状态", choices=State, empty_label="全部")

    class Meta:
        model = Election
        fields = ("kind", "state")
