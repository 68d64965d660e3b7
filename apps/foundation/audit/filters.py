import re

import django_filters

from apps.foundation.audit.models import Entry
from apps.foundation.core import registry

PLACEHOLDER = re.compile(r"[“《]?\{[^}]*\}[”》]?")


def act_choices() -> list[tuple[str, str]]:
    """Act codes under the titles of their systems, each as its sentence with dots for what varies."""
    return [
        (system.title, [(code, PLACEHOLDER.sub("…", text)) for code, text in sorted(system.acts.items())])
        for system in registry.systems()
        if system.acts
    ]


class EntryFilters(django_filters.FilterSet):
    act = django_filters.ChoiceFilter(label="事项", choices=act_choices)
    person = django_filters.CharFilter("actor_name", "icontains", label="办理人")
    since = django_filters.DateFilter("at", "date__gte", label="自何日")
    until = django_filters.DateFilter("at", "date__lte", label="至何日")

    class Meta:
        model = Entry
        fields: list[str] = []
