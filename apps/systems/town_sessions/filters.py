"""How the list of plans is narrowed."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone

from apps.foundation.core.actors import Actor
from apps.foundation.organisations.filters import WithinArea
from apps.foundation.organisations.models import Unit
from apps.systems.town_sessions.models import AnnualPlan, PlanSession, PlanState
from apps.systems.town_sessions.rules import states
from apps.systems.town_sessions.selectors.measures import HELD, IN_FORCE, ON_TIME, OVERDUE, PLANNED, on_time, standing
from apps.systems.town_sessions.selectors.organs import CONGRESSES


def _bodies(request: Any) -> QuerySet[Unit]:
    actor: Actor = request.actor
    if actor.sees_area:
        return Unit.objects.filter(kind__in=CONGRESSES, area__path__startswith=actor.area_path).order_by("area__path")
    return Unit.objects.filter(pk__in=actor.body_ids)


class PlanFilter(filters.FilterSet):
    area = WithinArea("body__area__path")
    body = filters.ModelChoiceFilter(label="机关", queryset=_bodies, to_field_name="public_id")
    year = filters.NumberFilter(label="年度", min_value=2000, max_value=2100)
    state = filters.ChoiceFilter(label="状态", choices=PlanState.choices)
    standing = filters.ChoiceFilter(
        label="批准", choices=[(IN_FORCE, "现行方案"), (ON_TIME, "现行方案,按期批准")], method="by_standing"
    )

    class Meta:
        model = AnnualPlan
        fields = ("area", "body", "year", "state", "standing")

    def by_standing(self, plans: QuerySet[AnnualPlan], name: str, value: str) -> QuerySet[AnnualPlan]:
        plans = plans.filter(state__in=states.IN_FORCE)
        return plans.filter(pk__in=on_time(plans)) if value == ON_TIME else plans


class SessionFilter(filters.FilterSet):
    area = WithinArea("plan__body__area__path")
    year = filters.NumberFilter(label="年度", field_name="plan__year", min_value=2000, max_value=2100)
    standing = filters.ChoiceFilter(
        label="召开情况",
        choices=[(PLANNED, "全部计划会议"), (HELD, "已召开"), (OVERDUE, "到期未召开")],
        method="by_standing",
    )

    class Meta:
        model = PlanSession
        fields = ("area", "year", "standing")

    def by_standing(self, rows: QuerySet[PlanSession], name: str, value: str) -> QuerySet[PlanSession]:
        return standing(rows, value, timezone.localdate())
