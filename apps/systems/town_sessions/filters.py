"""How the list of plans is narrowed."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from apps.foundation.core.actors import Actor
from apps.foundation.organisations.models import Unit
from apps.systems.town_sessions.models import AnnualPlan, PlanState
from apps.systems.town_sessions.selectors.organs import CONGRESSES


def _bodies(request: Any) -> QuerySet[Unit]:
    actor: Actor = request.actor
    if actor.sees_area:
        return Unit.objects.filter(kind__in=CONGRESSES, area__path__startswith=actor.area_path).order_by("area__path")
    return Unit.objects.filter(pk__in=actor.body_ids)


class PlanFilter(filters.FilterSet):
    body = filters.ModelChoiceFilter(label="机关", queryset=_bodies, to_field_name="public_id")
    year = filters.NumberFilter(label="年度", min_value=2000, max_value=2100)
    state = filters.ChoiceFilter(label="状态", choices=PlanState.choices)

    class Meta:
        model = AnnualPlan
        fields = ("body", "year", "state")
