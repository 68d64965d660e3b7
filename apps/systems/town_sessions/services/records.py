"""What every act on a plan does: hold its row, leave one audit entry where it is seen."""

from typing import Any

from django.db.models import Model

from apps.foundation.audit import services as audit
from apps.foundation.core.actors import Actor
from apps.systems.town_sessions.models import AnnualPlan
from apps.systems.town_sessions.selectors.plans import with_sessions


def plan_locked(pk: int) -> AnnualPlan:
    """The plan's row for this transaction, with its sessions; acts on one plan wait for each other."""
    AnnualPlan.objects.select_for_update().get(pk=pk)
    return with_sessions(AnnualPlan.objects.filter(pk=pk)).get()


def record(act: str, plan: AnnualPlan, by: Actor, *, on: Model | None = None, reason: str = "", **facts: Any) -> None:
    """One entry on the plan, or on something of it, visible where the plan is."""
    audit.record(act, on=on or plan, by=by, reason=reason, area_path=plan.body.area.path, **facts)
